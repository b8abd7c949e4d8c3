import type { Day } from '../domain/local-time.ts'
import { ErrorSummary, Field, PostForm, SubmitButton } from '../ui/form-parts.tsx'
import type { PageContext } from '../ui/page.ts'
import { FieldError } from './cancel-fields-view.tsx'
import { latestLastDay } from './terminate-form.ts'
import { type TerminateModel, textsOf } from './terminate-view-model.ts'

interface FieldsProps {
  page: PageContext
  model: TerminateModel
  open: Day
}

/** The first step: when, and for who moves out where to. A withdrawal asks for nothing. */
export const TerminateFields = ({ page, model, open }: FieldsProps) => {
  const { t, format } = page
  const { way, contract } = model
  const texts = textsOf(way)
  const date = format.date(open)
  return (
    <section class="panel">
      <div class="answer">
        <h1>
          {way === 'withdraw' ? t('contractEnd.withdraw.heading', { date }) : t(`${texts}.heading`, { date })}
        </h1>
        <p class="quiet">{t(`${texts}.lead`, { date })}</p>
        {way === 'withdraw' && <WithdrawFacts page={page} model={model} />}
      </div>
      <ErrorSummary t={t} errors={errorsOf(page, model, open)} />
      <PostForm action={`/tariff/${way}`} csrf={page.csrf} hidden={{ subscription: contract.id }} novalidate>
        {way === 'terminate' && <Choice page={page} model={model} open={open} />}
        {way !== 'withdraw' && <DateField page={page} model={model} open={open} />}
        {way === 'move-out' && (
          <Field
            id="address"
            name="address"
            autocomplete="street-address"
            maxlength={200}
            label={t('contractEnd.moveOut.address')}
            hint={t('contractEnd.moveOut.addressHint')}
            value={model.form.address}
            error={messageOf(page, model, open, 'address')}
          />
        )}
        <SubmitButton>{t(`${texts}.next`)}</SubmitButton>
      </PostForm>
    </section>
  )
}

const WithdrawFacts = ({ page: { t }, model }: Omit<FieldsProps, 'open'>) => (
  <>
    <p>
      {t(
        model.today < model.contract.startsOn
          ? 'contractEnd.withdraw.notStarted'
          : 'contractEnd.withdraw.started',
      )}
    </p>
    <p class="small quiet">{t('contractEnd.withdraw.refund')}</p>
  </>
)

const Choice = ({ page, model, open }: FieldsProps) => {
  const { t, format } = page
  const error = messageOf(page, model, open, 'choice')
  const chosen = model.form.choice === '' && error === undefined ? 'earliest' : model.form.choice
  return (
    <fieldset class="field choices" aria-describedby={error === undefined ? undefined : 'choice-error'}>
      <legend class="hidden">{t('contractEnd.terminate.heading')}</legend>
      <label class="choice">
        <input
          type="radio"
          id="choice"
          name="choice"
          value="earliest"
          checked={chosen === 'earliest'}
          aria-invalid={error === undefined ? undefined : 'true'}
        />
        <span>
          <strong>{t('contractEnd.terminate.earliest')}</strong>
          <span class="hint">{t('contractEnd.terminate.earliestHint', { date: format.date(open) })}</span>
        </span>
      </label>
      <label class="choice">
        <input
          type="radio"
          name="choice"
          value="later"
          checked={chosen === 'later'}
          aria-invalid={error === undefined ? undefined : 'true'}
        />
        <strong>{t('contractEnd.terminate.later')}</strong>
      </label>
      <FieldError id="choice" message={error} />
    </fieldset>
  )
}

const DateField = ({ page, model, open }: FieldsProps) => {
  const { t } = page
  const error = messageOf(page, model, open, 'date')
  const isMove = model.way === 'move-out'
  return (
    <div class={isMove ? 'field' : 'field later'}>
      <label for="date">{t(isMove ? 'contractEnd.moveOut.date' : 'contractEnd.terminate.date')}</label>
      <input
        id="date"
        name="date"
        type="date"
        value={model.form.date}
        min={open}
        max={latestLastDay(model.today)}
        aria-invalid={error === undefined ? undefined : 'true'}
        aria-describedby={error === undefined ? undefined : 'date-error'}
      />
      <FieldError id="date" message={error} />
    </div>
  )
}

const FIELDS = ['choice', 'date', 'address'] as const

function messageOf(
  { t, format }: PageContext,
  { problems, today }: TerminateModel,
  open: Day,
  field: (typeof FIELDS)[number],
): string | undefined {
  const problem = problems[field]
  if (problem === undefined) return undefined
  if (problem === 'tooEarly') return t('contractEnd.wrong.tooEarly', { date: format.date(open) })
  if (problem === 'tooLate')
    return t('contractEnd.wrong.tooLate', { date: format.date(latestLastDay(today)) })
  return t(`contractEnd.wrong.${problem}`)
}

const errorsOf = (page: PageContext, model: TerminateModel, open: Day) =>
  FIELDS.flatMap((field) => {
    const message = messageOf(page, model, open, field)
    return message === undefined ? [] : [{ id: field, message }]
  })
