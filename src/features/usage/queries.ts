import type { Db, Tx } from '../../db/database.ts'
import { dayCostCents } from '../../domain/day-cost.ts'
import type { ValueStatus } from '../../domain/energy.ts'
import type { OrganizationId, SubscriptionId } from '../../domain/identifiers.ts'
import { addDays, type Day, daysBetween, firstDayOf, monthOf } from '../../domain/local-time.ts'
import { rateSegments } from '../../domain/tariff.ts'
import { marketPrices } from '../prices/queries.ts'
import { getContract } from '../subscriptions/queries.ts'
import { loadRateBook } from '../tariffs/queries.ts'
import { contractValues } from './contract-values.ts'

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
  const { terms } = contract
  const [values, book, market] = await Promise.all([
    contractValues(db, organizationId, contract, from, to),
    loadRateBook(db, terms),
    terms.tariff === 'dynamic' ? marketPrices(db, contract.marketArea, from, to) : null,
  ])
  const first = values[0]
  const last = values.at(-1)
  if (!first || !last) return []
  const segments = rateSegments(book, terms, first.day, addDays(last.day, 1))
  return values.flatMap((value) => {
    const segment = segments.find((candidate) => value.day < candidate.to)
    if (!segment) return []
    const costCents = dayCostCents(terms, segment.rates, value, market?.get(value.day)?.prices ?? null)
    return [{ day: value.day, wh: value.energyWh, status: value.status, costCents }]
  })
}

const BY_CERTAINTY: readonly ValueStatus[] = ['estimated', 'substitute', 'preliminary', 'final']

/** The same by month; a month at either end may be cut by `from`, `to` or the contract's term. */
export async function usageByMonth(
  db: Db,
  organizationId: OrganizationId,
  subscriptionId: SubscriptionId,
  from: Day,
  to: Day,
): Promise<UsageMonth[]> {
  const months = new Map<Day, UsageMonth>()
  for (const { day, wh, status, costCents } of await usageByDay(
    db,
    organizationId,
    subscriptionId,
    from,
    to,
  )) {
    const month = firstDayOf(monthOf(day))
    const sum = months.get(month) ?? { month, wh: 0, status: 'final' as ValueStatus, costCents: 0 }
    sum.wh += wh
    if (BY_CERTAINTY.indexOf(status) < BY_CERTAINTY.indexOf(sum.status)) sum.status = status
    sum.costCents = sum.costCents === null || costCents === null ? null : sum.costCents + costCents
    months.set(month, sum)
  }
  return [...months.values()]
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
  const values = await contractValues(db, organizationId, contract, from, to)
  if (values.length !== daysBetween(from, to)) return null
  return values.reduce((sum, value) => sum + value.energyWh, 0)
}
