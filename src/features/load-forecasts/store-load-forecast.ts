import type { Temporal } from 'temporal-polyfill'
import { unprocessable } from '../../domain/failure.ts'
import type { SubscriptionId } from '../../domain/identifiers.ts'
import { addDays, startOfDay } from '../../domain/local-time.ts'
import { recordAudit } from '../audit/record.ts'
import { type Ctx, inTransaction } from '../ctx.ts'
import { getContract } from '../subscriptions/queries.ts'
import { type ForecastQuarter, forecastDays } from './load-forecast.ts'

interface StoreLoadForecast {
  subscriptionId: SubscriptionId
  quarters: readonly ForecastQuarter[]
}

/** The whole days that were stored. */
interface StoredLoadForecast {
  startsAt: Temporal.Instant
  endsAt: Temporal.Instant
  quarters: number
}

/**
 * Keeps what a contract is expected to draw; for a day that has a forecast already the new one takes its place.
 * @throws Failure BAD_REQUEST for anything but whole days; NOT_FOUND; UNPROCESSABLE_ENTITY with `subscription_not_started` or
 * `ended_subscription` for days on which the contract does not supply.
 */
export function storeLoadForecast(
  ctx: Ctx,
  { subscriptionId, quarters }: StoreLoadForecast,
): Promise<StoredLoadForecast> {
  const days = forecastDays(quarters)
  return inTransaction(ctx, async (tx) => {
    const { customerId, startOn, endOn } = await getContract(tx, ctx.organizationId, subscriptionId)
    const [first, last] = [days[0]?.day ?? startOn, days.at(-1)?.day ?? startOn]
    if (first < startOn) {
      throw unprocessable('data.0.start', `Supply begins on ${startOn}.`, 'subscription_not_started')
    }
    if (endOn !== null && last >= endOn) {
      const field = `data.${quarters.length - 1}.start`
      throw unprocessable(field, `${endOn} is the first day without supply.`, 'ended_subscription')
    }
    await tx
      .insertInto('load_forecasts')
      .values(
        days.map(({ day, watts }) => ({
          organization_id: ctx.organizationId,
          subscription_id: subscriptionId,
          day,
          watts,
          received_at: ctx.now.toString(),
        })),
      )
      .onConflict((conflict) =>
        conflict.columns(['organization_id', 'subscription_id', 'day']).doUpdateSet((row) => ({
          watts: row.ref('excluded.watts'),
          received_at: row.ref('excluded.received_at'),
        })),
      )
      .execute()
    await recordAudit(tx, ctx, {
      action: 'load_forecast.stored',
      subject: subscriptionId,
      customerId,
      details: { firstDay: first, lastDay: last },
    })
    return { startsAt: startOfDay(first), endsAt: startOfDay(addDays(last, 1)), quarters: quarters.length }
  })
}
