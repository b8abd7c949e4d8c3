import { conflict, unprocessable } from '../../domain/failure.ts'
import type { Id, SubscriptionId } from '../../domain/identifiers.ts'
import { type Ctx, inTransaction } from '../ctx.ts'
import { recordEvent } from '../events/record-event.ts'
import { contractToOrderFor } from './contract-to-order-for.ts'
import type { MeterProvider } from './meter-order.ts'
import { listMeterOrders } from './queries.ts'
import { recordMeterOrder } from './record-meter-order.ts'

/** Whom a new order goes to. */
const PROVIDER: MeterProvider = 'inexogy'

/**
 * Orders a smart meter in place of a contract's analog one; a cancelled order may be made again.
 *
 * @throws Failure NOT_FOUND; CONFLICT with `ended_subscription` or `duplicate_meter_order`; UNPROCESSABLE_ENTITY with
 * `unsupported_meter_order` where there is a smart meter already, or electricity is fed in.
 */
export async function placeMeterOrder(
  ctx: Ctx,
  subscriptionId: SubscriptionId,
): Promise<{ id: Id<'meterOrder'> }> {
  return inTransaction(ctx, async (tx) => {
    const contract = await contractToOrderFor(tx, ctx, subscriptionId, 'unsupported_meter_order')
    const all = await listMeterOrders(tx, ctx.organizationId, contract.customerId)
    const orders = all.filter((order) => order.subscriptionId === subscriptionId)
    if (contract.meterType === 'smart' || orders.some(({ status }) => status === 'activated')) {
      throw unprocessable('subscription', 'This contract has a smart meter.', 'unsupported_meter_order')
    }
    if (orders.some(({ status }) => status !== 'cancelled')) {
      throw conflict('subscription', 'A smart meter is on order already.', 'duplicate_meter_order')
    }
    const order = { subscriptionId, provider: PROVIDER, createdAt: ctx.now }
    const { id } = await recordMeterOrder({ ...ctx, db: tx }, order)
    await recordEvent(tx, ctx, 'meter_order.created', { meter_order: id, subscription: subscriptionId })
    return { id }
  })
}
