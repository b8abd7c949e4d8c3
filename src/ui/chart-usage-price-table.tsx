import { fineDigits, type UsageColumn, wordsOf } from './chart-usage-price.tsx'
import type { Format } from './format.ts'
import type { T } from './i18n.ts'
import { Proof } from './proof.tsx'

interface UsagePriceTableProps {
  t: T
  format: Format
  columns: readonly UsageColumn[]
  caption: string
  /** What stands over the first column: time, day or month. */
  step: string
  kind: 'consumption' | 'feed_in'
  averages: boolean
}

/** Every value behind the bars, in their order. */
export const UsagePriceTable = ({
  t,
  format,
  columns,
  caption,
  step,
  kind,
  averages,
}: UsagePriceTableProps) => {
  const rows = columns.filter(({ wh }) => wh !== null)
  const words = wordsOf(t)
  const hasCost = rows.some(({ costCents }) => costCents !== null)
  return (
    <Proof t={t}>
      <table class="values">
        <caption class="hidden">{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{step}</th>
            <th scope="col" class="right">
              kWh
            </th>
            {hasCost && (
              <>
                <th scope="col" class="right">
                  {t(kind === 'feed_in' ? 'usagePage.earnings' : 'usage.cost')}
                </th>
                <th scope="col" class="right">
                  {averages ? 'Ø ct/kWh' : 'ct/kWh'}
                </th>
              </>
            )}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ name, href, wh, status, costCents, microEurPerKwh }) => (
            <tr>
              <th scope="row">
                {href === null ? name : <a href={href}>{name}</a>}
                {status !== 'final' && <span class="quiet small"> {words[status]}</span>}
              </th>
              <td class="right">{format.kwhNumber(wh ?? 0, fineDigits(wh ?? 0))}</td>
              {hasCost && (
                <>
                  <td class="right">{costCents === null ? '–' : format.eur(costCents)}</td>
                  <td class="right">{microEurPerKwh === null ? '–' : format.ct(microEurPerKwh)}</td>
                </>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </Proof>
  )
}
