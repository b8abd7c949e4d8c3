import type { Tx } from '../../db/database.ts'
import type { SubscriptionId } from '../../domain/identifiers.ts'
import { recordAudit } from '../audit/record.ts'
import type { Ctx } from '../ctx.ts'

/** Orders at the grid operator what was intended until supply began: before, the connection was another supplier's. */
export async function orderIntended(tx: Tx, ctx: Ctx, subscriptionId: SubscriptionId): Promise<void> {
  const ordered = await tx
    .updateTable('grid_fee_reductions')
    .set({ status: 'ordered', updated_at: ctx.now.toString() })
    .where('organization_id', '=', ctx.organizationId)
    .where('subscription_id', '=', subscriptionId)
    .where('status', '=', 'intended')
    .returning(['id', 'customer_id'])
    .execute()
  for (const { id, customer_id: customerId } of ordered) {
    await recordAudit(tx, ctx, { action: 'grid_fee_reduction.ordered', subject: id, customerId })
  }
}
