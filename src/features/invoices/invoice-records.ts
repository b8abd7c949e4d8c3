import { sql } from 'kysely'
import type { Db } from '../../db/database.ts'
import type { CustomerId, InvoiceId, OrganizationId } from '../../domain/identifiers.ts'
import { dayAt } from '../../domain/local-time.ts'
import type { Filter, FilterFields } from '../../http/filters.ts'
import { type Page, type PageRequest, selectPage } from '../../http/pagination.ts'

/** What the list of invoices can be filtered by. A given-up claim is found by the status that its answer shows. */
export const INVOICE_FILTERS = {
  status: {
    type: 'enum',
    column: sql`(case when i.status = 'uncollectible' and i.type <> 'prepayment' then 'open' else i.status end)`,
    values: ['open', 'paid', 'voided', 'uncollectible'],
  },
  period_start: { type: 'date', column: 'i.period_start' },
  period_end: { type: 'date', column: 'i.period_end' },
  type: { type: 'enum', column: 'i.type', values: ['usage', 'prepayment', 'void'] },
  subscription: { type: 'string', column: 'i.subscription_id' },
  uncollectible_at: { type: 'date', column: 'i.uncollectible_at' },
} as const satisfies FilterFields

/** An invoice as the API tells of it: its row, and what its period is counted by. */
export type InvoiceRecord = Awaited<ReturnType<typeof findInvoiceRecord>> & {}

/** An invoice of the organisation, whoever's it is; `only` leaves one customer's. */
export async function findInvoiceRecord(
  db: Db,
  organizationId: OrganizationId,
  id: InvoiceId,
  only?: CustomerId,
) {
  const row = await invoiceRecords(db, organizationId, only).where('i.id', '=', id).executeTakeFirst()
  return row && toRecord(row)
}

/** The organisation's invoices, newest first; `only` leaves one customer's. */
export async function pageOfInvoices(
  db: Db,
  organizationId: OrganizationId,
  page: PageRequest,
  only?: CustomerId,
): Promise<Page<InvoiceRecord>> {
  const filters = page.filters.map(comparedByDay)
  const { rows, next } = await selectPage(
    invoiceRecords(db, organizationId, only),
    { ...page, filters },
    { at: 'i.issued_at', id: 'i.id', positionOf: (row) => ({ at: row.issued_at, id: row.id }) },
  )
  return { rows: rows.map(toRecord), next }
}

function invoiceRecords(db: Db, organizationId: OrganizationId, only?: CustomerId) {
  const all = db
    .selectFrom('invoices as i')
    .innerJoin('subscriptions as s', (join) =>
      join.onRef('s.organization_id', '=', 'i.organization_id').onRef('s.id', '=', 'i.subscription_id'),
    )
    .leftJoin('invoices as original', (join) =>
      join.onRef('original.organization_id', '=', 'i.organization_id').onRef('original.id', '=', 'i.voids'),
    )
    .selectAll('i')
    .select(['s.start_at', 's.instalment_cents', 'original.type as original_type'])
    .where('i.organization_id', '=', organizationId)
  return only === undefined ? all : all.where('i.customer_id', '=', only)
}

type InvoiceRow = Awaited<ReturnType<ReturnType<typeof invoiceRecords>['execute']>>[number]

const toRecord = ({ start_at, instalment_cents, original_type, ...row }: InvoiceRow) => ({
  ...row,
  suppliedFrom: dayAt(start_at),
  byInstalments: instalment_cents !== null,
  /** What a void takes back, or the invoice's own type. */
  billedType: original_type ?? row.type,
})

const PERIOD = /^filter\[(period_start|period_end)\]\[(gte|lte)\]$/

/**
 * The days of a period are calendar days in Berlin: an instant is compared with them by the day on which it falls there, so
 * that midnight in Berlin and midnight in UTC mean the same one.
 */
function comparedByDay(filter: Filter): Filter {
  const [, field, operator] = PERIOD.exec(filter.parameter) ?? []
  if (field === undefined) return filter
  const column = sql.ref(`i.${field}`)
  const day = sql`(${filter.value}::timestamptz at time zone 'Europe/Berlin')::date`
  const condition = operator === 'gte' ? sql<boolean>`${column} >= ${day}` : sql<boolean>`${column} <= ${day}`
  return { ...filter, condition }
}
