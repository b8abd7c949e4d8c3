import type { Temporal } from 'temporal-polyfill'
import { badRequest, conflict } from '../../domain/failure.ts'
import type { Id } from '../../domain/identifiers.ts'
import { type Ctx, inTransaction } from '../ctx.ts'
import { changeMeterOrder } from './change-meter-order.ts'
import { lockMeterOrder } from './lock-meter-order.ts'

/** The steps after `created`, in their order, and where it is kept when each was reached. */
const REACHED = {
  placed: 'placed_at',
  check_submitted: 'check_submitted_at',
  check_reviewed: 'check_reviewed_at',
  scheduled: 'appointment_at',
  installed: 'installed_at',
  activated: 'activated_at',
} as const

export type MeterOrderStep = keyof typeof REACHED
export const METER_ORDER_STEPS = Object.keys(REACHED) as MeterOrderStep[]

export interface AdvanceMeterOrder {
  meterOrderId: Id<'meterOrder'>
  step: MeterOrderStep
  /** When the step was reached: now, unless given. Of `scheduled` the appointment, which is needed. */
  at?: Temporal.Instant | undefined
}

/**
 * Notes the next step of an order, as the metering company reports it. Steps may be left out, because not every company reports
 * each, and never go back; an appointment may be moved. What had blocked the order is over with the step.
 *
 * @throws Failure NOT_FOUND, also for another organisation's; CONFLICT for an order that is over or further already; BAD_REQUEST
 *   for an instant that is missing, to come, or before the order.
 */
export async function advanceMeterOrder(
  ctx: Ctx,
  { meterOrderId, step, at }: AdvanceMeterOrder,
): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const order = await lockMeterOrder(tx, ctx, meterOrderId)
    const isMoved = step === 'scheduled' && order.status === 'scheduled'
    if (!isMoved && rankOf(step) <= rankOf(order.status))
      throw conflict('step', `This order is ${order.status} already.`)
    const reachedAt = instantOf(ctx, order.created_at, step, at)
    await changeMeterOrder(tx, ctx, order, {
      topic: `meter_order.${step}`,
      changes: {
        status: step,
        [REACHED[step]]: reachedAt.toString(),
        blocked_at: null,
        blocked_reason: null,
      },
      details: { at: reachedAt.toString() },
    })
  })
}

const rankOf = (status: string): number => METER_ORDER_STEPS.indexOf(status as MeterOrderStep)

function instantOf(
  { now }: Ctx,
  createdAt: Temporal.Instant,
  step: MeterOrderStep,
  at: Temporal.Instant | undefined,
): Temporal.Instant {
  if (step === 'scheduled') {
    if (!at) throw badRequest('at', 'When does somebody come?')
  } else if (at && at.epochMilliseconds > now.epochMilliseconds) {
    throw badRequest('at', 'This has not come yet.')
  }
  if (at && at.epochMilliseconds < createdAt.epochMilliseconds)
    throw badRequest('at', 'This is before the order was made.')
  return at ?? now
}
