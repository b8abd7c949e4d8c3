import { dayAt } from '../../domain/local-time.ts'
import { recordAudit } from '../audit/record.ts'
import { type Ctx, inTransaction } from '../ctx.ts'

/** Ends the orders in force whose last day is over. Answers how many. */
export async function endDueReductions(ctx: Ctx): Promise<number> {
  return inTransaction(ctx, async (tx) => {
    const ended = await tx
      .updateTable('grid_fee_reductions')
      .set({ status: 'ended', updated_at: ctx.now.toString() })
      .where('organization_id', '=', ctx.organizationId)
      .where('status', '=', 'activated')
      .where('valid_until', '<=', dayAt(ctx.now))
      .returning(['id', 'customer_id'])
      .execute()
    for (const { id, customer_id: customerId } of ended) {
      await recordAudit(tx, ctx, { action: 'grid_fee_reduction.ended', subject: id, customerId })
    }
    return ended.length
  })
}
