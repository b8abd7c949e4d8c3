import type { Tx } from '../../db/database.ts'
import { notFound } from '../../domain/failure.ts'
import type { InvoiceId } from '../../domain/identifiers.ts'
import { type Ctx, inTransaction } from '../ctx.ts'
import { lockBills } from './lock-bills.ts'
import { takeBack } from './take-back.ts'
import type { IssuedInvoice } from './write-invoice.ts'

export interface VoidInvoice {
  invoiceId: InvoiceId
  reason: string
}

/**
 * Takes an invoice back by a void, whose lines are its own with the opposite sign: the two come to nothing, and the period
 * can be billed anew. A paid invoice may be voided too; the void is then a credit that waits to be paid out.
 *
 * @throws Failure NOT_FOUND; CONFLICT for a void, for an invoice that is voided already, and for a paid instalment that a
 * settlement has taken off.
 */
export async function voidInvoice(ctx: Ctx, input: VoidInvoice): Promise<IssuedInvoice> {
  return inTransaction(ctx, async (tx) => {
    const contract = await lockBillsOf(tx, ctx, input.invoiceId)
    return takeBack(tx, ctx, contract.number, input)
  })
}

/** Locks the bills of the contract that an invoice belongs to: always the contract first, so that nobody waits in a circle. */
export async function lockBillsOf(tx: Tx, ctx: Ctx, invoiceId: InvoiceId) {
  const contract = await tx
    .selectFrom('invoices as i')
    .innerJoin('subscriptions as s', (join) =>
      join.onRef('s.organization_id', '=', 'i.organization_id').onRef('s.id', '=', 'i.subscription_id'),
    )
    .select(['s.id', 's.number', 'i.type', 'i.period_start', 'i.period_end'])
    .where('i.organization_id', '=', ctx.organizationId)
    .where('i.id', '=', invoiceId)
    .executeTakeFirst()
  if (!contract) throw notFound('Invoice')
  await lockBills(tx, ctx.organizationId, contract.id)
  return contract
}
