import { FieldError } from '../portal/cancel-fields-view.tsx'
import { Notice } from '../ui/parts.tsx'
import { Choice } from './choice-view.tsx'
import type { SupplyProps } from './supply-view.tsx'

/** When supply begins, and what happens until then. */
export const SupplyStart = ({ page, model }: SupplyProps) => {
  const { t, format } = page
  const { fields, wrong, earliest, open } = model
  const isFeedIn = open.plan.type === 'feed_in'
  return (
    <>
      <Choice
        name="start"
        legend={t('checkoutOffer.supply.start')}
        chosen={fields.start ?? (wrong.start === undefined ? 'next' : undefined)}
        error={wrong.start}
        options={[
          {
            value: 'next',
            label: t('checkoutOffer.supply.soon'),
            hint: t('checkoutOffer.supply.soonHint', { date: format.date(earliest) }),
          },
          { value: 'on', label: t('checkoutOffer.supply.wished') },
        ]}
      />
      {isFeedIn ? <FirstOfMonth page={page} model={model} /> : <WishedDay page={page} model={model} />}
      <div class={isFeedIn ? undefined : 'gap'}>
        <Notice title={t('checkoutOffer.supply.gapTitle')}>
          {isFeedIn ? (
            <p>{t('checkoutOffer.supply.gapFeedIn')}</p>
          ) : (
            <>
              <p class="switch-only">{t('checkoutOffer.supply.gapSwitch')}</p>
              <p class="move-only">{t('checkoutOffer.supply.gapMoveIn')}</p>
            </>
          )}
        </Notice>
      </div>
    </>
  )
}

const WishedDay = ({ page: { t, format }, model: { fields, wrong, earliest, latest } }: SupplyProps) => {
  const error = wrong.startOn
  return (
    <div class="field wished">
      <label for="startOn">{t('checkoutOffer.supply.startOn')}</label>
      <p class="hint" id="startOn-hint">
        {t('checkoutOffer.supply.startOnHint', { date: format.date(earliest) })}
      </p>
      {/* What a date field cannot hold comes back as it was typed. */}
      <input
        id="startOn"
        name="startOn"
        type={/^(\d{4}-\d\d-\d\d)?$/.test(fields.startOn ?? '') ? 'date' : 'text'}
        value={fields.startOn ?? ''}
        min={earliest}
        max={latest}
        aria-invalid={error === undefined ? undefined : 'true'}
        aria-describedby={error === undefined ? 'startOn-hint' : 'startOn-hint startOn-error'}
      />
      <FieldError id="startOn" message={error} />
    </div>
  )
}

const FirstOfMonth = ({ page: { t, format }, model: { fields, wrong, firsts } }: SupplyProps) => {
  const error = wrong.startOn
  return (
    <div class="field wished">
      <label for="startOn">{t('checkoutOffer.supply.startOnFeedIn')}</label>
      <select
        id="startOn"
        name="startOn"
        aria-invalid={error === undefined ? undefined : 'true'}
        aria-describedby={error === undefined ? undefined : 'startOn-error'}
      >
        {firsts.map((day) => (
          <option value={day} selected={day === fields.startOn}>
            {format.date(day)}
          </option>
        ))}
      </select>
      <FieldError id="startOn" message={error} />
    </div>
  )
}
