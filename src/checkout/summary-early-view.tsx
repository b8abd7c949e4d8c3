import type { SummaryProps } from './summary-view.tsx'

/**
 * Whether supply may begin within the time for withdrawal: a question of its own, never answered in advance. Without the
 * wish it begins afterwards, so that nobody pays for what they withdraw from (§ 357a (2) BGB).
 */
export const EarlySupply = ({ page: { t, format }, model }: SummaryProps) => {
  const { summary, earlyStart, earlySupply, documents } = model
  const { withdrawableUntil, startOn, reason } = summary
  if (withdrawableUntil === null) return <p class="small quiet">{t('checkoutOrder.summary.none')}</p>
  const start = format.date(startOn)
  return (
    <section class="stack">
      <h2>{t('checkoutOrder.summary.earlyTitle')}</h2>
      <p>{t('checkoutOrder.summary.earlyLead', { until: format.date(withdrawableUntil) })}</p>
      {earlyStart !== null && (
        <div class="field early">
          <label class="check" for="earlySupply">
            <input
              id="earlySupply"
              type="checkbox"
              name="earlySupply"
              value="yes"
              checked={earlySupply}
              aria-describedby="earlySupply-hint"
            />
            <span>
              {t('checkoutOrder.summary.early', {
                supplier: documents.seller.name,
                start: format.date(earlyStart),
              })}
            </span>
          </label>
          <p class="hint" id="earlySupply-hint">
            {reason === 'move_in'
              ? t('checkoutOrder.summary.earlyHintMoveIn', { start })
              : t('checkoutOrder.summary.earlyHint', { start })}
          </p>
        </div>
      )}
    </section>
  )
}
