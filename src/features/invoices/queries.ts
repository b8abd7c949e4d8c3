import type { Db, Tx } from '../../db/database.ts'
import type { BilledPeriod } from '../../domain/billing-periods.ts'
import { notFound } from '../../domain/failure.ts'
import type { CustomerId, InvoiceId, OrganizationId, SubscriptionId } from '../../domain/identifiers.ts'
import type { InvoiceLine } from '../../domain/invoice-lines.ts'
import { addDays, dayAt } from '../../domain/local-time.ts'
import type { InvoiceDetail, InvoiceItem } from './invoice.ts'
import { isCollected } from './is-collected.ts'

/** A customer's invoices over all their contracts, newest first: a few hundred in a lifetime. */
export async function listInvoices(
  db: Db | Tx,
  organizationId: OrganizationId,
  customerId: CustomerId,
): Promise<InvoiceItem[]> {
  const rows = await invoiceRows(db, organizationId, customerId)
    .orderBy('i.issued_at', 'desc')
    .orderBy('i.id', 'desc')
    .execute()
  return rows.map(toItem)
}

/** Every open invoice of a customer, the one due first at the top. */
export async function listOpenInvoices(
  db: Db | Tx,
  organizationId: OrganizationId,
  customerId: CustomerId,
): Promise<InvoiceItem[]> {
  const rows = await invoiceRows(db, organizationId, customerId)
    .where('i.status', '=', 'open')
    .orderBy('i.due_on')
    .orderBy('i.id')
    .execute()
  return rows.map(toItem)
}

/** Every invoice of one of a customer's contracts, the one due first at the top. */
export async function listContractInvoices(
  db: Db | Tx,
  organizationId: OrganizationId,
  customerId: CustomerId,
  subscriptionId: SubscriptionId,
): Promise<InvoiceItem[]> {
  const rows = await invoiceRows(db, organizationId, customerId)
    .where('i.subscription_id', '=', subscriptionId)
    .orderBy('i.due_on')
    .orderBy('i.id')
    .execute()
  return rows.map(toItem)
}

/** The invoice that closes an ended contract, among all of its invoices. */
export const finalInvoiceOf = (invoices: readonly InvoiceItem[]): InvoiceItem | null =>
  invoices.find(({ isFinal, status, type }) => isFinal && status !== 'voided' && type === 'usage') ?? null

/** What a contract has been billed for, by all of its invoices. */
export const billedBy = (
  invoices: readonly Pick<InvoiceItem, 'type' | 'status' | 'periodStart'>[],
): BilledPeriod[] =>
  invoices.flatMap(({ type, status, periodStart }) =>
    type === 'void' ? [] : [{ type, from: periodStart, isVoided: status === 'voided' }],
  )

/** One of the customer's invoices with its lines. @throws Failure NOT_FOUND, also for another customer's. */
export async function getInvoice(
  db: Db,
  organizationId: OrganizationId,
  customerId: CustomerId,
  invoiceId: InvoiceId,
): Promise<InvoiceDetail> {
  const [row, lines, related] = await Promise.all([
    invoiceRows(db, organizationId, customerId).where('i.id', '=', invoiceId).executeTakeFirst(),
    invoiceLines(db, organizationId, invoiceId),
    relatedInvoices(db, organizationId, invoiceId),
  ])
  if (!row) throw notFound('Invoice')
  return {
    ...toItem(row),
    lines,
    netCents: row.net_cents,
    vatCents: row.vat_cents,
    vat: row.vat,
    usageWh: row.usage_wh,
    valueSource: row.value_source,
    estimatedDays: row.estimated_days,
    ...related,
  }
}

