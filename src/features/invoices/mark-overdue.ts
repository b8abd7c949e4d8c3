import { dayAt } from '../../domain/local-time.ts'
import { recordAudit } from '../audit/record.ts'
import { type Ctx, inTransaction } from '../ctx.ts'

/** So many in one transaction: a run that dies has done these, and the next one goes on after them. */
const BATCH = 500

/**
 * Notes on every claim that was still open after its due day since when it is known to be overdue: once, with its audit row.
 * A credit is never overdue. Two runs at once share the work: what the other has locked is left to it. Answers how many.
 */
export async function markOverdue(ctx: Ctx): Promise<number> {
  const today = dayAt(ctx.now)
  let marked = 0
  for (;;) {
    const found = await inTransaction(ctx, async (tx) => {
      const due = await tx
        .selectFrom('invoices')
        .select(['id', 'number', 'customer_id', 'due_on'])
        .where('organization_id', '=', ctx.organizationId)
        .where('status', '=', 'open')
        .where('due_on', '<', today)
        .where('total_cents', '>', 0)
        .where('overdue_at', 'is', null)
        .orderBy('due_on')
        .orderBy('id')
        .limit(BATCH)
        .forUpdate()
        .skipLocked()
        .execute()
      if (due.length === 0) return 0
      await tx
        .updateTable('invoices')
        .set({ overdue_at: ctx.now.toString() })
        .where('organization_id', '=', ctx.organizationId)
        .where(
          'id',
          'in',
          due.map(({ id }) => id),
        )
        .execute()
      for (const { id, number, customer_id: customerId, due_on: dueOn } of due) {
        await recordAudit(tx, ctx, {
          action: 'invoice.overdue',
          subject: id,
          customerId,
          details: { number, dueOn },
        })
      }
      return due.length
    })
    marked += found
    if (found < BATCH) return marked
  }
}
