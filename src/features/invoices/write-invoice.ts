import type { Tx } from '../../db/database.ts'
import type { InvoiceStatus, InvoiceType } from '../../db/energy-tables.ts'
import { type CustomerId, type InvoiceId, newId, type SubscriptionId } from '../../domain/identifiers.ts'
import type { InvoiceLine } from '../../domain/invoice-lines.ts'
import { invoiceTotals } from '../../domain/invoice-totals.ts'
import { addDays, type Day } from '../../domain/local-time.ts'
import type { Ctx } from '../ctx.ts'
import { STORED_STATUS } from '../usage/interval-days.ts'
import type { BilledDay, UsageBill } from './bill-usage.ts'
import { invoiceNumber, nextSequence } from './next-number.ts'

export interface NewInvoice {
  subscriptionId: SubscriptionId
  customerId: CustomerId
  contractNumber: string
  type: InvoiceType
  status: InvoiceStatus
  isFinal: boolean
  /** The period's days `[from, to)`. */
  from: Day
  to: Day
  lines: readonly InvoiceLine[]
  /** What a bill for usage was reckoned from. */
  usage: Omit<UsageBill, 'lines'> | null
  voids: InvoiceId | null
  corrects: InvoiceId | null
  dueOn: Day | null
}

export interface IssuedInvoice {
  id: InvoiceId
  number: string
  totalCents: number
}

/** Writes an invoice under the next number of its contract, whose bills are locked. Null when its period has one already. */
export async function writeInvoice(tx: Tx, ctx: Ctx, invoice: NewInvoice): Promise<IssuedInvoice | null> {
  const id = newId('invoice')
  const { subscriptionId, usage, lines } = invoice
  const sequence = await nextSequence(tx, ctx.organizationId, subscriptionId)
  const number = invoiceNumber(invoice.contractNumber, sequence)
  const totals = invoiceTotals(lines)
  const created = await tx
    .insertInto('invoices')
    .values({
      organization_id: ctx.organizationId,
      id,
      customer_id: invoice.customerId,
      subscription_id: subscriptionId,
      sequence,
      number,
      type: invoice.type,
      status: invoice.status,
      is_final: invoice.isFinal,
      period_start: invoice.from,
      period_end: addDays(invoice.to, -1),
      usage_wh: usage?.usageWh ?? null,
      value_source: usage?.valueSource ?? null,
      estimated_days: usage?.estimatedDays ?? 0,
      net_cents: totals.netCents,
      vat_cents: totals.vatCents,
      total_cents: totals.totalCents,
      vat: JSON.stringify(totals.vat),
      voids: invoice.voids,
      corrects: invoice.corrects,
      issued_at: ctx.now.toString(),
      due_on: invoice.dueOn,
      paid_at: invoice.status === 'paid' ? ctx.now.toString() : null,
    })
    .onConflict((conflicting) => conflicting.doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!created) return null
  await insertLines(tx, ctx, id, lines)
  if (usage) await insertDays(tx, ctx, id, usage.days)
  return { id, number, totalCents: totals.totalCents }
}

async function insertLines(tx: Tx, ctx: Ctx, invoiceId: InvoiceId, lines: readonly InvoiceLine[]) {
  const rows = lines.map((line, index) => ({
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
  }))
  await tx.insertInto('invoice_lines').values(rows).execute()
}

/** Every day with what it was reckoned from, so that a line can be followed down to the quarter-hour for good. */
async function insertDays(tx: Tx, ctx: Ctx, invoiceId: InvoiceId, days: readonly BilledDay[]) {
  const first = days[0]
  if (!first) return
  await tx
    .insertInto('invoice_days')
    .values({
      organization_id: ctx.organizationId,
      invoice_id: invoiceId,
      first_day: first.day,
      energy_wh: days.map(({ energyWh }) => energyWh),
      exchange_nano_eur: days.map(({ nanoEur }) => nanoEur),
      statuses: days.map(({ status }) => STORED_STATUS[status]).join(''),
      value_versions: versions(days, 'valueVersion'),
      price_versions: versions(days, 'priceVersion'),
    })
    .execute()
}

function versions(days: readonly BilledDay[], of: 'valueVersion' | 'priceVersion'): number[] | null {
  const known = days.flatMap((day) => day[of] ?? [])
  return known.length === days.length ? known : null
}