/** An invoice's lines in their order. */
export async function invoiceLines(
  db: Db | Tx,
  organizationId: OrganizationId,
  invoiceId: InvoiceId,
): Promise<InvoiceLine[]> {
  const lines = await db
    .selectFrom('invoice_lines')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .where('invoice_id', '=', invoiceId)
    .orderBy('position')
    .execute()
  return lines.map((line) => ({
    kind: line.kind,
    from: line.period_start,
    to: addDays(line.period_end, 1),
    quantity: line.quantity,
    unit: line.unit,
    unitPriceMicroEur: line.unit_price_micro_eur,
    unitPriceIsMean: line.unit_price_is_mean,
    netCents: line.net_cents,
    vatPercent: line.vat_percent,
  }))
}

/** What a contract has been billed for so far. */
export async function billedPeriods(
  db: Db | Tx,
  organizationId: OrganizationId,
  subscriptionId: SubscriptionId,
): Promise<BilledPeriod[]> {
  const bills = await db
    .selectFrom('invoices')
    .select(['type', 'status', 'period_start'])
    .where('organization_id', '=', organizationId)
    .where('subscription_id', '=', subscriptionId)
    .execute()
  return billedBy(bills.map(({ period_start, ...bill }) => ({ ...bill, periodStart: period_start })))
}

interface Related {
  id: InvoiceId
  number: string
}

/** The invoices that one takes back or stands in for, and those that do so to it: all of the same contract. */
async function relatedInvoices(
  db: Db | Tx,
  organizationId: OrganizationId,
  invoiceId: InvoiceId,
): Promise<{ related: Related | null; corrects: Related | null; correctedBy: Related | null }> {
  const others = await db
    .selectFrom('invoices as i')
    .innerJoin('invoices as other', (join) =>
      join
        .onRef('other.organization_id', '=', 'i.organization_id')
        .onRef('other.subscription_id', '=', 'i.subscription_id')
        .onRef('other.id', '<>', 'i.id'),
    )
    .select(['other.id', 'other.number', 'other.voids', 'other.corrects'])
    .select(['i.voids as own_voids', 'i.corrects as own_corrects'])
    .where('i.organization_id', '=', organizationId)
    .where('i.id', '=', invoiceId)
    .execute()
  const the = (is: (other: (typeof others)[number]) => boolean): Related | null => {
    const found = others.find(is)
    return found ? { id: found.id, number: found.number } : null
  }
  return {
    related: the((other) => other.id === other.own_voids || other.voids === invoiceId),
    corrects: the((other) => other.id === other.own_corrects),
    correctedBy: the((other) => other.corrects === invoiceId),
  }
}

function invoiceRows(db: Db | Tx, organizationId: OrganizationId, customerId: CustomerId) {
  return db
    .selectFrom('invoices as i')
    .innerJoin('subscriptions as s', (join) =>
      join.onRef('s.organization_id', '=', 'i.organization_id').onRef('s.id', '=', 'i.subscription_id'),
    )
    .innerJoin('plans as p', (join) =>
      join.onRef('p.organization_id', '=', 's.organization_id').onRef('p.id', '=', 's.plan_id'),
    )
    .selectAll('i')
    .select(['s.number as subscription_number', 'p.name as plan_name', isCollected.as('collected')])
    .where('i.organization_id', '=', organizationId)
    .where('i.customer_id', '=', customerId)
}

type InvoiceRow = Awaited<ReturnType<ReturnType<typeof invoiceRows>['execute']>>[number]

function toItem(row: InvoiceRow): InvoiceItem {
  return {
    id: row.id,
    number: row.number,
    subscriptionId: row.subscription_id,
    subscriptionNumber: row.subscription_number,
    planName: row.plan_name,
    type: row.type,
    status: row.status,
    isFinal: row.is_final,
    periodStart: row.period_start,
    periodEnd: row.period_end,
    totalCents: row.total_cents,
    issuedOn: dayAt(row.issued_at),
    dueOn: row.due_on,
    paidOn: row.paid_at && dayAt(row.paid_at),
    overdueOn: row.overdue_at && dayAt(row.overdue_at),
    uncollectibleOn: row.uncollectible_at && dayAt(row.uncollectible_at),
    voidedOn: row.voided_at && dayAt(row.voided_at),
    collected: row.collected && row.type !== 'void',
  }
}
