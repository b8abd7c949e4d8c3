import type { Tx } from '../../db/database.ts'
import { conflict, notFound } from '../../domain/failure.ts'
import type { Id } from '../../domain/identifiers.ts'
import type { Ctx } from '../ctx.ts'

/** An order that is under way, held until the transaction ends. @throws Failure NOT_FOUND; CONFLICT for one that is over. */
export async function lockMeterOrder(tx: Tx, ctx: Ctx, id: Id<'meterOrder'>) {
  const order = await tx
    .selectFrom('meter_orders')
    .selectAll()
    .where('organization_id', '=', ctx.organizationId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (!order) throw notFound('Meter order')
  if (order.status === 'activated' || order.status === 'cancelled')
    throw conflict('status', `This order is ${order.status}, so nothing more becomes of it.`)
  return order
}
