import { conflict, notFound } from '../../domain/failure.ts'
import type { InvoiceId } from '../../domain/identifiers.ts'
import { recordAudit } from '../audit/record.ts'
import { type Ctx, inTransaction } from '../ctx.ts'

/** The money has arrived (or, for a credit, has been paid out). */
export async function markPaid(ctx: Ctx, invoiceId: InvoiceId): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const invoice = await tx
      .selectFrom('invoices')
      .select(['status', 'customer_id'])
      .where('organization_id', '=', ctx.organizationId)
      .where('id', '=', invoiceId)
      .forUpdate()
      .executeTakeFirst()
    if (!invoice) throw notFound('Invoice')
    if (invoice.status !== 'open') throw conflict('status', `This invoice is ${invoice.status}, not open.`)
    await tx
      .updateTable('invoices')
      .set({ status: 'paid', paid_at: ctx.now.toString() })
      .where('organization_id', '=', ctx.organizationId)
      .where('id', '=', invoiceId)
      .execute()
    await recordAudit(tx, ctx, {
      action: 'invoice.paid',
      subject: invoiceId,
      customerId: invoice.customer_id,
    })
  })
}
