import type { Format } from '../ui/format.ts'
import { ErrorSummary, Field, SubmitButton } from '../ui/form-parts.tsx'
import type { T } from '../ui/i18n.ts'
import { Icon } from '../ui/icons.tsx'
import type { PageContext } from '../ui/page.ts'
import type { MeterReadingsModel, ReadingForm } from './meter-readings-view-model.ts'
import { dayOf, registerKwh } from './register-format.ts'

import {
  confirmation,
  ConfirmField,
  MESSAGE_ID,
  PHOTO_ID,
  PhotoField,
} from './meter-readings-confirm-view.tsx'

const DAY_ID = 'reading-date'
const VALUE_ID = 'reading-value'

/**
 * Posts `subscription`, `date`, `value` (in kWh) and a `photo`; what is asked back about also a `message`, and in `asked` which
 * reading it is about. Checked on the server, which gives back what was typed.
 */
export const MeterReadingForm = ({
  page,
  model,
  form,
}: {
  page: PageContext
  model: MeterReadingsModel
  form: ReadingForm
}) => {
  const { t, format } = page
  const dayError = wrongDay(t, format, model, form)
  const valueError = wrongValue(t, format, model, form)
  const messageError = form.messageProblem === null ? undefined : t('meterReadings.confirm.missing')
  const photoError = form.photoProblem === null ? undefined : t(`meterReadings.photo.${form.photoProblem}`)
  const isDoubtful = form.registerProblem?.reason === 'doubtful'
  const errors = [
    { id: VALUE_ID, message: valueError },
    { id: DAY_ID, message: dayError },
    { id: MESSAGE_ID, message: messageError },
    { id: PHOTO_ID, message: photoError },
  ].flatMap(({ id, message }) => (message === undefined ? [] : [{ id, message }]))
  return (
    <section class="panel" aria-labelledby="report">
      <h2 id="report">{t('meterReadings.form.title')}</h2>
      <ErrorSummary t={t} errors={errors} />
      <form method="post" action="/meter-readings" enctype="multipart/form-data" class="form" novalidate>
        <input type="hidden" name="csrf" value={page.csrf} />
        <input type="hidden" name="subscription" value={model.contract.id} />
        <Field
          id={VALUE_ID}
          name="value"
          inputmode="decimal"
          autocomplete="off"
          maxlength={20}
          label={t('meterReadings.form.value')}
          hint={t('meterReadings.form.valueHint', { number: model.contract.meterNumber })}
          value={form.value}
          error={valueError}
        />
        <DayField
          label={t('meterReadings.form.date')}
          value={form.date}
          min={model.contract.startsOn}
          max={model.today}
          error={dayError}
        />
        {isDoubtful && <ConfirmField t={t} form={form} error={messageError} />}
        <PhotoField t={t} form={form} error={photoError} />
        <SubmitButton>
          {t(isDoubtful ? 'meterReadings.confirm.send' : 'meterReadings.form.send')}
        </SubmitButton>
      </form>
    </section>
  )
}

const DayField = ({
  label,
  error,
  ...input
}: {
  label: string
  value: string
  min: string
  max: string
  error: string | undefined
}) => (
  <div class="field">
    <label for={DAY_ID}>{label}</label>
    <input
      id={DAY_ID}
      name="date"
      type="date"
      required
      aria-invalid={error === undefined ? undefined : 'true'}
      aria-describedby={error === undefined ? undefined : `${DAY_ID}-error`}
      {...input}
    />
    {error !== undefined && (
      <p class="error" id={`${DAY_ID}-error`}>
        <Icon name="alert" />
        <span>{error}</span>
      </p>
    )}
  </div>
)

function wrongDay(
  t: T,
  format: Format,
  { contract, today }: MeterReadingsModel,
  { dayProblem }: ReadingForm,
): string | undefined {
  switch (dayProblem?.reason) {
    case undefined:
      return undefined
    case 'duplicate':
      return t('meterReadings.wrongDay.duplicate', {
        date: dayOf(format, dayProblem.other.readOn, today),
        value: registerKwh(format, dayProblem.other.valueWh),
      })
    case 'future':
      return t('meterReadings.wrongDay.future', { date: format.date(today) })
    case 'before_contract':
      return t('meterReadings.wrongDay.before', { date: format.date(contract.startsOn) })
    case 'after_contract':
      return t('meterReadings.wrongDay.after', { date: format.date(contract.lastDay ?? today) })
    case 'missing':
      return t('meterReadings.wrongDay.missing')
    case 'malformed':
      return t('meterReadings.wrongDay.malformed')
  }
}

function wrongValue(
  t: T,
  format: Format,
  { today }: MeterReadingsModel,
  { registerProblem }: ReadingForm,
): string | undefined {
  switch (registerProblem?.reason) {
    case undefined:
      return undefined
    case 'doubtful':
      return confirmation(t, format, today, registerProblem.doubt)
    case 'missing':
    case 'not_a_number':
    case 'negative':
    case 'too_many_digits':
      return t(`meterReadings.wrongValue.${registerProblem.reason}`)
  }
}
