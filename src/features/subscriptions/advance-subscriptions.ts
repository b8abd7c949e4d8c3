import { sql } from 'kysely'
import type { SubscriptionId } from '../../domain/identifiers.ts'
import { recordAudit } from '../audit/record.ts'
import { type Ctx, inTransaction } from '../ctx.ts'
import { recordEvent } from '../events/record-event.ts'
import { orderIntended } from '../grid-fee-reductions/order-intended.ts'

/**
 * Makes contracts active whose supply has begun and ends those whose supply is over, at `ctx.now`: all of the organisation's
 * or the one that is named. Answers how many.
 */
export async function advanceSubscriptions(ctx: Ctx, only?: SubscriptionId): Promise<number> {
  return inTransaction(ctx, async (tx) => {
    const now = ctx.now.toString()
    let contracts = tx
      .selectFrom('subscriptions')
      .select(['id', 'customer_id', 'end_at'])
      .where('organization_id', '=', ctx.organizationId)
      .where(
        sql<boolean>`((status = 'pending' and start_at <= ${now}) or (status = 'active' and end_at <= ${now}))`,
      )
    if (only !== undefined) contracts = contracts.where('id', '=', only)
    const due = await contracts.orderBy('id').forUpdate().execute()
    for (const { id, customer_id: customerId, end_at } of due) {
      const over = end_at !== null && end_at.epochMilliseconds <= ctx.now.epochMilliseconds
      await tx
        .updateTable('subscriptions')
        .set({ status: over ? 'ended' : 'active', updated_at: now })
        .where('organization_id', '=', ctx.organizationId)
        .where('id', '=', id)
        .execute()
      const what = over ? 'subscription.ended' : 'subscription.activated'
      await recordAudit(tx, ctx, { action: what, subject: id, customerId })
      await recordEvent(tx, ctx, what, { subscription: id })
      if (!over) await orderIntended(tx, ctx, id)
    }
    return due.length
  })
}
