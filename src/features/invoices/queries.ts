import type { Db, Tx } from '../../db/database.ts'
import { notFound } from '../../domain/failure.ts'
import type { CustomerId, InvoiceId, OrganizationId, SubscriptionId } from '../../domain/identifiers.ts'
import { addDays, dayAt } from '../../domain/local-time.ts'
import type { InvoiceDetail, InvoiceItem } from './invoice.ts'

export interface InvoicePage {
  items: InvoiceItem[]
  /** Of all pages. */
  total: number
}

/** A customer's invoices over all their contracts, newest first. */
export async function listInvoices(
  db: Db,
  organizationId: OrganizationId,
  customerId: CustomerId,
  page: { limit: number; offset: number },
): Promise<InvoicePage> {
  const [rows, { total }] = await Promise.all([
    invoiceRows(db, organizationId, customerId)
      .orderBy('i.issued_at', 'desc')
      .orderBy('i.id', 'desc')
      .limit(page.limit)
      .offset(page.offset)
      .execute(),
    db
      .selectFrom('invoices')
      .select((row) => row.fn.countAll<number>().as('total'))
      .where('organization_id', '=', organizationId)
      .where('customer_id', '=', customerId)
      .executeTakeFirstOrThrow(),
  ])
  return { items: rows.map(toItem), total }
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

/** The invoice that closes an ended contract, once it is issued. */
export async function findFinalInvoice(
  db: Db | Tx,
  organizationId: OrganizationId,
  customerId: CustomerId,
  subscriptionId: SubscriptionId,
): Promise<InvoiceItem | null> {
  const row = await invoiceRows(db, organizationId, customerId)
    .where('i.subscription_id', '=', subscriptionId)
    .where('i.is_final', '=', true)
    .where('i.status', '<>', 'voided')
    .where('i.type', '=', 'usage')
    .executeTakeFirst()
  return row ? toItem(row) : null
}

/** One of the customer's invoices with its lines. @throws Failure NOT_FOUND, also for another customer's. */
export async function getInvoice(
  db: Db,
  organizationId: OrganizationId,
  customerId: CustomerId,
  invoiceId: InvoiceId,
): Promise<InvoiceDetail> {
  const [row, lines, related] = await Promise.all([
    invoiceRows(db, organizationId, customerId).where('i.id', '=', invoiceId).executeTakeFirst(),
    db
      .selectFrom('invoice_lines')
      .selectAll()
      .where('organization_id', '=', organizationId)
      .where('invoice_id', '=', invoiceId)
      .orderBy('position')
      .execute(),
    relatedInvoice(db, organizationId, invoiceId),
  ])
  if (!row) throw notFound('Invoice')
  return {
    ...toItem(row),
    lines: lines.map((line) => ({
      kind: line.kind,
      from: line.period_start,
      to: addDays(line.period_end, 1),
      quantity: line.quantity,
      unit: line.unit,
      unitPriceMicroEur: line.unit_price_micro_eur,
      unitPriceIsMean: line.unit_price_is_mean,
      netCents: line.net_cents,
      vatPercent: line.vat_percent,
    })),
    netCents: row.net_cents,
    vatCents: row.vat_cents,
    vat: row.vat,
    usageWh: row.usage_wh,
    valueSource: row.value_source,
    estimatedDays: row.estimated_days,
    related,
  }
}

async function relatedInvoice(db: Db | Tx, organizationId: OrganizationId, invoiceId: InvoiceId) {
  const related = await db
    .selectFrom('invoices as i')
    .innerJoin('invoices as other', (join) =>
      join
        .onRef('other.organization_id', '=', 'i.organization_id')
        .on((row) =>
          row.or([row('other.id', '=', row.ref('i.voids')), row('other.voids', '=', row.ref('i.id'))]),
        ),
    )
    .select(['other.id', 'other.number'])
    .where('i.organization_id', '=', organizationId)
    .where('i.id', '=', invoiceId)
    .executeTakeFirst()
  return related ?? null
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
    .select(['s.number as subscription_number', 's.payment_method_id', 'p.name as plan_name'])
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
    collected: row.payment_method_id !== null,
  }
}
