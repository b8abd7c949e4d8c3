import { conflict } from '../../domain/failure.ts'
import type { InvoiceId } from '../../domain/identifiers.ts'
import { recordAudit } from '../audit/record.ts'
import { type Ctx, inTransaction } from '../ctx.ts'
import { recordEvent } from '../events/record-event.ts'
import { findSettlement } from './settlement-of.ts'
import { lockBillsOf } from './void-invoice.ts'

export interface FailPayment {
  invoiceId: InvoiceId
  reason: string
}

/**
 * The customer's bank did not honour a debit, or has taken it back: a payer may ask for that for eight weeks, without a mandate
 * for thirteen months (§ 675x (4) BGB, § 676b (2) BGB). An invoice that counted as paid is open again, due when it was.
 *
 * @throws Failure NOT_FOUND; CONFLICT unless it is a claim that is open or paid, and for a paid instalment that a settlement
 *   has taken off.
 */
export async function failPayment(ctx: Ctx, { invoiceId, reason }: FailPayment): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    await lockBillsOf(tx, ctx, invoiceId)
    const invoice = await tx
      .selectFrom('invoices')
      .select(['number', 'status', 'type', 'customer_id', 'subscription_id', 'period_start', 'total_cents'])
      .where('organization_id', '=', ctx.organizationId)
      .where('id', '=', invoiceId)
      .forUpdate()
      .executeTakeFirstOrThrow()
    const wasPaid = invoice.status === 'paid'
    if (invoice.status !== 'open' && !wasPaid)
      throw conflict('status', `This invoice is ${invoice.status}: nothing is collected for it.`)
    if (invoice.total_cents <= 0 || invoice.type === 'void')
      throw conflict('status', 'This is no claim: nothing is collected for it.')
    if (wasPaid) {
      const settlement =
        invoice.type === 'prepayment' ? await findSettlement(tx, ctx.organizationId, invoice) : null
      if (settlement)
        throw conflict('status', `${settlement.number} takes this instalment off; void that one first.`)
      await tx
        .updateTable('invoices')
        .set({ status: 'open', paid_at: null })
        .where('organization_id', '=', ctx.organizationId)
        .where('id', '=', invoiceId)
        .execute()
    }
    await recordAudit(tx, ctx, {
      action: 'invoice.payment_failed',
      subject: invoiceId,
      customerId: invoice.customer_id,
      details: { number: invoice.number, reason },
    })
    const { subscription_id: subscription } = invoice
    await recordEvent(tx, ctx, 'invoice.payment_failed', { invoice: invoiceId, subscription })
  })
}
