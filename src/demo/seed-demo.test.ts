import { beforeAll, describe, expect, it } from 'vitest'
import { testDatabase } from '../../tests/support/database.ts'
import { createDatabase, type Db } from '../db/database.ts'
import { instantAt } from '../domain/local-time.ts'
import type { CustomerId, OrganizationId } from '../domain/identifiers.ts'
import { getInvoice, listInvoices, listOpenInvoices } from '../features/invoices/queries.ts'
import { nextBill } from '../features/invoices/next-bill.ts'
import { listMeterReadings } from '../features/meter-readings/queries.ts'
import { priceOutlook } from '../features/prices/price-outlook.ts'
import { pricesForSubscription } from '../features/prices/queries.ts'
import { listCustomerSubscriptions } from '../features/subscriptions/queries.ts'
import { usageByDay, usageByMonth, usageTotalWh } from '../features/usage/queries.ts'
import { DEMO_DIRS, readDemoData } from './demo-data.ts'
import { seedDemo } from './seed-demo.ts'

const NOW = instantAt('2026-11-23', '18:20')
let db: Db
const log: string[] = []
const seed = (now = NOW) => seedDemo({ db, now, ...DEMO_DIRS, log: (message) => log.push(message) })

async function contracts(email: string) {
  const { organizationId, id } = await db
    .selectFrom('customers as c')
    .innerJoin('organizations as o', 'o.id', 'c.organization_id')
    .select(['c.organization_id as organizationId', 'c.id'])
    .where('o.name', '=', 'Sonnwerk')
    .where('c.email', '=', email)
    .executeTakeFirstOrThrow()
  return { organizationId, customerId: id, list: await listCustomerSubscriptions(db, organizationId, id) }
}

/** Read anew here, as epoch milliseconds and EUR/MWh. */
async function readRealWeek(): Promise<[number, number][]> {
  const { realWeekJson } = await readDemoData(DEMO_DIRS)
  return (JSON.parse(realWeekJson) as { series: [number, number][] }).series
}

const invoicesOf = async (organizationId: OrganizationId, customerId: CustomerId) =>
  await listInvoices(db, organizationId, customerId)

beforeAll(async () => {
  const { pool } = await testDatabase()
  db = createDatabase(pool)
  await seed()
}, 60_000)

