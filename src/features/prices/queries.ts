import type { Db, Tx } from '../../db/database.ts'
import type { OrganizationId, SubscriptionId } from '../../domain/identifiers.ts'
import { type Day, daysInRange, QUARTER_MS, startOfDay } from '../../domain/local-time.ts'
import type { PricePoint } from '../../domain/price-point.ts'
import { levelsOfDay } from '../../domain/grid-fee-windows.ts'
import { allInPrice, feedInPayout, type PriceParts, supplierPrice } from '../../domain/tariff-price.ts'
import { rateSegments } from '../../domain/tariff.ts'
import { getContract } from '../subscriptions/queries.ts'
import type { Contract } from '../subscriptions/subscription.ts'
import { loadRateBook } from '../tariffs/queries.ts'

/** A quarter-hour's price for a customer; `parts` add up to it. For feed-in it is the payout, all of it energy. */
export interface QuarterPrice extends PricePoint {
  microEurPerKwh: number
  parts: PriceParts
  /** What a price was at the exchange, net; null for a fixed tariff. */
  exchangeMicroEurPerKwh: number | null
}

export interface PricedDay {
  day: Day
  isDemo: boolean
  quarters: QuarterPrice[]
}

/** The exchange prices of `[from, to)` by day; a day not published is missing. */
export async function marketPrices(
  db: Db | Tx,
  area: string,
  from: Day,
  to: Day,
): Promise<Map<Day, { prices: number[]; isDemo: boolean }>> {
  const rows = await db
    .selectFrom('market_prices')
    .select(['day', 'prices', 'is_demo'])
    .where('area', '=', area)
    .where('day', '>=', from)
    .where('day', '<', to)
    .orderBy('day')
    .execute()
  return new Map(rows.map((row) => [row.day, { prices: row.prices, isDemo: row.is_demo }]))
}

/**
 * All-in gross prices of `[from, to)`, quarter-hour by quarter-hour, within the contract's term. A day whose prices are
 * not published yet is missing.
 */
export async function pricesForSubscription(
  db: Db,
  organizationId: OrganizationId,
  subscriptionId: SubscriptionId,
  from: Day,
  to: Day,
): Promise<PricedDay[]> {
  return pricesForContract(db, await getContract(db, organizationId, subscriptionId), from, to)
}

export async function pricesForContract(
  db: Db,
  contract: Contract,
  from: Day,
  to: Day,
): Promise<PricedDay[]> {
  const { terms } = contract
  const start = from > contract.startOn ? from : contract.startOn
  const end = contract.endOn !== null && contract.endOn < to ? contract.endOn : to
  if (start >= end) return []
  const [book, market] = await Promise.all([
    loadRateBook(db, terms),
    marketPrices(db, contract.marketArea, start, end),
  ])
  const priced: PricedDay[] = []
  for (const segment of rateSegments(book, terms, start, end)) {
    for (const day of daysInRange(segment.from, segment.to)) {
      const published = market.get(day)
      if (!published) continue
      const midnight = startOfDay(day).epochMilliseconds
      const { rates } = segment
      const levels = rates.timeOfUse && levelsOfDay(rates.timeOfUse.clock, day)
      const quarters = published.prices.map((exchange, index): QuarterPrice => {
        const startsAt = midnight + index * QUARTER_MS
        const exchangeMicroEurPerKwh = terms.tariff === 'fixed' ? null : exchange
        if (terms.type === 'feed_in') {
          const payout = feedInPayout(terms, exchange) ?? 0
          const parts = { energy: payout, grid: 0, levies: 0, taxes: 0 }
          return { startsAt, microEurPerKwh: payout, parts, exchangeMicroEurPerKwh }
        }
        const energy = supplierPrice(terms, exchange) ?? 0
        const { grossMicroEurPerKwh, parts } = allInPrice(rates, energy, levels?.[index])
        return { startsAt, microEurPerKwh: grossMicroEurPerKwh, parts, exchangeMicroEurPerKwh }
      })
      priced.push({ day, isDemo: published.isDemo, quarters })
    }
  }
  return priced
}
