import { sql } from 'kysely'
import { notFound } from '../../domain/failure.ts'
import { type CustomerId, isId } from '../../domain/identifiers.ts'
import { recordAudit } from '../audit/record.ts'
import { type Ctx, inTransaction } from '../ctx.ts'

/**
 * Signs one of the customer's other devices out; the next thing it asks for is answered by the sign-in page. A session that
 * has ended already stays as it is. @throws Failure NOT_FOUND, also for another customer's.
 */
export async function endCustomerSession(ctx: Ctx, customerId: CustomerId, sessionId: string): Promise<void> {
  if (!isId('session', sessionId)) throw notFound('Session')
  await inTransaction(ctx, async (tx) => {
    const session = await tx
      .selectFrom('sessions')
      .select(['id', 'ended_at'])
      .where('organization_id', '=', ctx.organizationId)
      .where('customer_id', '=', customerId)
      .where('id', '=', sessionId)
      .forUpdate()
      .executeTakeFirst()
    if (!session) throw notFound('Session')
    if (session.ended_at !== null) return
    await tx
      .updateTable('sessions')
      .set({ ended_at: sql<string>`clock_timestamp()` })
      .where('organization_id', '=', ctx.organizationId)
      .where('customer_id', '=', customerId)
      .where('id', '=', sessionId)
      .execute()
    await recordAudit(tx, ctx, { action: 'session.ended', subject: sessionId, customerId })
  })
}

/** Signs every other device of the customer out, on all portals of the organisation; answers whether there was any. */
export async function endOtherSessions(
  ctx: Ctx,
  customerId: CustomerId,
  keptSessionId: string,
): Promise<boolean> {
  return inTransaction(ctx, async (tx) => {
    const ended = await tx
      .updateTable('sessions')
      .set({ ended_at: sql<string>`clock_timestamp()` })
      .where('organization_id', '=', ctx.organizationId)
      .where('customer_id', '=', customerId)
      .where('id', '<>', keptSessionId)
      .where('ended_at', 'is', null)
      .returning('id')
      .execute()
    for (const { id } of ended)
      await recordAudit(tx, ctx, { action: 'session.ended', subject: id, customerId })
    return ended.length > 0
  })
}
