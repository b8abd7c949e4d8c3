import type { Db, Tx } from '../../db/database.ts'
import { dayCostCents } from '../../domain/day-cost.ts'
import type { ValueStatus } from '../../domain/energy.ts'
import type { OrganizationId, SubscriptionId } from '../../domain/identifiers.ts'
import { addDays, type Day, daysBetween } from '../../domain/local-time.ts'
import { aggregate, type SeriesDay } from '../../domain/resolution.ts'
import { rateSegments } from '../../domain/tariff.ts'
import { loadPricing, type Pricing } from '../prices/queries.ts'
import { getContract } from '../subscriptions/queries.ts'
import type { Contract } from '../subscriptions/subscription.ts'
import { type ContractDay, contractValues } from './contract-values.ts'
import { contractTotals } from './usage-series-totals.ts'

export interface UsageDay {
  day: Day
  wh: number
  status: ValueStatus
  /** Gross, with everything charged per kWh and without base prices (feed-in: earned); null while a price is missing. */
  costCents: number | null
}

export interface UsageMonth {
  /** Its first day. */
  month: Day
  wh: number
  /** The least certain of its days decides. */
  status: ValueStatus
  costCents: number | null
}

/** Energy and cost of each day of `[from, to)`; days without values are missing. */
export async function usageByDay(
  db: Db,
  organizationId: OrganizationId,
  subscriptionId: SubscriptionId,
  from: Day,
  to: Day,
): Promise<UsageDay[]> {
  const contract = await getContract(db, organizationId, subscriptionId)
  const days = await pricedDays(db, organizationId, contract, from, to)
  return days.map(({ day, energyWh, status, costCents }) => ({ day, wh: energyWh, status, costCents }))
}

/** The same by month; a month at either end may be cut by `from`, `to` or the contract's term. */
export async function usageByMonth(
  db: Db,
  organizationId: OrganizationId,
  subscriptionId: SubscriptionId,
  from: Day,
  to: Day,
): Promise<UsageMonth[]> {
  const contract = await getContract(db, organizationId, subscriptionId)
  const days = await pricedDays(db, organizationId, contract, from, to)
  return aggregate(days, { from, to, resolution: 'month' }).map(
    ({ period, energyWh, status, costCents }) => ({ month: period, wh: energyWh, status, costCents }),
  )
}

/** The contract's days with what each cost, rounded to the cent by the day. */
export async function pricedDays(
  db: Db,
  organizationId: OrganizationId,
  contract: Contract,
  from: Day,
  to: Day,
): Promise<(SeriesDay & { costCents: number | null })[]> {
  const [values, pricing] = await Promise.all([
    contractValues(db, organizationId, contract, from, to),
    loadPricing(db, contract, from, to),
  ])
  return pricedDaysIn(pricing, values)
}

/** The same from what was read before. */
export function pricedDaysIn<Value extends ContractDay>(
  { contract: { terms }, book, market }: Pricing,
  values: readonly Value[],
): (Value & { costCents: number | null })[] {
  const first = values[0]
  const last = values.at(-1)
  if (!first || !last) return []
  const segments = rateSegments(book, terms, first.day, addDays(last.day, 1))
  return values.flatMap((value) => {
    const segment = segments.find((candidate) => value.day < candidate.to)
    if (!segment) return []
    const costCents = dayCostCents(terms, segment.rates, value, market?.get(value.day)?.prices ?? null)
    return [{ ...value, costCents }]
  })
}

/** The energy of `[from, to)`, or null unless every day of it has a value: a comparison with less would mislead. */
export async function usageTotalWh(
  db: Db | Tx,
  organizationId: OrganizationId,
  subscriptionId: SubscriptionId,
  from: Day,
  to: Day,
): Promise<number | null> {
  const contract = await getContract(db, organizationId, subscriptionId)
  const values = await contractTotals(db, organizationId, contract, from, to)
  if (values.length !== daysBetween(from, to)) return null
  return values.reduce((sum, value) => sum + value.energyWh, 0)
}
