import { quarterCount, daysInRange } from '../src/domain/local-time.ts'
import type { Tenant } from '../tests/support/tenant.ts'
import { addCustomers } from './customers.ts'
import { query } from './own-database.ts'

export const INVOICES_A_CUSTOMER = 10

/** The ids of the n-th row of each kind. */
export const idOf = (prefix: string, n: number): string => `${prefix}_${String(n).padStart(26, '0')}`

const ID = (prefix: string, n = 'n') => `'${prefix}_' || lpad((${n})::text, 26, '0')`
const YEAR = daysInRange('2025-01-01', '2026-01-01')

/**
 * A retailer of many customers with a contract and ten invoices each, one line to each invoice, and a year of quarter-hours
 * on the one meter that all contracts share.
 */
export async function addRetailer(
  connectionString: string,
  tenant: Tenant,
  customers: number,
): Promise<void> {
  const own = `'${tenant.organizationId}'`
  await addCustomers(connectionString, tenant, customers)
  await query(
    connectionString,
    `
    set session_replication_role = replica;
    update subscriptions set start_at = '2024-12-31T23:00Z', created_at = created_at - make_interval(secs => id_number)
    from (select id as of, right(id, 26)::bigint as id_number from subscriptions) numbered where numbered.of = subscriptions.id;
    insert into invoices (
      organization_id, id, customer_id, subscription_id, sequence, number, type, status, period_start, period_end,
      usage_wh, value_source, net_cents, vat_cents, total_cents, vat, issued_at, due_on, paid_at
    )
    select ${own}, ${ID('inv', `(n - 1) * ${INVOICES_A_CUSTOMER} + month`)}, ${ID('cus')}, ${ID('sub')}, month,
      'V' || lpad(n::text, 8, '0') || '-' || month, 'usage', case when month = ${INVOICES_A_CUSTOMER} then 'open' else 'paid' end,
      (date '2025-01-01' + make_interval(months => month - 1))::date,
      (date '2025-01-01' + make_interval(months => month) - interval '1 day')::date,
      250000, 'final', 5000, 950, 5950, '[{"percent": 19, "netCents": 5000, "vatCents": 950}]',
      timestamptz '2025-02-03' + make_interval(months => month - 1, secs => n * 0.1),
      (date '2025-02-20' + make_interval(months => month - 1))::date,
      case when month < ${INVOICES_A_CUSTOMER} then timestamptz '2025-02-20' + make_interval(months => month - 1) end
    from generate_series(1, ${customers}) as n, generate_series(1, ${INVOICES_A_CUSTOMER}) as month;
    insert into invoice_lines (
      organization_id, invoice_id, position, kind, period_start, period_end, quantity, unit, unit_price_micro_eur,
      unit_price_is_mean, net_cents, vat_percent
    )
    select organization_id, id, 1, 'energy_fixed', period_start, period_end, 250000, 'Wh', 200000, false, 5000, 19 from invoices;
  `,
  )
  await query(
    connectionString,
    `insert into interval_days (organization_id, meter_id, day, wh, total_wh, status, delivered_at, import_id)
     select ${own}, 'mtr_bench', day, array_fill(100::smallint, array[quarters]), quarters * 100, 'F', now(), 'mvi_00000000000000000000000000'
     from unnest($1::date[], $2::integer[]) as given (day, quarters)`,
    [YEAR, YEAR.map(quarterCount)],
  )
  await query(connectionString, 'vacuum (analyze)')
  await query(connectionString, 'checkpoint')
}
