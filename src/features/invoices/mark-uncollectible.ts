import { conflict, notFound } from '../../domain/failure.ts'
import type { InvoiceId } from '../../domain/identifiers.ts'
import { recordAudit } from '../audit/record.ts'
import { type Ctx, inTransaction } from '../ctx.ts'
import { recordEvent } from '../events/record-event.ts'

/** Gives up an open claim; should it be paid after all, markPaid takes it. @throws Failure NOT_FOUND, CONFLICT. */
export async function markUncollectible(ctx: Ctx, invoiceId: InvoiceId): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const invoice = await tx
      .selectFrom('invoices')
      .select(['status', 'customer_id', 'subscription_id', 'total_cents'])
      .where('organization_id', '=', ctx.organizationId)
      .where('id', '=', invoiceId)
      .forUpdate()
      .executeTakeFirst()
    if (!invoice) throw notFound('Invoice')
    if (invoice.status !== 'open') throw conflict('status', `This invoice is ${invoice.status}, not open.`)
    if (invoice.total_cents < 0) throw conflict('status', 'This is a credit: it is owed to the customer.')
    await tx
      .updateTable('invoices')
      .set({ status: 'uncollectible', uncollectible_at: ctx.now.toString() })
      .where('organization_id', '=', ctx.organizationId)
      .where('id', '=', invoiceId)
      .execute()
    await recordAudit(tx, ctx, {
      action: 'invoice.uncollectible',
      subject: invoiceId,
      customerId: invoice.customer_id,
    })
    const { subscription_id: subscription } = invoice
    await recordEvent(tx, ctx, 'invoice.uncollectible', { invoice: invoiceId, subscription })
  })
}
