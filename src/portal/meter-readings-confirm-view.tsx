import type { Doubt } from '../domain/plausible-reading.ts'
import type { Day, Format } from '../ui/format.ts'
import type { T } from '../ui/i18n.ts'
import { Icon } from '../ui/icons.tsx'
import type { ReadingForm, ShownReading } from './meter-readings-view-model.ts'
import { dayOf, registerKwh } from './register-format.ts'

export const MESSAGE_ID = 'reading-message'
export const PHOTO_ID = 'reading-photo'

/** Why a value is asked back about, with the figures that speak against it. */
export function confirmation(t: T, format: Format, today: Day, doubt: Doubt<ShownReading>): string {
  if ('other' in doubt) {
    return t(`meterReadings.wrongValue.${doubt.reason}`, {
      date: dayOf(format, doubt.other.readOn, today),
      value: registerKwh(format, doubt.other.valueWh),
    })
  }
  return t(`meterReadings.wrongValue.${doubt.reason}`, {
    date: dayOf(format, doubt.since.readOn, today),
    used: format.kwh(doubt.usedWh, 0),
    expected: format.kwh(doubt.expectedWh, 0),
  })
}

/** Which reading a confirmation is about: one that is changed meanwhile is asked about anew. */
export const askedAbout = (readOn: Day, valueWh: number): string => `${readOn} ${valueWh}`

/** The second try: a word about why the value is right. */
export const ConfirmField = ({ t, form, error }: { t: T; form: ReadingForm; error: string | undefined }) => (
  <div class="field">
    {form.asked !== null && <input type="hidden" name="asked" value={form.asked} />}
    <label for={MESSAGE_ID}>{t('meterReadings.confirm.label')}</label>
    <p class="hint" id={`${MESSAGE_ID}-hint`}>
      {t('meterReadings.confirm.hint')}
    </p>
    <textarea
      id={MESSAGE_ID}
      name="message"
      rows={3}
      maxlength={500}
      aria-invalid={error === undefined ? undefined : 'true'}
      aria-describedby={`${MESSAGE_ID}-hint${error === undefined ? '' : ` ${MESSAGE_ID}-error`}`}
    >
      {form.message}
    </textarea>
    <FieldError id={MESSAGE_ID} error={error} />
  </div>
)

/** Evidence, if the customer likes. A browser gives no file back, so a form that returns says that it has to be chosen again. */
export const PhotoField = ({ t, form, error }: { t: T; form: ReadingForm; error: string | undefined }) => (
  <div class="field">
    <label for={PHOTO_ID}>{t('meterReadings.photo.label')}</label>
    <p class="hint" id={`${PHOTO_ID}-hint`}>
      {t(form.photoLost ? 'meterReadings.photo.again' : 'meterReadings.photo.hint')}
    </p>
    <input
      id={PHOTO_ID}
      name="photo"
      type="file"
      accept="image/jpeg,image/png,image/webp"
      aria-invalid={error === undefined ? undefined : 'true'}
      aria-describedby={`${PHOTO_ID}-hint${error === undefined ? '' : ` ${PHOTO_ID}-error`}`}
    />
    <FieldError id={PHOTO_ID} error={error} />
  </div>
)

const FieldError = ({ id, error }: { id: string; error: string | undefined }) =>
  error === undefined ? null : (
    <p class="error" id={`${id}-error`}>
      <Icon name="alert" />
      <span>{error}</span>
    </p>
  )