describe('the demo world', () => {
  it('has the two organisations, their clients, plans and customers', async () => {
    const rows = await db
      .selectFrom('customers as c')
      .innerJoin('organizations as o', 'o.id', 'c.organization_id')
      .innerJoin('plans as p', 'p.id', 'c.plan_id')
      .select(['o.name', 'c.email', 'p.slug', 'c.company_name'])
      .orderBy('c.id')
      .execute()
    expect(rows.map((row) => `${row.name}: ${row.email} on ${row.slug}`)).toEqual([
      'Sonnwerk: anna@example.com on sonnwerk',
      'Sonnwerk: bernd@example.com on sonnwerk-fix',
      'Sonnwerk: clara@example.com on sonnwerk',
      'Sonnwerk: dilek@example.com on sonnwerk',
      'Sonnwerk: emil@example.com on sonnwerk-intern',
      'Sonnwerk: frida@example.com on sonnwerk',
      'Sonnwerk: gero@example.com on sonnwerk',
      'Nordlicht Energie: anna@example.com on nordlicht',
      'Nordlicht Energie: hanne@example.com on nordlicht',
    ])
    const plans = await db
      .selectFrom('plans')
      .select(['slug', 'portal_enabled', 'checkout_enabled'])
      .orderBy('slug')
      .execute()
    expect(
      plans.map((plan) => `${plan.slug} ${plan.portal_enabled} ${plan.checkout_enabled}`).join(', '),
    ).toBe(
      'nordlicht true true, sonnwerk true true, sonnwerk-fix true false, sonnwerk-intern false false, sonnwerk-solar true false',
    )
    const clients = await db
      .selectFrom('api_clients')
      .select(['client_id', 'scope'])
      .orderBy('client_id')
      .execute()
    expect(clients.map((client) => `${client.client_id} ${client.scope}`).join(', ')).toBe(
      'demo read:* write:*, demo-read read:*, nordlicht read:* write:*',
    )
  })

  it('keeps the real week exactly and marks every other day as made up', async () => {
    const realWeek = await readRealWeek()
    const rows = await db
      .selectFrom('market_prices')
      .select(['day', 'prices', 'is_demo'])
      .orderBy('day')
      .execute()
    const real = rows.filter((row) => !row.is_demo)
    expect(real.map((row) => row.day)).toEqual(
      ['20', '21', '22', '23', '24', '25', '26'].map((day) => `2025-10-${day}`),
    )
    expect(real.flatMap((row) => row.prices)).toEqual(realWeek.map(([, price]) => Math.round(price * 1000)))
    expect(real.flatMap((row) => row.prices)).toHaveLength(676)
    expect([rows[0]?.day, rows.at(-1)?.day, rows.length]).toEqual(['2025-09-01', '2026-11-24', 450])
  })

  it("shows Anna's quarter-hours, the last three days preliminary, with last year to compare", async () => {
    const { organizationId, list } = await contracts('anna@example.com')
    const [anna] = list
    expect(anna).toMatchObject({
      status: 'active',
      planName: 'Sonnwerk Dynamisch',
      startsOn: '2025-09-01',
      lastDay: null,
      module1: true,
    })
    const days = await usageByDay(db, organizationId, anna!.id, '2026-10-24', '2026-11-23')
    expect(days).toHaveLength(30)
    expect(days.slice(-4).map(({ day, status }) => [day, status])).toEqual([
      ['2026-11-19', 'final'],
      ['2026-11-20', 'preliminary'],
      ['2026-11-21', 'preliminary'],
      ['2026-11-22', 'preliminary'],
    ])
    const totalWh = days.reduce((sum, { wh }) => sum + wh, 0)
    expect(totalWh).toBe(await usageTotalWh(db, organizationId, anna!.id, '2026-10-24', '2026-11-23'))
    expect(totalWh).toBeGreaterThan(250_000)
    expect(totalWh).toBeLessThan(550_000)
    expect(days.every(({ costCents }) => costCents !== null && costCents > 0)).toBe(true)
    expect(await usageTotalWh(db, organizationId, anna!.id, '2025-10-24', '2025-11-23')).toBeGreaterThan(
      200_000,
    )
    expect(await usageTotalWh(db, organizationId, anna!.id, '2025-08-24', '2025-09-23')).toBeNull()
    const orders = await db.selectFrom('meter_orders').select(['status', 'subscription_id']).execute()
    expect(orders).toEqual(
      expect.arrayContaining([
        { status: 'activated', subscription_id: anna!.id },
        // Bernd's waits for him.
        { status: 'placed', subscription_id: expect.stringMatching(/^sub_/) },
      ]),
    )
    expect(orders).toHaveLength(2)
  })

  it("prices Anna's 26 October 2025 in 100 quarter-hours as an independent reckoning does", async () => {
    const { organizationId, list } = await contracts('anna@example.com')
    const priced = await pricesForSubscription(db, organizationId, list[0]!.id, '2025-10-20', '2025-10-27')
    const realWeek = await readRealWeek()
    const quarters = priced.flatMap((day) => day.quarters)
    expect(quarters).toHaveLength(676)
    expect(priced.at(-1)?.quarters).toHaveLength(100)
    for (const [index, [startsAt, eurPerMwh]] of realWeek.entries()) {
      // ct/kWh: exchange, margin, grid, concession, tax, three levies; then VAT.
      const gross = (eurPerMwh / 10 + 1.5 + 9.36 + 2.39 + 2.05 + 0.277 + 0.816 + 1.558) * 1.19
      expect(quarters[index]?.startsAt).toBe(startsAt)
      expect(Math.abs((quarters[index]?.microEurPerKwh ?? 0) / 10_000 - gross)).toBeLessThanOrEqual(
        0.000_05 + 1e-9,
      )
    }
  })

  it('has today and, after one in the afternoon, tomorrow', async () => {
    const { organizationId, list } = await contracts('anna@example.com')
    const outlook = await priceOutlook(db, organizationId, list[0]!.id, NOW)
    expect(outlook).toMatchObject({ kind: 'dynamic', tomorrowPublished: true, isDemo: true })
    if (outlook?.kind !== 'dynamic') throw new Error('Anna pays by the quarter-hour')
    expect([outlook.points.length, outlook.recent.length]).toEqual([192, 30 * 96 + 4])
    expect(Math.min(...outlook.recent)).toBeGreaterThan(100_000)
    expect(Math.max(...outlook.recent)).toBeLessThan(700_000)
  })

  it("bills Anna's months, the latest open and the others paid, and estimates the next", async () => {
    const { organizationId, customerId, list } = await contracts('anna@example.com')
    const invoices = await invoicesOf(organizationId, customerId)
    expect(invoices).toHaveLength(14)
    expect(invoices.map(({ number }) => number).toReversed()).toEqual(
      Array.from({ length: 14 }, (_, index) => `H62SU12A-${String(index + 1).padStart(3, '0')}`),
    )
    expect(invoices[0]).toMatchObject({
      periodStart: '2026-10-01',
      status: 'open',
      issuedOn: '2026-11-04',
      dueOn: '2026-12-04',
    })
    expect(invoices.slice(1).every(({ status }) => status === 'paid')).toBe(true)
    expect(invoices.at(-1)).toMatchObject({
      periodStart: '2025-09-01',
      issuedOn: '2025-10-04',
      paidOn: '2025-11-03',
    })
    const detail = await getInvoice(db, organizationId, customerId, invoices[0]!.id)
    expect(detail.lines.map(({ kind }) => kind)).toContain('grid_fee_reduction')
    expect(detail.usageWh).toBe(
      await usageTotalWh(db, organizationId, list[0]!.id, '2026-10-01', '2026-11-01'),
    )
    expect(detail.netCents).toBe(detail.lines.reduce((sum, { netCents }) => sum + netCents, 0))
    expect(detail.totalCents).toBeGreaterThan(5000)
    expect(await nextBill(db, organizationId, list[0]!.id, NOW)).toMatchObject({
      periodStart: '2026-11-01',
      periodEnd: '2026-11-30',
      isEstimate: true,
      basis: 'values_and_projection',
      measuredUntil: '2026-11-22',
      on: '2027-01-03',
      onMeans: 'debit',
    })
  })

  it("reads Bernd's meter in three ways and settles his year", async () => {
    const { organizationId, customerId, list } = await contracts('bernd@example.com')
    const [bernd] = list
    const readings = await listMeterReadings(db, organizationId, bernd!.id)
    expect(readings.map(({ readOn, type }) => [readOn, type])).toEqual([
      ['2026-09-01', 'customer_report'],
      ['2026-03-15', 'customer_report'],
      ['2026-01-01', 'grid_estimation'],
      ['2025-09-01', 'grid_reading'],
    ])
    const invoices = await invoicesOf(organizationId, customerId)
    expect(invoices.filter(({ type }) => type === 'prepayment')).toHaveLength(15)
    const settlement = invoices.find(({ type }) => type === 'usage')
    expect(settlement).toMatchObject({
      periodStart: '2025-09-01',
      periodEnd: '2026-08-31',
      issuedOn: '2026-09-04',
    })
    expect(settlement?.totalCents, 'he used less than expected: money back').toBeLessThan(0)
    const months = await usageByMonth(db, organizationId, bernd!.id, '2026-08-01', '2026-11-23')
    expect(months.map(({ month, status }) => [month, status])).toEqual([
      ['2026-08-01', 'final'],
      ['2026-09-01', 'estimated'],
      ['2026-10-01', 'estimated'],
      ['2026-11-01', 'estimated'],
    ])
    expect(await nextBill(db, organizationId, bernd!.id, NOW)).toMatchObject({
      periodStart: '2026-12-01',
      on: '2026-12-15',
      basis: 'instalment',
    })
    expect(await priceOutlook(db, organizationId, bernd!.id, NOW)).toMatchObject({ kind: 'fixed' })
  })

  it('gives Dilek two contracts, Frida two directions, Gero an end, Emil no mandate and Clara nothing', async () => {
    expect((await contracts('dilek@example.com')).list).toHaveLength(2)
    const frida = await contracts('frida@example.com')
    expect(frida.list.map(({ type }) => type)).toEqual(['consumption', 'feed_in'])
    const feedIn = frida.list.find(({ type }) => type === 'feed_in')!
    expect(await nextBill(db, frida.organizationId, feedIn.id, NOW)).toMatchObject({ onMeans: 'payout' })
    const credits = (await invoicesOf(frida.organizationId, frida.customerId)).filter(
      (invoice) => invoice.subscriptionId === feedIn.id,
    )
    expect(credits.every(({ totalCents }) => totalCents < 0)).toBe(true)
    const gero = await contracts('gero@example.com')
    expect(gero.list).toMatchObject([{ status: 'ended', lastDay: '2025-11-30' }])
    expect(await invoicesOf(gero.organizationId, gero.customerId)).toMatchObject([
      { isFinal: true, status: 'paid' },
      { isFinal: false },
      {},
    ])
    expect(await nextBill(db, gero.organizationId, gero.list[0]!.id, NOW)).toBeNull()
    expect(await priceOutlook(db, gero.organizationId, gero.list[0]!.id, NOW)).toBeNull()
    const emil = await contracts('emil@example.com')
    expect(emil.list).toMatchObject([{ startsOn: '2026-09-01', paymentMethod: null }])
    expect(await listOpenInvoices(db, emil.organizationId, emil.customerId)).toHaveLength(2)
    expect((await contracts('clara@example.com')).list).toEqual([])
  })
})
