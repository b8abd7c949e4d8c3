import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Db } from '../src/db/database.ts'
import type { OrganizationId } from '../src/domain/identifiers.ts'
import { type Day, daysInRange, instantAt, quarterCount } from '../src/domain/local-time.ts'
import { createCustomer } from '../src/features/customers/create-customer.ts'
import type { Ctx } from '../src/features/ctx.ts'
import { createOrganization } from '../src/features/organizations/create-organization.ts'
import { createPlan } from '../src/features/plans/create-plan.ts'
import { storeDayPrices } from '../src/features/prices/store-day-prices.ts'
import { createSubscription } from '../src/features/subscriptions/create-subscription.ts'
import { parsePriceComponents } from '../src/features/tariffs/price-components-csv.ts'
import { storePriceComponents } from '../src/features/tariffs/store-price-components.ts'
import { query } from './own-database.ts'

const MONTH: { from: Day; to: Day } = { from: '2025-10-01', to: '2025-11-01' }
/** The bills of October are due from then on. */
export const ISSUED_AT = instantAt('2025-11-04', '06:30')

const COMPONENTS = ['../market-data/nationwide.csv', '../src/demo/data/grid-fees.csv']
/** So many different months of use, each the month of many households. */
const MONTHS_OF_USE = 97

/**
 * An organisation with so many households on a dynamic tariff, each with a meter of its own and a month of quarter-hours, of
 * which the 26th has 100. The first household is made by the product's verbs, the others are copies of its rows.
 */
export async function createHouseholdMonths(
  connectionString: string,
  db: Db,
  households: number,
): Promise<OrganizationId> {
  const { organizationId } = await createFirst(db)
  await copyFirst(connectionString, organizationId, households)
  await addValues(connectionString, organizationId)
  await query(connectionString, 'vacuum (analyze)')
  await query(connectionString, 'checkpoint')
  return organizationId
}

async function createFirst(db: Db): Promise<Ctx> {
  const now = instantAt('2025-09-15', '12:00')
  const { id: organizationId } = await createOrganization({ db, now }, { name: 'Sonnwerk' })
  const ctx: Ctx = { db, organizationId, actor: { type: 'operator' }, now }
  const plan = { slug: 'sonnwerk', name: 'Dynamisch', baseFeeCents: 499, markupMicroEurPerKwh: 15_000 }
  await createPlan(ctx, plan)
  for (const file of COMPONENTS) {
    const csv = await readFile(join(import.meta.dirname, file), 'utf8')
    await storePriceComponents(db, parsePriceComponents(csv))
  }
  await storeDayPrices(db, {
    area: 'DE-LU',
    source: 'benchmark',
    days: daysInRange(MONTH.from, MONTH.to).map((day, index) => ({
      day,
      prices: Array.from(
        { length: quarterCount(day) },
        (_, quarter) => 80_000 + Math.round(60_000 * Math.sin((quarter + index) / 9)),
      ),
    })),
  })
  const { id: customerId } = await createCustomer(ctx, {
    type: 'person',
    first_name: 'Mara',
    last_name: 'Muster',
    email: 'mara@bench.example',
    planSlug: plan.slug,
  })
  await createSubscription(ctx, {
    customerId,
    planSlug: plan.slug,
    number: 'V00000000',
    startOn: MONTH.from,
    address: { street: 'Sonnenallee', houseNumber: '12a', zip: '12045', city: 'Berlin' },
    meter: { type: 'smart', number: '1APA0195124010' },
    paymentMethod: { accountHolder: 'Mara Muster', iban: 'DE02120300000000202051' },
    estimatedUsageWh: 3_500_000,
    gridOperatorCode: '9904550000000',
    concessionClass: 'gt_500000',
  })
  return ctx
}

/** Row by row with new ids; the check of the references is left out, as every copy refers to a copy. */
async function copyFirst(connectionString: string, organizationId: OrganizationId, households: number) {
  const copies = ([table, own, ...references]: readonly string[]) => {
    const id = (prefix: string) => `'${prefix}_' || lpad(n::text, 26, '0')`
    const changed = [
      `'id', ${id(own ?? '')}`,
      ...references.map((column) => `'${column}_id', ${id(PREFIX[column] ?? '')}`),
      ...(table === 'customers' ? [`'email', 'mara.' || n || '@bench.example'`] : []),
      ...(table === 'payment_methods' ? [`'mandate_reference', 'V' || lpad(n::text, 8, '0')`] : []),
      ...(table === 'subscriptions' ? [`'number', 'V' || lpad(n::text, 8, '0')`] : []),
    ]
    return `
      insert into ${table}
      select copy.*
      from (select row from ${table} as row where organization_id = '${organizationId}' limit 1) as first,
        generate_series(1, ${households - 1}) as n,
        jsonb_populate_record(first.row, jsonb_build_object(${changed.join(', ')})) as copy;`
  }
  const statements = TABLES.map(copies).join('')
  await query(
    connectionString,
    `set session_replication_role = replica; ${statements}
    update subscriptions set status = 'active' where organization_id = '${organizationId}';`,
  )
}

const PREFIX: Record<string, string> = {
  customer: 'cus',
  address: 'adr',
  billing_address: 'adr',
  meter: 'mtr',
  payment_method: 'pm',
}
const TABLES = [
  ['customers', 'cus'],
  ['addresses', 'adr', 'customer'],
  ['meters', 'mtr', 'customer'],
  ['payment_methods', 'pm', 'customer'],
  ['subscriptions', 'sub', 'customer', 'address', 'billing_address', 'meter', 'payment_method'],
] as const

async function addValues(connectionString: string, organizationId: OrganizationId): Promise<void> {
  await query(
    connectionString,
    `insert into interval_days (organization_id, meter_id, day, wh, total_wh, status, delivered_at)
    select meter.organization_id, meter.id, use.day, use.wh, use.total_wh, 'F', use.day + interval '1 day 10 hours'
    from (select *, row_number() over (order by id) as place from meters where organization_id = $1) as meter
    join (
      select kind, day, array_agg(wh order by quarter)::smallint[] as wh, sum(wh)::integer as total_wh
      from generate_series(0, ${MONTHS_OF_USE - 1}) as kind,
        generate_series($2::date, $3::date - 1, interval '1 day') as at,
        lateral (select at::date as day) as a,
        generate_series(0, case when day = '2025-10-26' then 99 else 95 end) as quarter,
        lateral (select 20 + (kind * 7919 + quarter * 104729 + extract(doy from day)::integer * 1299709) % 180 as wh) as b
      group by kind, day
    ) as use on use.kind = meter.place % ${MONTHS_OF_USE}`,
    [organizationId, MONTH.from, MONTH.to],
  )
}
