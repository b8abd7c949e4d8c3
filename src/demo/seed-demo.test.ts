import { beforeAll, describe, expect, it } from 'vitest'
import { createDemoPortal, type DemoPortal } from '../../tests/support/demo-portal.ts'
import { instantAt } from '../domain/local-time.ts'
import { priceOutlook } from '../features/prices/price-outlook.ts'
import { pricesForSubscription } from '../features/prices/queries.ts'
import { usageByDay, usageTotalWh } from '../features/usage/queries.ts'
import { DEMO_DIRS, readDemoData } from './demo-data.ts'

const NOW = instantAt('2026-11-23', '18:20')
let demo: DemoPortal
beforeAll(async () => {
  demo = await createDemoPortal(NOW)
}, 60_000)

/** Read anew here, as epoch milliseconds and EUR/MWh. */
async function readRealWeek(): Promise<[number, number][]> {
  const { realWeekJson } = await readDemoData(DEMO_DIRS)
  return (JSON.parse(realWeekJson) as { series: [number, number][] }).series
}

describe('the demo world', () => {
  it('has the two organisations, their clients, plans and customers', async () => {
    const rows = await demo.db
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
    const plans = await demo.db
      .selectFrom('plans')
      .select(['slug', 'portal_enabled', 'checkout_enabled'])
      .orderBy('slug')
      .execute()
    expect(
      plans.map((plan) => `${plan.slug} ${plan.portal_enabled} ${plan.checkout_enabled}`).join(', '),
    ).toBe(
      'nordlicht true true, sonnwerk true true, sonnwerk-fix true false, sonnwerk-intern false false, sonnwerk-solar true false',
    )
    const clients = await demo.db
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
    const rows = await demo.db
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
    const [anna] = await demo.contractsOf('anna')
    expect(anna).toMatchObject({
      status: 'active',
      planName: 'Sonnwerk Dynamisch',
      startsOn: '2025-09-01',
      lastDay: null,
      contract: { terms: { module1: true } },
    })
    const days = await usageByDay(demo.db, demo.organizationId, anna!.id, '2026-10-24', '2026-11-23')
    expect(days).toHaveLength(30)
    expect(days.slice(-4).map(({ day, status }) => [day, status])).toEqual([
      ['2026-11-19', 'final'],
      ['2026-11-20', 'preliminary'],
      ['2026-11-21', 'preliminary'],
      ['2026-11-22', 'preliminary'],
    ])
    const totalWh = days.reduce((sum, { wh }) => sum + wh, 0)
    expect(totalWh).toBe(
      await usageTotalWh(demo.db, demo.organizationId, anna!.id, '2026-10-24', '2026-11-23'),
    )
    expect(totalWh).toBeGreaterThan(250_000)
    expect(totalWh).toBeLessThan(550_000)
    expect(days.every(({ costCents }) => costCents !== null && costCents > 0)).toBe(true)
    expect(
      await usageTotalWh(demo.db, demo.organizationId, anna!.id, '2025-10-24', '2025-11-23'),
    ).toBeGreaterThan(200_000)
    expect(await usageTotalWh(demo.db, demo.organizationId, anna!.id, '2025-08-24', '2025-09-23')).toBeNull()
    const orders = await demo.db.selectFrom('meter_orders').select(['status', 'subscription_id']).execute()
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
    const [anna] = await demo.contractsOf('anna')
    const priced = await pricesForSubscription(
      demo.db,
      demo.organizationId,
      anna!.id,
      '2025-10-20',
      '2025-10-27',
    )
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
    const [anna] = await demo.contractsOf('anna')
    const outlook = await priceOutlook(demo.db, demo.organizationId, anna!.id, NOW)
    expect(outlook).toMatchObject({ kind: 'dynamic', tomorrowPublished: true, isDemo: true })
    if (outlook?.kind !== 'dynamic') throw new Error('Anna pays by the quarter-hour')
    expect([outlook.points.length, outlook.recent.length]).toEqual([192, 30 * 96 + 4])
    expect(Math.min(...outlook.recent)).toBeGreaterThan(100_000)
    expect(Math.max(...outlook.recent)).toBeLessThan(700_000)
  })
})
