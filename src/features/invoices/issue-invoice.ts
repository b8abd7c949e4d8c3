import { PAYMENT_TERM_DAYS, payoutBy } from '../../domain/billing-periods.ts'
import { conflict, unprocessable } from '../../domain/failure.ts'
import type { InvoiceId, SubscriptionId } from '../../domain/identifiers.ts'
import { type InvoiceLine, instalmentLines } from '../../domain/invoice-lines.ts'
import { invoiceTotals } from '../../domain/invoice-totals.ts'
import { addDays, type Day, dayAt } from '../../domain/local-time.ts'
import type { Tx } from '../../db/database.ts'
import { recordAudit } from '../audit/record.ts'
import { type Ctx, inTransaction } from '../ctx.ts'
import { getContract } from '../subscriptions/queries.ts'
import type { Contract } from '../subscriptions/subscription.ts'
import { billUsage, type UsageBill } from './bill-usage.ts'
import { currentFigures, type SharedFigures } from './shared-figures.ts'
import { lockBills } from './lock-bills.ts'
import { settleInstalments } from './settle-instalments.ts'
import { takeBack } from './take-back.ts'
import { type IssuedInvoice, writeInvoice } from './write-invoice.ts'

export interface IssueInvoice {
  subscriptionId: SubscriptionId
  type: 'usage' | 'prepayment'
  /** The period's days `[from, to)`. */
  from: Day
  to: Day
  /** Default: 30 days after today. */
  dueOn?: Day
  /** The voided invoice of the same period that this one stands in for. */
  corrects?: InvoiceId
}

/**
 * Bills a period by its values, or asks for a monthly instalment. A usage bill of a contract with instalments takes off
 * those that were paid for its period and voids those that were not.
 *
 * @throws Failure CONFLICT when the period is billed already, UNPROCESSABLE_ENTITY when values or prices are missing.
 */
export async function issueInvoice(
  ctx: Ctx,
  input: IssueInvoice,
  figures: SharedFigures = currentFigures,
): Promise<IssuedInvoice> {
  const { subscriptionId, type, from, to } = input
  return inTransaction(ctx, async (tx) => {
    await lockBills(tx, ctx.organizationId, subscriptionId)
    const contract = await getContract(tx, ctx.organizationId, subscriptionId)
    checkPeriod(contract, input, dayAt(ctx.now))
    const { bill, open } =
      type === 'usage'
        ? await usageBill(tx, ctx, contract, input, figures)
        : { bill: { lines: instalment(contract, from, to) }, open: [] }
    const { totalCents } = invoiceTotals(bill.lines)
    const issued = await writeInvoice(tx, ctx, {
      subscriptionId,
      customerId: contract.customerId,
      contractNumber: contract.number,
      type,
      // Nothing is due, so nothing stays open.
      status: totalCents === 0 ? 'paid' : 'open',
      isFinal: type === 'usage' && contract.endOn === to,
      from,
      to,
      lines: bill.lines,
      usage: 'days' in bill ? bill : null,
      voids: null,
      corrects: input.corrects ?? null,
      dueOn: dueOn(contract, input, totalCents, dayAt(ctx.now)),
    })
    if (!issued) throw conflict('period', 'This period has been billed already.', 'duplicate_invoice')
    await recordAudit(tx, ctx, {
      action: 'invoice.issued',
      subject: issued.id,
      customerId: contract.customerId,
      details: { number: issued.number, type, totalCents },
    })
    for (const invoiceId of open) {
      await takeBack(tx, ctx, contract.number, { invoiceId, reason: `settled by ${issued.number}` })
    }
    return issued
  })
}

function checkPeriod(contract: Contract, { type, from, to }: IssueInvoice, today: Day): void {
  if (from >= to || from < contract.startOn || (contract.endOn !== null && to > contract.endOn)) {
    throw unprocessable('period', 'The period lies outside the contract.')
  }
  if (type === 'usage' && to > today) throw unprocessable('period', 'The period is not over yet.')
}

async function usageBill(
  tx: Tx,
  ctx: Ctx,
  contract: Contract,
  { from, to }: IssueInvoice,
  figures: SharedFigures,
): Promise<{ bill: UsageBill; open: InvoiceId[] }> {
  const bill = await billUsage(tx, ctx.organizationId, contract, from, to, figures)
  return settleInstalments(tx, ctx, contract, bill, { from, to })
}

function instalment(contract: Contract, from: Day, to: Day): InvoiceLine[] {
  if (contract.instalmentCents === null) throw unprocessable('type', 'This contract has no instalments.')
  return instalmentLines(contract.instalmentCents, from, to)
}

/** What a customer overpaid is back with them within two weeks, however long they themselves may take to pay. */
function dueOn(contract: Contract, { dueOn }: IssueInvoice, totalCents: number, today: Day): Day {
  const asked = dueOn ?? addDays(today, PAYMENT_TERM_DAYS)
  if (totalCents >= 0 || contract.terms.type === 'feed_in') return asked
  return payoutBy(today) < asked ? payoutBy(today) : asked
}
