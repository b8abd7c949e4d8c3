import type { Updateable } from 'kysely'
import type { Tx } from '../../db/database.ts'
import type { DB } from '../../db/tables.ts'
import { recordAudit } from '../audit/record.ts'
import type { Ctx } from '../ctx.ts'
import type { EventTopic } from '../events/event.ts'
import { recordEvent } from '../events/record-event.ts'
import type { lockMeterOrder } from './lock-meter-order.ts'

type Locked = Awaited<ReturnType<typeof lockMeterOrder>>
type MeterOrderTopic = Extract<EventTopic, `meter_order.${string}`>

/** Writes down what has become of an order that is locked, and tells of it. */
export async function changeMeterOrder(
  tx: Tx,
  ctx: Ctx,
  order: Locked,
  {
    topic,
    changes,
    details,
  }: { topic: MeterOrderTopic; changes: Updateable<DB['meter_orders']>; details: Record<string, string> },
): Promise<void> {
  await tx
    .updateTable('meter_orders')
    .set(changes)
    .where('organization_id', '=', ctx.organizationId)
    .where('id', '=', order.id)
    .execute()
  await recordAudit(tx, ctx, {
    action: topic,
    subject: order.id,
    customerId: order.customer_id,
    details,
  })
  await recordEvent(tx, ctx, topic, { meter_order: order.id, subscription: order.subscription_id })
}
