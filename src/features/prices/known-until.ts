import { type Day, yearOf } from '../../domain/local-time.ts'
import type { Pricing } from './queries.ts'

/**
 * The first day on which nobody can know yet what a kWh costs by a fixed tariff. Grid fees (§ 20 (1) EnWG) and levies (§ 12
 * EnFG) are set by calendar years and made known in the autumn before: the next year's price stands once both have a figure
 * that is dated in it. Null where no such day bounds the answer: of a dynamic tariff the exchange says how far its prices
 * reach, and what is paid for feed-in follows neither.
 */
export function knownUntil({ contract: { terms }, book }: Pricing, today: Day): Day | null {
  if (terms.type === 'feed_in' || terms.tariff === 'dynamic') return null
  const newest = (kind: string): number => {
    const rows = [...book.components].flatMap(([key, dated]) => (key.startsWith(`${kind} `) ? dated : []))
    return Math.max(0, ...rows.map(({ validFrom }) => yearOf(validFrom)))
  }
  const year = Math.max(yearOf(today), Math.min(newest('grid_energy'), newest('levy_kwkg')))
  return `${year + 1}-01-01` as Day
}
