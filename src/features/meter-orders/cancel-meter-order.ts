import { conflict } from '../../domain/failure.ts'
import type { Id } from '../../domain/identifiers.ts'
import { type Ctx, inTransaction } from '../ctx.ts'
import { changeMeterOrder } from './change-meter-order.ts'
import { lockMeterOrder } from './lock-meter-order.ts'
import type { CancelledReason } from './meter-order.ts'

/**
 * Ends an order before there is a meter; the customer may order anew.
 *
 * @throws Failure NOT_FOUND, also for another organisation's; CONFLICT for an order that is over, or whose meter hangs already.
 */
export async function cancelMeterOrder(
  ctx: Ctx,
  { meterOrderId, reason }: { meterOrderId: Id<'meterOrder'>; reason: CancelledReason },
): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const order = await lockMeterOrder(tx, ctx, meterOrderId)
    if (order.status === 'installed') throw conflict('status', 'The meter is installed already.')
    await changeMeterOrder(tx, ctx, order, {
      topic: 'meter_order.cancelled',
      changes: { status: 'cancelled', cancelled_at: ctx.now.toString(), cancelled_reason: reason },
      details: { reason },
    })
  })
}
