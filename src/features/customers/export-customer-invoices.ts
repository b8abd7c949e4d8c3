import type { Db } from '../../db/database.ts'
import type { CustomerId, OrganizationId } from '../../domain/identifiers.ts'

const INVOICES_AT_ONCE = 50

/** Every invoice of the customer with its lines, the oldest first. */
export async function* exportInvoices(db: Db, organizationId: OrganizationId, customerId: CustomerId) {
  for (let after = ''; ;) {
    const invoices = await db
      .selectFrom('invoices')
      .select([
        'id',
        'subscription_id',
        'number',
        'type',
        'status',
        'is_final',
        'period_start',
        'period_end',
        'usage_wh',
        'value_source',
        'estimated_days',
        'net_cents',
        'vat_cents',
        'total_cents as gross_cents',
        'vat',
        'voids',
        'corrects',
        'issued_at',
        'due_on',
        'paid_at',
        'voided_at',
        'uncollectible_at',
        'overdue_at',
      ])
      .where('organization_id', '=', organizationId)
      .where('customer_id', '=', customerId)
      .where('id', '>', after as `inv_${string}`)
      .orderBy('id')
      .limit(INVOICES_AT_ONCE)
      .execute()
    const last = invoices.at(-1)
    if (!last) return
    const lines = await db
      .selectFrom('invoice_lines')
      .select([
        'invoice_id',
        'kind',
        'period_start',
        'period_end',
        'quantity',
        'unit',
        'unit_price_micro_eur',
        'unit_price_is_mean',
        'net_cents',
        'vat_percent',
      ])
      .where('organization_id', '=', organizationId)
      .where(
        'invoice_id',
        'in',
        invoices.map(({ id }) => id),
      )
      .orderBy('invoice_id')
      .orderBy('position')
      .execute()
    const linesOf = Map.groupBy(lines, ({ invoice_id }) => invoice_id)
    for (const invoice of invoices) yield { ...invoice, lines: linesOf.get(invoice.id) ?? [] }
    after = last.id
  }
}
