import type { Tx } from '../../db/database.ts'
import { payoutBy } from '../../domain/billing-periods.ts'
import { conflict, notFound } from '../../domain/failure.ts'
import type { InvoiceId } from '../../domain/identifiers.ts'
import { reversedLines } from '../../domain/invoice-totals.ts'
import { addDays, dayAt } from '../../domain/local-time.ts'
import { recordAudit } from '../audit/record.ts'
import type { Ctx } from '../ctx.ts'
import { recordEvent } from '../events/record-event.ts'
import { invoiceLines } from './queries.ts'
import { findSettlement } from './settlement-of.ts'
import { type IssuedInvoice, writeInvoice } from './write-invoice.ts'

/**
 * Writes the void of an invoice whose contract's bills are locked. If it was paid, the void is an open credit, due back
 * within two weeks; if not, the two cancel out and nothing is open.
 */
export async function takeBack(
  tx: Tx,
  ctx: Ctx,
  contractNumber: string,
  { invoiceId, reason }: { invoiceId: InvoiceId; reason: string },
): Promise<IssuedInvoice> {
  const invoice = await tx
    .selectFrom('invoices')
    .selectAll()
    .where('organization_id', '=', ctx.organizationId)
    .where('id', '=', invoiceId)
    .forUpdate()
    .executeTakeFirst()
  if (!invoice) throw notFound('Invoice')
  if (invoice.type === 'void') throw conflict('type', 'A void cannot be voided itself.')
  if (invoice.status === 'voided') throw conflict('status', 'This invoice has been voided already.')
  const wasPaid = invoice.status === 'paid' && invoice.total_cents !== 0
  if (wasPaid && invoice.type === 'prepayment') {
    const settlement = await findSettlement(tx, ctx.organizationId, invoice)
    if (settlement) {
      throw conflict('status', `${settlement.number} takes this instalment off; void that one first.`)
    }
  }
  const lines = await invoiceLines(tx, ctx.organizationId, invoiceId)
  const written = await writeInvoice(tx, ctx, {
    subscriptionId: invoice.subscription_id,
    customerId: invoice.customer_id,
    contractNumber,
    type: 'void',
    status: wasPaid ? 'open' : 'paid',
    isFinal: false,
    from: invoice.period_start,
    to: addDays(invoice.period_end, 1),
    lines: reversedLines(lines),
    usage: null,
    voids: invoiceId,
    corrects: null,
    dueOn: wasPaid ? payoutBy(dayAt(ctx.now)) : null,
  })
  if (!written) throw new Error(`The void of ${invoice.number} met another invoice.`)
  await tx
    .updateTable('invoices')
    .set({ status: 'voided', voided_at: ctx.now.toString() })
    .where('organization_id', '=', ctx.organizationId)
    .where('id', '=', invoiceId)
    .execute()
  await recordAudit(tx, ctx, {
    action: 'invoice.voided',
    subject: invoiceId,
    customerId: invoice.customer_id,
    details: { number: invoice.number, void: written.number, reason },
  })
  const { subscription_id: subscription } = invoice
  const context = { invoice: invoiceId, voiding_invoice: written.id, subscription }
  await recordEvent(tx, ctx, 'invoice.voided', context)
  return written
}
