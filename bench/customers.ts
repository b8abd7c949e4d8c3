import { query } from './own-database.ts'
import type { Tenant } from '../tests/support/tenant.ts'

/** The id of the n-th customer of the run; a TypeID in form. */
export const customerId = (n: number): string => `cus_${String(n).padStart(26, '0')}`

const ID = `'cus_' || lpad(n::text, 26, '0')`

/**
 * Gives the tenant `count` customers, each with a running contract: what a mint looks up. All contracts share an address
 * and a meter, which a mint never reads; the check of the references is left out, as rows with a known target need none.
 */
export async function addCustomers(connectionString: string, tenant: Tenant, count: number): Promise<void> {
  const { organizationId, planId, customerId: first } = tenant
  const own = `'${organizationId}'`
  await query(
    connectionString,
    `
    set session_replication_role = replica;
    insert into addresses (organization_id, id, customer_id, street, house_number, zip, city, created_at)
    values (${own}, 'adr_bench', '${first}', 'Lindenstraße', '1', '10969', 'Berlin', now());
    insert into meters (organization_id, id, customer_id, type, number, created_at)
    values (${own}, 'mtr_bench', '${first}', 'smart', '1EMH0000000001', now());
    insert into customers (organization_id, id, first_name, last_name, email, external_id, plan_id, created_at)
    select ${own}, ${ID}, 'Mara', 'Muster', 'mara.' || n || '@bench.example', 'user-' || n, '${planId}', now() - make_interval(secs => n)
    from generate_series(1, ${count}) as n;
    insert into subscriptions (
      organization_id, id, customer_id, plan_id, number, status, start_at, address_id, billing_address_id, meter_id,
      estimated_usage_wh, grid_operator_code, concession_class, metering_class, created_at, updated_at
    )
    select ${own}, 'sub_' || lpad(n::text, 26, '0'), ${ID}, '${planId}', 'V' || lpad(n::text, 8, '0'), 'active', now(),
      'adr_bench', 'adr_bench', 'mtr_bench', 2500000, 'bench', 'bench', 'bench', now(), now()
    from generate_series(1, ${count}) as n;
  `,
  )
  await query(connectionString, 'vacuum (analyze) customers, subscriptions')
  await query(connectionString, 'checkpoint')
}
