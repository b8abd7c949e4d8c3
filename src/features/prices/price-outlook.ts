import type { Temporal } from 'temporal-polyfill'
import type { Db } from '../../db/database.ts'
import type { OrganizationId, SubscriptionId } from '../../domain/identifiers.ts'
import { addDays, type Day, dayAt } from '../../domain/local-time.ts'
import { allInPrice, feedInPayout, supplierPrice } from '../../domain/tariff-price.ts'
import { ratesOn } from '../../domain/tariff.ts'
import { getContract } from '../subscriptions/queries.ts'
import { grossPricesIn, loadPricing, type Pricing, pricesIn, type QuarterPrice } from './queries.ts'

/** How far back prices count as recent when one is called cheap or expensive. */
export const RECENT_DAYS = 30

export type PriceOutlook =
  | {
      kind: 'dynamic'
      /** Quarter-hours of today and, once published, tomorrow. */
      points: QuarterPrice[]
      tomorrowPublished: boolean
      /** The customer's own all-in prices of the 30 days before today, gross micro-EUR per kWh. */
      recent: number[]
      isDemo: boolean
    }
  /** All-in gross price of a fixed tariff today; with § 14a module 3 outside its windows. */
  | { kind: 'fixed'; microEurPerKwh: number }
  /** What a fixed feed-in plan pays. */
  | { kind: 'feed_in'; microEurPerKwh: number }

/** What a running contract's customer pays (or earns) today and tomorrow; null before it begins and after it ended. */
export async function priceOutlook(
  db: Db,
  organizationId: OrganizationId,
  subscriptionId: SubscriptionId,
  now: Temporal.Instant,
): Promise<PriceOutlook | null> {
  const contract = await getContract(db, organizationId, subscriptionId)
  const today = dayAt(now)
  return outlookIn(await loadPricing(db, contract, addDays(today, -RECENT_DAYS), addDays(today, 2)), now)
}

/** The same from what was read before: prices from 30 days ago until tomorrow. */
export function outlookIn(pricing: Pricing, now: Temporal.Instant): PriceOutlook | null {
  const { contract, book } = pricing
  const today = dayAt(now)
  const { terms } = contract
  if (today < contract.startOn || (contract.endOn !== null && today >= contract.endOn)) return null
  if (terms.tariff === 'fixed') {
    if (terms.type === 'feed_in') return { kind: 'feed_in', microEurPerKwh: feedInPayout(terms, null) ?? 0 }
    const rates = ratesOn(book, terms, today)
    return {
      kind: 'fixed',
      microEurPerKwh: allInPrice(rates, supplierPrice(terms, null) ?? 0).grossMicroEurPerKwh,
    }
  }
  const ahead = pricesIn(pricing, today, addDays(today, 2))
  return {
    kind: 'dynamic',
    points: ahead.flatMap(({ quarters }) => quarters),
    tomorrowPublished: ahead.some(({ day }) => day > today),
    recent: recentIn(pricing, today),
    isDemo: ahead.some((day) => day.isDemo),
  }
}

/**
 * The customer's all-in prices of the 30 days before one: what is cheap or dear on it is measured by them. They count from
 * before the contract began as well: the market was there, and a new customer needs a scale.
 */
export function recentIn(pricing: Pricing, day: Day): number[] {
  const from = addDays(day, -RECENT_DAYS)
  const contract = { ...pricing.contract, startOn: from }
  return grossPricesIn({ ...pricing, contract }, from, day).flatMap(({ quarters }) =>
    quarters.map(({ microEurPerKwh }) => microEurPerKwh),
  )
}
