import { createDatabase, createPool } from '../src/db/database.ts'
import { household, wholeWh } from '../src/demo/households.ts'
import type { OrganizationId, SubscriptionId } from '../src/domain/identifiers.ts'
import { householdCalendar } from '../src/domain/load-profile.ts'
import { daysInRange } from '../src/domain/local-time.ts'
import { createTenant } from '../tests/support/tenant.ts'
import { query } from './own-database.ts'

/** So many different years of use, each the year of many households. */
const YEARS_OF_USE = 24
const DAYS = daysInRange('2025-01-01', '2026-01-01')

export interface Households {
  connectionString: string
  organizationId: OrganizationId
  count: number
}

export const subscriptionOf = (household: number): SubscriptionId =>
  `sub_${String(household).padStart(26, '0')}`
const ID = (prefix: string) => `'${prefix}_' || lpad(n::text, 26, '0')`

/**
 * Smart-meter households with a year of quarter-hours each. The days arrive as in life, one day of all households after the
 * other, so that no household's days lie together. `bulk` builds the index afterwards, for the sake of time.
 */
export async function createHouseholds(
  connectionString: string,
  { count, bulk }: { count: number; bulk: boolean },
): Promise<Households> {
  const pool = createPool({ connectionString, max: 1 })
  const tenant = await createTenant(createDatabase(pool), 'households').finally(() => pool.end())
  const { organizationId, planId, customerId } = tenant
  const own = `'${organizationId}'`
  await query(
    connectionString,
    `
    set session_replication_role = replica;
    insert into addresses (organization_id, id, customer_id, street, house_number, zip, city, created_at)
    values (${own}, 'adr_bench', '${customerId}', 'Lindenstraße', '1', '10969', 'Berlin', now());
    insert into meters (organization_id, id, customer_id, type, number, created_at)
    select ${own}, ${ID('mtr')}, '${customerId}', 'smart', '1EMH' || lpad(n::text, 10, '0'), now()
    from generate_series(1, ${count}) as n;
    insert into subscriptions (
      organization_id, id, customer_id, plan_id, number, status, start_at, address_id, billing_address_id, meter_id,
      estimated_usage_wh, grid_operator_code, concession_class, metering_class, created_at, updated_at
    )
    select ${own}, ${ID('sub')}, '${customerId}', '${planId}', 'V' || lpad(n::text, 8, '0'), 'active', '2024-12-31T23:00Z',
      'adr_bench', 'adr_bench', ${ID('mtr')}, 3500000, 'bench', 'bench', 'bench', now(), now()
    from generate_series(1, ${count}) as n;
    create unlogged table years_of_use (day date, pattern integer, wh smallint[], total_wh integer, primary key (day, pattern));
  `,
  )
  await addYearsOfUse(connectionString)
  if (bulk) await query(connectionString, 'alter table interval_days drop constraint interval_days_pkey')
  await query(
    connectionString,
    `
    do $$ declare today date; begin
      set local session_replication_role = replica;
      for today in select generate_series(date '2025-01-01', '2025-12-31', '1 day') loop
        insert into interval_days (organization_id, meter_id, day, wh, total_wh, status, delivered_at, import_id)
        select ${own}, ${ID('mtr')}, today, y.wh, y.total_wh, 'F', now(), 'mvi_00000000000000000000000000'
        from generate_series(1, ${count}) as n join years_of_use y on y.day = today and y.pattern = n % ${YEARS_OF_USE};
      end loop;
    end $$`,
  )
  if (bulk) {
    await query(
      connectionString,
      'alter table interval_days add constraint interval_days_pkey primary key (organization_id, meter_id, day) include (total_wh, status)',
    )
  }
  await query(connectionString, 'vacuum (analyze)')
  await query(connectionString, 'checkpoint')
  return { connectionString, organizationId, count }
}

async function addYearsOfUse(connectionString: string): Promise<void> {
  const calendar = householdCalendar()
  for (let n = 0; n < YEARS_OF_USE; n += 1) {
    const series = household(`bench ${n}`, calendar, 2_000_000 + n * 150_000)
    const days = DAYS.map((day) => wholeWh(series(day)))
    await query(
      connectionString,
      `insert into years_of_use (day, pattern, wh, total_wh)
       select day, $1, wh::smallint[], (select sum(one) from unnest(wh::integer[]) as one)
       from unnest($2::date[], $3::text[]) as given (day, wh)`,
      [n, DAYS, days.map((wh) => `{${wh.join(',')}}`)],
    )
  }
}

export interface Size {
  heapBytes: number
  indexBytes: number
}

/** Of the table of quarter-hours, its index apart. */
export async function sizeOf({ connectionString }: Households): Promise<Size> {
  const { rows } = await query<{ heap: string; index: string }>(
    connectionString,
    `select pg_table_size('interval_days') as heap, pg_indexes_size('interval_days') as index`,
  )
  return { heapBytes: Number(rows[0]?.heap), indexBytes: Number(rows[0]?.index) }
}
