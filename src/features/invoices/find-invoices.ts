import type { Temporal } from 'temporal-polyfill'
import type { Db } from '../../db/database.ts'
import type { InvoiceStatus, InvoiceType } from '../../db/energy-tables.ts'
import type { CustomerId, InvoiceId, OrganizationId } from '../../domain/identifiers.ts'
import type { Day } from '../../domain/local-time.ts'

export interface FoundInvoice {
  id: InvoiceId
  number: string
  customerId: CustomerId
  customerName: string
  type: InvoiceType
  status: InvoiceStatus
  /** Both inclusive. */
  periodStart: Day
  periodEnd: Day
  totalCents: number
  issuedAt: Temporal.Instant
  dueOn: Day | null
  overdueAt: Temporal.Instant | null
}

export interface FindInvoices {
  status?: InvoiceStatus
  type?: InvoiceType
  /** Only those that are known to be overdue and still open. */
  overdue?: boolean
  limit: number
}

/** The invoices of an organisation's customers, newest first. */
export async function findInvoices(
  db: Db,
  organizationId: OrganizationId,
  { status, type, overdue = false, limit }: FindInvoices,
): Promise<FoundInvoice[]> {
  const rows = await db
    .selectFrom('invoices as i')
    .innerJoin('customers as c', (join) =>
      join.onRef('c.organization_id', '=', 'i.organization_id').onRef('c.id', '=', 'i.customer_id'),
    )
    .select(['i.id', 'i.number', 'i.customer_id', 'i.type', 'i.status', 'i.period_start', 'i.period_end'])
    .select(['i.total_cents', 'i.issued_at', 'i.due_on', 'i.overdue_at'])
    .select(['c.first_name', 'c.last_name', 'c.company_name'])
    .where('i.organization_id', '=', organizationId)
    .$if(status !== undefined, (query) => query.where('i.status', '=', status ?? 'open'))
    .$if(type !== undefined, (query) => query.where('i.type', '=', type ?? 'usage'))
    .$if(overdue, (query) => query.where('i.status', '=', 'open').where('i.overdue_at', 'is not', null))
    .orderBy('i.issued_at', 'desc')
    .orderBy('i.number', 'desc')
    .limit(limit)
    .execute()
  return rows.map((row) => ({
    id: row.id,
    number: row.number,
    customerId: row.customer_id,
    customerName: row.company_name ?? `${row.first_name} ${row.last_name}`,
    type: row.type,
    status: row.status,
    periodStart: row.period_start,
    periodEnd: row.period_end,
    totalCents: row.total_cents,
    issuedAt: row.issued_at,
    dueOn: row.due_on,
    overdueAt: row.overdue_at,
  }))
}
