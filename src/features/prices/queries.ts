import type { Db, Tx } from '../../db/database.ts'
import type { OrganizationId, SubscriptionId } from '../../domain/identifiers.ts'
import { type Day, daysInRange, QUARTER_MS, quarterCount, startOfDay } from '../../domain/local-time.ts'
import type { PricePoint } from '../../domain/price-point.ts'
import { type GridLevel, levelsOfDay } from '../../domain/grid-fee-windows.ts'
import {
  allInPrice,
  type DetailedPrice,
  detailedPrice,
  feedInPayout,
  grossPrice,
  type PriceParts,
  supplierPrice,
} from '../../domain/tariff-price.ts'
import { type DayRates, type RateBook, rateSegments } from '../../domain/tariff.ts'
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

/** The quarter-hours of a day. */
export interface PricedQuarters<Price> {
  day: Day
  isDemo: boolean
  quarters: Price[]
}

export interface PlainPrice {
  startsAt: number
  microEurPerKwh: number
}

export type PricedDay = PricedQuarters<QuarterPrice>

/** A day's prices at the exchange, and which publication of them. */
export interface MarketDay {
  prices: number[]
  isDemo: boolean
  version: number
}

/** What the prices of a contract are reckoned from: read once, it answers for every day of its span. */
export interface Pricing {
  contract: Contract
  book: RateBook
  /** Null for a fixed tariff, which does not look at the exchange. */
  market: ReadonlyMap<Day, MarketDay> | null
}

/** The exchange prices of `[from, to)` by day; a day not published is missing. */
export async function marketPrices(
  db: Db | Tx,
  area: string,
  from: Day,
  to: Day,
): Promise<Map<Day, MarketDay>> {
  const rows = await db
    .selectFrom('market_prices')
    .select(['day', 'prices', 'is_demo', 'version'])
    .where('area', '=', area)
    .where('day', '>=', from)
    .where('day', '<', to)
    .orderBy('day')
    .execute()
  return new Map(rows.map(({ day, prices, is_demo, version }) => [day, { prices, isDemo: is_demo, version }]))
}

/** What prices of `[from, to)` are reckoned from, whether the contract runs then or not. */
export async function loadPricing(db: Db | Tx, contract: Contract, from: Day, to: Day): Promise<Pricing> {
  const [book, market] = await Promise.all([
    loadRateBook(db, contract.terms),
    contract.terms.tariff === 'fixed' ? null : marketPrices(db, contract.marketArea, from, to),
  ])
  return { contract, book, market }
}

/**
 * All-in gross prices of `[from, to)`, quarter-hour by quarter-hour, within the contract's term. Of a dynamic tariff, a day
 * whose prices are not published yet is missing.
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
  return pricesIn(await loadPricing(db, contract, from, to), from, to)
}

/** The same from what was read before. */
export function pricesIn(pricing: Pricing, from: Day, to: Day): PricedDay[] {
  const { terms } = pricing.contract
  return priceQuarters(pricing, from, to, (rates, exchangeMicroEurPerKwh, level) => {
    if (terms.type === 'feed_in') {
      const payout = feedInPayout(terms, exchangeMicroEurPerKwh) ?? 0
      const parts = { energy: payout, grid: 0, levies: 0, taxes: 0 }
      return { microEurPerKwh: payout, parts, exchangeMicroEurPerKwh }
    }
    const energy = supplierPrice(terms, exchangeMicroEurPerKwh) ?? 0
    const { grossMicroEurPerKwh, parts } = allInPrice(rates, energy, level)
    return { microEurPerKwh: grossMicroEurPerKwh, parts, exchangeMicroEurPerKwh }
  })
}

/** The same prices without their parts, in one row: for means, levels and months. */
export function grossPricesIn(pricing: Pricing, from: Day, to: Day): PricedQuarters<PlainPrice>[] {
  const { terms } = pricing.contract
  return priceQuarters(pricing, from, to, (rates, exchange, level) => ({
    microEurPerKwh:
      terms.type === 'feed_in'
        ? (feedInPayout(terms, exchange) ?? 0)
        : grossPrice(rates, supplierPrice(terms, exchange) ?? 0, level),
  }))
}

/** The same prices with every part on its own, in the order of the bill. */
export async function detailedPrices(
  db: Db,
  organizationId: OrganizationId,
  subscriptionId: SubscriptionId,
  from: Day,
  to: Day,
): Promise<DetailedDay[]> {
  const contract = await getContract(db, organizationId, subscriptionId)
  return detailedPricesIn(await loadPricing(db, contract, from, to), from, to)
}

export type DetailedDay = PricedQuarters<DetailedPrice & { startsAt: number }>

/** The same from what was read before. */
export const detailedPricesIn = (pricing: Pricing, from: Day, to: Day): DetailedDay[] =>
  priceQuarters(pricing, from, to, (rates, exchange, level) => {
    const price = detailedPrice(pricing.contract.terms, rates, exchange, level)
    if (!price) throw new RangeError('A published day has no price')
    return price
  })

function priceQuarters<Price extends object>(
  { contract: { terms, startOn, endOn }, book, market }: Pricing,
  from: Day,
  to: Day,
  priceOf: (rates: DayRates, exchange: number | null, level: GridLevel) => Price,
): PricedQuarters<Price & { startsAt: number }>[] {
  const start = from > startOn ? from : startOn
  const end = endOn !== null && endOn < to ? endOn : to
  if (start >= end) return []
  const priced: PricedQuarters<Price & { startsAt: number }>[] = []
  for (const { from, to, rates } of rateSegments(book, terms, start, end)) {
    for (const day of daysInRange(from, to)) {
      const published = market ? market.get(day) : fixedDay(day)
      if (!published) continue
      const midnight = startOfDay(day).epochMilliseconds
      const levels = rates.timeOfUse && levelsOfDay(rates.timeOfUse.clock, day)
      const quarters = published.prices.map((exchange, index) => ({
        startsAt: midnight + index * QUARTER_MS,
        ...priceOf(rates, exchange, levels?.[index] ?? 'standard'),
      }))
      priced.push({ day, isDemo: published.isDemo, quarters })
    }
  }
  return priced
}

/** A fixed tariff does not look at the exchange. */
const fixedDay = (day: Day) => ({
  prices: Array.from({ length: quarterCount(day) }, () => null),
  isDemo: false,
})
