import type { Tx } from '../../db/database.ts'
import { conflict, notFound, unprocessable } from '../../domain/failure.ts'
import { type InvoiceId, newId, type SubscriptionId } from '../../domain/identifiers.ts'
import { type InvoiceLine, instalmentLines } from '../../domain/invoice-lines.ts'
import { invoiceTotals } from '../../domain/invoice-totals.ts'
import { PAYMENT_TERM_DAYS } from '../../domain/billing-periods.ts'
import { addDays, type Day, dayAt } from '../../domain/local-time.ts'
import { divideRounded, MICRO_PER_CENT, VAT_PERCENT } from '../../domain/money.ts'
import { recordAudit } from '../audit/record.ts'
import { type Ctx, inTransaction } from '../ctx.ts'
import { getContract } from '../subscriptions/queries.ts'
import type { Contract } from '../subscriptions/subscription.ts'
import { billUsage } from './bill-usage.ts'

export interface IssueInvoice {
  subscriptionId: SubscriptionId
  type: 'usage' | 'prepayment'
  /** The period's days `[from, to)`. */
  from: Day
  to: Day
  /** Default: 30 days after today. */
  dueOn?: Day
}

export interface IssuedInvoice {
  id: InvoiceId
  number: string
  totalCents: number
}

/**
 * Bills a period by its values, or asks for a monthly instalment. A usage bill of a contract with instalments takes off
 * those of its period. Numbers have no gaps: the subscription's row is locked while the next one is taken.
 *
 * @throws Failure CONFLICT when the period is billed already, UNPROCESSABLE_ENTITY when values or prices are missing.
 */
export async function issueInvoice(ctx: Ctx, input: IssueInvoice): Promise<IssuedInvoice> {
  const { subscriptionId, type, from, to } = input
  const today = dayAt(ctx.now)
  const id = newId('invoice')
  return inTransaction(ctx, async (tx) => {
    const sequence = await nextSequence(tx, ctx, subscriptionId)
    const contract = await getContract(tx, ctx.organizationId, subscriptionId)
    if (from >= to || from < contract.startOn || (contract.endOn !== null && to > contract.endOn)) {
      throw unprocessable('period', 'The period lies outside the contract.')
    }
    if (type === 'usage' && to > today) throw unprocessable('period', 'The period is not over yet.')

    const bill =
      type === 'usage'
        ? await billWithSettlement(tx, ctx, contract, from, to)
        : { lines: instalment(contract, from, to), usageWh: null, valueSource: null, estimatedDays: 0 }
    const totals = invoiceTotals(bill.lines)
    const number = `${contract.number}-${String(sequence).padStart(3, '0')}`

    const created = await tx
      .insertInto('invoices')
      .values({
        organization_id: ctx.organizationId,
        id,
        customer_id: contract.customerId,
        subscription_id: subscriptionId,
        sequence,
        number,
        type,
        status: 'open',
        is_final: type === 'usage' && contract.endOn === to,
        period_start: from,
        period_end: addDays(to, -1),
        usage_wh: bill.usageWh,
        value_source: bill.valueSource,
        estimated_days: bill.estimatedDays,
        net_cents: totals.netCents,
        vat_cents: totals.vatCents,
        total_cents: totals.totalCents,
        vat: JSON.stringify(totals.vat),
        issued_at: ctx.now.toString(),
        due_on: input.dueOn ?? addDays(today, PAYMENT_TERM_DAYS),
      })
      .onConflict((conflicting) => conflicting.doNothing())
      .returning('id')
      .executeTakeFirst()
    if (!created) throw conflict('period', 'This period has been billed already.', 'duplicate_invoice')
    await insertLines(tx, ctx, id, bill.lines)
    await recordAudit(tx, ctx, {
      action: 'invoice.issued',
      subject: id,
      customerId: contract.customerId,
      details: { number, type, totalCents: totals.totalCents },
    })
    return { id, number, totalCents: totals.totalCents }
  })
}

async function nextSequence(tx: Tx, ctx: Ctx, subscriptionId: SubscriptionId): Promise<number> {
  const locked = await tx
    .selectFrom('subscriptions')
    .select('id')
    .where('organization_id', '=', ctx.organizationId)
    .where('id', '=', subscriptionId)
    .forUpdate()
    .executeTakeFirst()
  if (!locked) throw notFound('Subscription')
  const { last } = await tx
    .selectFrom('invoices')
    .select((row) => row.fn.max('sequence').as('last'))
    .where('organization_id', '=', ctx.organizationId)
    .where('subscription_id', '=', subscriptionId)
    .executeTakeFirstOrThrow()
  return (last ?? 0) + 1
}

function instalment(contract: Contract, from: Day, to: Day): InvoiceLine[] {
  if (contract.instalmentCents === null) throw unprocessable('type', 'This contract has no instalments.')
  return instalmentLines(contract.instalmentCents, from, to)
}

async function billWithSettlement(tx: Tx, ctx: Ctx, contract: Contract, from: Day, to: Day) {
  const bill = await billUsage(tx, ctx.organizationId, contract, from, to)
  if (contract.instalmentCents === null) return bill
  const { count, net } = await tx
    .selectFrom('invoices')
    .select((row) => [
      row.fn.countAll<number>().as('count'),
      row.fn.sum<string | null>('net_cents').as('net'),
    ])
    .where('organization_id', '=', ctx.organizationId)
    .where('subscription_id', '=', contract.id)
    .where('type', '=', 'prepayment')
    .where('status', 'in', ['open', 'paid'])
    .where('period_start', '>=', from)
    .where('period_start', '<', to)
    .executeTakeFirstOrThrow()
  if (count === 0) return bill
  const netCents = Number(net)
  // Taken off net, so that the tax already shown on the instalments is not charged again (§ 14 (5) UStG).
  const paid: InvoiceLine = {
    kind: 'instalments_paid',
    from,
    to,
    quantity: count,
    unit: 'piece',
    unitPriceMicroEur: -divideRounded(netCents * MICRO_PER_CENT, count),
    unitPriceIsMean: true,
    netCents: -netCents,
    vatPercent: VAT_PERCENT,
  }
  return { ...bill, lines: [...bill.lines, paid] }
}

async function insertLines(
  tx: Tx,
  ctx: Ctx,
  invoiceId: InvoiceId,
  lines: readonly InvoiceLine[],
): Promise<void> {
  await tx
    .insertInto('invoice_lines')
    .values(
      lines.map((line, index) => ({
        organization_id: ctx.organizationId,
        invoice_id: invoiceId,
        position: index + 1,
        kind: line.kind,
        period_start: line.from,
        period_end: addDays(line.to, -1),
        quantity: line.quantity,
        unit: line.unit,
        unit_price_micro_eur: line.unitPriceMicroEur,
        unit_price_is_mean: line.unitPriceIsMean,
        net_cents: line.netCents,
        vat_percent: line.vatPercent,
      })),
    )
    .execute()
}
