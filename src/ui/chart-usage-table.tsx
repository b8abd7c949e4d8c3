import type { UsageBar } from './chart-usage-bars.tsx'
import type { Format } from './format.ts'
import type { T } from './i18n.ts'
import { Proof } from './proof.tsx'

interface UsageTableProps {
  t: T
  format: Format
  bars: readonly UsageBar[]
  step: 'day' | 'month'
  direction: 'consumption' | 'feed_in'
}

/** The values behind the bars, newest first. */
export const UsageTable = ({ t, format, bars, step, direction }: UsageTableProps) => {
  const costs = bars.some(({ costCents }) => costCents !== null)
  const caption =
    step === 'month'
      ? t('usage.tableMonths')
      : t(direction === 'feed_in' ? 'usage.tableFeedIn' : 'usage.table')
  return (
    <Proof t={t}>
      <table>
        <caption class="hidden">{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{t(step === 'day' ? 'usage.day' : 'usage.month')}</th>
            <th scope="col" class="right">
              {t('usage.amount')}
            </th>
            {costs && (
              <th scope="col" class="right">
                {t(direction === 'feed_in' ? 'usagePage.earnings' : 'usage.cost')}
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {bars.toReversed().map((bar) => (
            <tr>
              <th scope="row">
                {step === 'day' ? format.weekday(bar.day) : format.month(bar.day)}
                {bar.status !== 'final' && <span class="quiet small"> {t(`usage.${bar.status}`)}</span>}
              </th>
              <td class="right">{format.kwh(bar.wh, 1)}</td>
              {costs && <td class="right">{bar.costCents === null ? '–' : format.eur(bar.costCents)}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </Proof>
  )
}
