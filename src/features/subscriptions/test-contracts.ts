import { testDatabase } from '../../../tests/support/database.ts'
import { createDatabase } from '../../db/database.ts'
import { type Day, daysInRange, instantAt, quarterCount } from '../../domain/local-time.ts'
import { createCustomer } from '../customers/create-customer.ts'
import type { Ctx } from '../ctx.ts'
import { createOrganization } from '../organizations/create-organization.ts'
import { createPlan } from '../plans/create-plan.ts'
import type { InsertPlan } from '../plans/plan.ts'
import { storeDayPrices } from '../prices/store-day-prices.ts'
import { parsePriceComponents } from '../tariffs/price-components-csv.ts'
import { storePriceComponents } from '../tariffs/store-price-components.ts'
import { storeIntervalDays } from '../usage/store-interval-days.ts'
import { createSubscription } from './create-subscription.ts'
import type { InsertSubscription } from './subscription.ts'

/** Round figures, so that a test can reckon in the head: 10 ct of grid fee, 5 ct of everything else, 73 EUR a year. */
const COMPONENTS = `kind,scope,valid_from,net,unit,source
electricity_tax,,2025-01-01,2.000,ct/kWh,test
levy_kwkg,,2025-01-01,0.250,ct/kWh,test
levy_kwkg,,2026-01-01,0.500,ct/kWh,test
levy_offshore,,2025-01-01,0.250,ct/kWh,test
levy_special_grid_use,,2025-01-01,0.500,ct/kWh,test
concession,le_500000,2025-01-01,2.000,ct/kWh,test
grid_energy,9904550000000,2025-01-01,10.000,ct/kWh,test
grid_base,9904550000000,2025-01-01,36.50,EUR/a,test
metering,smart,2025-01-01,21.90,EUR/a,test
metering,conventional,2025-01-01,14.60,EUR/a,test`

let sequence = 0

/** A fresh organisation, with one plan and what its contracts need, in this file's database. */
export async function createRetailer(plan: Partial<InsertPlan> = {}) {
  const { pool } = await testDatabase()
  const db = createDatabase(pool)
  const now = instantAt('2025-08-15', '12:00')
  const { id: organizationId } = await createOrganization({ db, now }, { name: 'Sonnwerk' })
  const ctx: Ctx = { db, organizationId, actor: { type: 'system' }, now }
  sequence += 1
  const slug = `plan-${sequence}`
  await createPlan(ctx, { slug, name: 'Dynamisch', markupMicroEurPerKwh: 10_000, ...plan })
  await storePriceComponents(db, parsePriceComponents(COMPONENTS))
  const customer = await createCustomer(ctx, {
    type: 'person',
    first_name: 'Anna',
    last_name: 'Sommer',
    email: 'anna@example.com',
    planSlug: slug,
  })
  return {
    db,
    ctx,
    organizationId,
    customerId: customer.id,
    planSlug: slug,
    at: (day: Day, time = '09:00'): Ctx => ({ ...ctx, now: instantAt(day, time) }),
    subscribe: (fields: Partial<InsertSubscription> = {}) =>
      createSubscription(ctx, {
        customerId: customer.id,
        planSlug: slug,
        startOn: '2025-09-01',
        address: { street: 'Sonnenallee', houseNumber: '12a', zip: '12045', city: 'Berlin' },
        meter: { type: 'smart', number: '1APA0195124010' },
        paymentMethod: { accountHolder: 'Anna Sommer', iban: 'DE02120300000000202051' },
        estimatedUsageWh: 2_800_000,
        gridOperatorCode: '9904550000000',
        concessionClass: 'le_500000',
        ...fields,
      }),
  }
}

export type Retailer = Awaited<ReturnType<typeof createRetailer>>

/** The same price and the same use in every quarter-hour of `[from, to)`. */
export async function fillEvenly(
  retailer: Retailer,
  meterId: Awaited<ReturnType<typeof createSubscription>>['meterId'],
  fields: { from: Day; to: Day; wh: number; priceMicroEur: number; status?: 'final' | 'preliminary' },
): Promise<void> {
  const days = daysInRange(fields.from, fields.to)
  const even = (day: Day, value: number) => Array.from({ length: quarterCount(day) }, () => value)
  await storeDayPrices(retailer.db, {
    area: 'DE-LU',
    source: 'test',
    days: days.map((day) => ({ day, prices: even(day, fields.priceMicroEur) })),
  })
  await storeIntervalDays(retailer.ctx, {
    meterId,
    days: days.map((day) => ({ day, wh: even(day, fields.wh), status: fields.status ?? 'final' })),
  })
}
