import { sql } from 'kysely'
import { recordAudit } from '../audit/record.ts'
import { type Ctx, inTransaction } from '../ctx.ts'

/** Makes contracts active whose supply has begun and ends those whose supply is over, at `ctx.now`. Answers how many. */
export async function advanceSubscriptions(ctx: Ctx): Promise<number> {
  return inTransaction(ctx, async (tx) => {
    const now = ctx.now.toString()
    const due = await tx
      .selectFrom('subscriptions')
      .select(['id', 'customer_id', 'end_at'])
      .where('organization_id', '=', ctx.organizationId)
      .where(
        sql<boolean>`(status = 'pending' and start_at <= ${now}) or (status = 'active' and end_at <= ${now})`,
      )
      .orderBy('id')
      .forUpdate()
      .execute()
    for (const subscription of due) {
      const over =
        subscription.end_at !== null && subscription.end_at.epochMilliseconds <= ctx.now.epochMilliseconds
      const status = over ? 'ended' : 'active'
      await tx
        .updateTable('subscriptions')
        .set({ status, updated_at: now })
        .where('organization_id', '=', ctx.organizationId)
        .where('id', '=', subscription.id)
        .execute()
      await recordAudit(tx, ctx, {
        action: over ? 'subscription.ended' : 'subscription.activated',
        subject: subscription.id,
        customerId: subscription.customer_id,
      })
    }
    return due.length
  })
}
