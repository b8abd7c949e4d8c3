import { totalWh } from '../../domain/energy.ts'
import { unprocessable } from '../../domain/failure.ts'
import type { MeterId, SubscriptionId } from '../../domain/identifiers.ts'
import { householdCalendar } from '../../domain/load-profile.ts'
import { addDays, type Day, dayAt, daysInRange } from '../../domain/local-time.ts'
import { recordAudit } from '../audit/record.ts'
import { type Ctx, inTransaction } from '../ctx.ts'
import { getContract } from '../subscriptions/queries.ts'
import {
  type EstimateFactors,
  estimateConsumption,
  estimateFeedIn,
  type MeasuredDay,
} from './estimate-basis.ts'
import { readWh } from './interval-days.ts'
import { storeIntervalDays } from './store-interval-days.ts'

export interface EstimateMissingDays {
  subscriptionId: SubscriptionId
  /** The days to look at, `[from, to)`; those outside the contract are left out. */
  from: Day
  to: Day
}

export interface EstimatedDays {
  /** Those that had no values. */
  days: Day[]
  energyWh: number
  /** Null where no day was missing. */
  factors: EstimateFactors | null
}

/** So far around the gap a meter's own days tell what it uses: four weeks of consumption, two weeks of sun. */
const DAYS_AROUND = { consumption: 28, feed_in: 14 } as const

/**
 * Gives the days of a smart meter that have no values estimated ones, so that a bill need not wait for ever: § 40a (2) EnWG
 * allows it and wants the reason and the factors told, which the audit row keeps. A later delivery replaces them.
 *
 * @throws Failure UNPROCESSABLE_ENTITY for an analog meter, days that are not over, and feed-in without a measured week.
 */
export async function estimateMissingDays(
  ctx: Ctx,
  { subscriptionId, from, to }: EstimateMissingDays,
): Promise<EstimatedDays> {
  return inTransaction(ctx, async (tx) => {
    const contract = await getContract(tx, ctx.organizationId, subscriptionId)
    if (contract.meterType !== 'smart')
      throw unprocessable('meter', 'Only a smart meter has days to estimate; others go by their readings.')
    if (to > dayAt(ctx.now)) throw unprocessable('period', 'The period is not over yet.')
    const start = from > contract.startOn ? from : contract.startOn
    const end = contract.endOn !== null && contract.endOn < to ? contract.endOn : to

    const { type } = contract.terms
    const around = DAYS_AROUND[type]
    const { known, measured } = await daysAround({ ...ctx, db: tx }, contract.meterId, {
      from: addDays(start, -around),
      to: addDays(end, around),
    })
    const days = daysInRange(start, end).filter((day) => !known.has(day))
    const [first, last] = [days[0], days.at(-1)]
    if (!first || !last) return { days, energyWh: 0, factors: null }

    const near = measured.filter(({ day }) => day >= addDays(first, -around) && day <= addDays(last, around))
    const estimate =
      type === 'consumption'
        ? estimateConsumption(householdCalendar(), near, contract.estimatedUsageWh, start, end)
        : estimateFeedIn(near)
    if (!estimate)
      throw unprocessable(
        'period',
        `Feed-in from ${first} cannot be estimated: fewer than seven days around it were measured.`,
      )

    const estimated = days.map((day) => ({ day, wh: estimate.whOf(day), status: 'estimated' as const }))
    await storeIntervalDays({ ...ctx, db: tx }, { meterId: contract.meterId, days: estimated })
    const { factors } = estimate
    const energyWh = estimated.reduce((sum, { wh }) => sum + totalWh(wh), 0)
    await recordAudit(tx, ctx, {
      action: 'interval_days.estimated',
      subject: contract.meterId,
      customerId: contract.customerId,
      details: { subscription: subscriptionId, reason: 'no_values_delivered', days, energyWh, factors },
    })
    return { days, energyWh, factors }
  })
}

async function daysAround(
  { db, organizationId }: Pick<Ctx, 'db' | 'organizationId'>,
  meterId: MeterId,
  { from, to }: { from: Day; to: Day },
): Promise<{ known: Set<Day>; measured: MeasuredDay[] }> {
  const rows = await db
    .selectFrom('interval_days')
    .select(['day', 'wh', 'large_wh', 'status'])
    .where('organization_id', '=', organizationId)
    .where('meter_id', '=', meterId)
    .where('day', '>=', from)
    .where('day', '<', to)
    .orderBy('day')
    .execute()
  // An estimate is no ground for another one.
  return {
    known: new Set(rows.map(({ day }) => day)),
    measured: rows.filter(({ status }) => status !== 'E').map((row) => ({ day: row.day, wh: readWh(row) })),
  }
}
