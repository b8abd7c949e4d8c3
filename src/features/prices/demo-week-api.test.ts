import { readFile } from 'node:fs/promises'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Caller } from '../../../tests/support/api-host.ts'
import { testDatabase } from '../../../tests/support/database.ts'
import { createDatabase, type Db } from '../../db/database.ts'
import { DEMO_DIRS } from '../../demo/demo-data.ts'
import { seedDemo } from '../../demo/seed-demo.ts'
import type { SubscriptionId } from '../../domain/identifiers.ts'
import { instantAt } from '../../domain/local-time.ts'
import { pricesForSubscription } from './queries.ts'
import { pricesHost, sumsExactly, tenThousandths } from './test-prices-api.ts'

describe("GET /subscriptions/{id}/prices of the demo's smart-meter customer", () => {
  let db: Db
  let api: ReturnType<typeof pricesHost>
  let smard: [epochMs: number, eurPerMwh: number][]
  let contracts: Map<string, { organizationId: Caller['organizationId']; id: SubscriptionId }>
  beforeAll(async () => {
    const { pool } = await testDatabase()
    db = createDatabase(pool)
    await seedDemo({ db, now: instantAt('2026-01-20', '09:00'), ...DEMO_DIRS, log: () => {} })
    const rows = await db
      .selectFrom('subscriptions')
      .select(['number', 'organization_id as organizationId', 'id'])
      .execute()
    contracts = new Map(rows.map(({ number, ...row }) => [number, row]))
    api = pricesHost(db, { organizationId: contracts.get('H62SU12A')!.organizationId })
    const file = await readFile(`${DEMO_DIRS.dataDir}/smard-de-lu-quarterhour-2025-10-20.json`, 'utf8')
    smard = (JSON.parse(file) as { series: typeof smard }).series
  }, 60_000)

  it('is what an independent calculation says for the week of 20 to 26 October 2025, in parts that sum as printed', async () => {
    const { id, organizationId } = contracts.get('H62SU12A')!
    const { items, ...head } = await api.prices(id, '2025-10-20', '2025-10-26')
    expect(head).toEqual({
      object: 'price',
      subscription: id,
      period: { start: '2025-10-20', end: '2025-10-26' },
      unit: 'ct/kWh',
      currency: 'EUR',
      resolution: '15min',
      reference: 'day-ahead DE-LU',
    })
    // Six days of 96 and one of 100.
    expect(items.map(({ timestamp }) => Date.parse(timestamp))).toEqual(smard.map(([at]) => at))
    expect(items[0]?.timestamp).toBe('2025-10-19T22:00:00Z')
    expect(items.filter((item) => !sumsExactly(item))).toEqual([])
    // Berlin in ct/kWh net: 1.5 for procurement; 9.36 for the grid; 2.39, 0.277, 0.816, 1.558 and 2.05 of levies and tax.
    for (const [index, { amount, components }] of items.entries()) {
      const spot = smard[index]![1] / 10
      const expected = [spot + 1.5 + 9.36 + 7.091, spot + 1.5, 9.36, 7.091].map((net) => net * 1.19)
      const got = [amount, ...components.map((part) => part.amount)]
      for (const [at, value] of got.entries())
        expect(Math.abs((value ?? 0) - expected[at]!)).toBeLessThan(0.0001001)
    }
    expect(items[0]?.components.map(({ type }) => type)).toEqual(['electricity', 'grid', 'levies'])
    const days = await pricesForSubscription(db, organizationId, id, '2025-10-20', '2025-10-27')
    expect(items.map(({ amount }) => tenThousandths(amount))).toEqual(
      days.flatMap(({ quarters }) => quarters.map(({ microEurPerKwh }) => microEurPerKwh)),
    )
  })

  it('pays for feed-in without any grid part', async () => {
    const { items, reference } = await api.prices(contracts.get('H66ES21F')!.id, '2025-10-26', '2026-01-01')
    expect([reference, items.length]).toEqual(['fixed', 100 + 67 * 96])
    expect(new Set(items.map(({ amount, components }) => JSON.stringify({ amount, components })))).toEqual(
      new Set([
        JSON.stringify({
          amount: 7.86,
          components: [
            { type: 'electricity', amount: 7.86 },
            { type: 'levies', amount: 0 },
          ],
        }),
      ]),
    )
  })
})
