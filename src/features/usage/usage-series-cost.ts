import type { Db } from '../../db/database.ts'
import type { OrganizationId } from '../../domain/identifiers.ts'
import type { Day } from '../../domain/local-time.ts'
import type { SeriesDay } from '../../domain/resolution.ts'
import { pricesForContract } from '../prices/queries.ts'
import type { Contract } from '../subscriptions/subscription.ts'
import { pricedDays } from './queries.ts'

/** The contract's days with what each cost, and how that falls on its quarter-hours by the price of each. */
export async function pricedQuarters(
  db: Db,
  organizationId: OrganizationId,
  contract: Contract,
  from: Day,
  to: Day,
): Promise<SeriesDay[]> {
  const [days, prices] = await Promise.all([
    pricedDays(db, organizationId, contract, from, to),
    pricesForContract(db, contract, from, to),
  ])
  const pricesOf = new Map(prices.map(({ day, quarters }) => [day, quarters]))
  return days.map((day) => {
    const price = pricesOf.get(day.day)
    if (!price || !day.quarters) return day
    const quarterCostsNano = day.quarters.map((wh, index) => wh * (price[index]?.microEurPerKwh ?? 0))
    return { ...day, quarterCostsNano }
  })
}
