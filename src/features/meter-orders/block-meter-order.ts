import { conflict } from '../../domain/failure.ts'
import type { Id } from '../../domain/identifiers.ts'
import { type Ctx, inTransaction } from '../ctx.ts'
import { changeMeterOrder } from './change-meter-order.ts'
import { lockMeterOrder } from './lock-meter-order.ts'
import type { BlockedReason } from './meter-order.ts'

/**
 * Notes that an order does not go on for now, and why: beside its status, until its next step.
 *
 * @throws Failure NOT_FOUND, also for another organisation's; CONFLICT for an order that is over, or blocked for this already.
 */
export async function blockMeterOrder(
  ctx: Ctx,
  { meterOrderId, reason }: { meterOrderId: Id<'meterOrder'>; reason: BlockedReason },
): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const order = await lockMeterOrder(tx, ctx, meterOrderId)
    if (order.blocked_reason === reason) throw conflict('reason', 'This order is blocked for that already.')
    await changeMeterOrder(tx, ctx, order, {
      topic: 'meter_order.blocked',
      changes: { blocked_at: ctx.now.toString(), blocked_reason: reason },
      details: { reason },
    })
  })
}
