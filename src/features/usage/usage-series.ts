import type { Db } from '../../db/database.ts'
import { badRequest, unprocessable } from '../../domain/failure.ts'
import type { OrganizationId, SubscriptionId } from '../../domain/identifiers.ts'
import { type Day, daysBetween } from '../../domain/local-time.ts'
import { aggregate, type Bucket, type Resolution } from '../../domain/resolution.ts'
import { getContract } from '../subscriptions/queries.ts'
import type { Contract } from '../subscriptions/subscription.ts'
import { contractValues } from './contract-values.ts'
import { pricedDays } from './queries.ts'
import { pricedQuarters } from './usage-series-cost.ts'
import { contractTotals, withinTerm } from './usage-series-totals.ts'

export interface UsageRequest {
  from: Day
  to: Day
  resolution: Resolution | 'auto'
  /** Asks for gross cents too, which takes the prices of the whole range. */
  withCost?: boolean
}

export interface UsageSeries {
  meterType: Contract['meterType']
  resolution: Resolution
  /** In order; a period without any value is missing. Costs are null where they were not asked for or are not known. */
  items: Bucket[]
}

/**
 * The contract's energy in `[from, to)` within its term at any resolution; the items add up to the same at each.
 * @throws Failure for quarter-hours or hours of a meter that does not measure them.
 */
export async function usageSeries(
  db: Db,
  organizationId: OrganizationId,
  subscriptionId: SubscriptionId,
  request: UsageRequest,
): Promise<UsageSeries> {
  if (request.from >= request.to) throw badRequest('end', 'The end must lie after the start.')
  return seriesOf(db, organizationId, await getContract(db, organizationId, subscriptionId), request)
}

/** The same of a contract that has been read before. */
export async function seriesOf(
  db: Db,
  organizationId: OrganizationId,
  contract: Contract,
  { from, to, resolution: asked, withCost = false }: UsageRequest,
): Promise<UsageSeries> {
  const { meterType } = contract
  const resolution = asked === 'auto' ? suitingResolution(meterType, from, to) : asked
  const isFine = resolution === '15min' || resolution === 'hour'
  if (isFine && meterType === 'analog') {
    throw unprocessable(
      'resolution',
      'An analog meter does not measure quarter-hours or hours: ask for days or longer.',
    )
  }
  const term = withinTerm(contract, from, to)
  if (!term) return { meterType, resolution, items: [] }
  const load = LOAD[isFine ? 'quarters' : 'days'][withCost ? 'priced' : 'plain']
  const days = await load(db, organizationId, contract, term.from, term.to)
  return { meterType, resolution, items: aggregate(days, { ...term, resolution }) }
}

/** Only what was asked for is read: a year by month needs neither quarter-hours nor prices. */
const LOAD = {
  quarters: { plain: contractValues, priced: pricedQuarters },
  days: { plain: contractTotals, priced: pricedDays },
} as const

/** As fine as a chart of that length can still be read; an analog meter's days are only the profile's. */
function suitingResolution(meterType: Contract['meterType'], from: Day, to: Day): Resolution {
  if (meterType === 'analog') return 'month'
  const days = daysBetween(from, to)
  if (days <= 2) return '15min'
  if (days <= 14) return 'hour'
  return days <= 92 ? 'day' : 'month'
}
