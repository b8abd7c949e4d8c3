import { conflict, notFound } from '../../domain/failure.ts'
import type { InvoiceId } from '../../domain/identifiers.ts'
import { recordAudit } from '../audit/record.ts'
import { type Ctx, inTransaction } from '../ctx.ts'
import { recordEvent } from '../events/record-event.ts'
import { findSettlement } from './settlement-of.ts'

/**
 * The money has arrived (or, for a credit, has been paid out), perhaps long after it was due or given up: since when it was
 * overdue, and when it was given up, stays on record.
 *
 * @throws Failure NOT_FOUND; CONFLICT unless it is open or uncollectible.
 */
export async function markPaid(ctx: Ctx, invoiceId: InvoiceId): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const invoice = await tx
      .selectFrom('invoices')
      .select(['status', 'type', 'customer_id', 'subscription_id', 'period_start'])
      .where('organization_id', '=', ctx.organizationId)
      .where('id', '=', invoiceId)
      .forUpdate()
      .executeTakeFirst()
    if (!invoice) throw notFound('Invoice')
    if (invoice.status !== 'open' && invoice.status !== 'uncollectible') {
      throw conflict('status', `This invoice is ${invoice.status}, not open.`)
    }
    if (invoice.status === 'uncollectible' && invoice.type === 'prepayment') {
      // A settlement takes off what was paid before it: this instalment's share is asked for there.
      const settlement = await findSettlement(tx, ctx.organizationId, invoice)
      if (settlement) throw conflict('status', `This instalment has been settled: pay ${settlement.number}.`)
    }
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
    const { subscription_id: subscription } = invoice
    await recordEvent(tx, ctx, 'invoice.paid', { invoice: invoiceId, subscription })
  })
}
