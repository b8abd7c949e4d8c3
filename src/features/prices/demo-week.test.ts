import { readFile } from 'node:fs/promises'
import { beforeAll, describe, expect, it } from 'vitest'
import { demoDatabase } from '../../../tests/support/database.ts'
import { createDatabase, type Db } from '../../db/database.ts'
import { DEMO_DIRS } from '../../demo/demo-data.ts'
import type { OrganizationId, SubscriptionId } from '../../domain/identifiers.ts'
import { instantAt } from '../../domain/local-time.ts'
import { detailedPrices, pricesForSubscription } from './queries.ts'

/**
 * Everything below is reckoned in ct/kWh by hand and from SMARD's file as published: none of it asks our own tables or
 * arithmetic. Anna lives in Berlin; her plan takes 1.5 ct for procurement.
 */
const NET_CT = {
  procurement: 1.5,
  grid_energy: 9.36,
  concession: 2.39,
  levy_kwkg: 0.277,
  levy_offshore: 0.816,
  levy_special_grid_use: 1.558,
  electricity_tax: 2.05,
}
const VAT = 1.19
const TOLERANCE_CT = 0.0001

let db: Db
let anna: { organizationId: OrganizationId; id: SubscriptionId }
let smard: [epochMs: number, eurPerMwh: number][]

beforeAll(async () => {
  const { pool } = await demoDatabase(instantAt('2026-01-20', '09:00'))
  db = createDatabase(pool)
  anna = await db
    .selectFrom('subscriptions as s')
    .innerJoin('organizations as o', 'o.id', 's.organization_id')
    .select(['s.organization_id as organizationId', 's.id'])
    .where('o.name', '=', 'Sonnwerk')
    .where('s.number', '=', 'H62SU12A')
    .executeTakeFirstOrThrow()
  const file = await readFile(`${DEMO_DIRS.dataDir}/smard-de-lu-quarterhour-2025-10-20.json`, 'utf8')
  smard = (JSON.parse(file) as { series: typeof smard }).series
}, 60_000)

const week = () => pricesForSubscription(db, anna.organizationId, anna.id, '2025-10-20', '2025-10-27')

describe("the demo's smart-meter customer in the week of 20 to 26 October 2025", () => {
  it('has 96 prices a day, and 100 on the day when the clocks go back', async () => {
    const days = await week()
    expect(days.map(({ day, isDemo, quarters }) => `${day} ${quarters.length} ${isDemo}`)).toEqual([
      '2025-10-20 96 false',
      '2025-10-21 96 false',
      '2025-10-22 96 false',
      '2025-10-23 96 false',
      '2025-10-24 96 false',
      '2025-10-25 96 false',
      '2025-10-26 100 false',
    ])
    expect(smard).toHaveLength(676)
  })

  it('pays in every quarter-hour what an independent calculation says, to 0.0001 ct', async () => {
    const surcharges = Object.values(NET_CT).reduce((sum, net) => sum + net, 0)
    const quarters = (await week()).flatMap((day) => day.quarters)
    expect(quarters.map(({ startsAt }) => startsAt)).toEqual(smard.map(([at]) => at))
    let furthest = 0
    for (const [index, [, eurPerMwh]] of smard.entries()) {
      const expectedCt = (eurPerMwh / 10 + surcharges) * VAT
      furthest = Math.max(furthest, Math.abs(quarters[index]!.microEurPerKwh / 10_000 - expectedCt))
    }
    expect(furthest).toBeLessThan(TOLERANCE_CT)
    // The cheapest and the dearest of the week: -0.105 and 35.326 ct at the exchange.
    const all = quarters.map(({ microEurPerKwh }) => microEurPerKwh / 10_000)
    expect(Math.min(...all)).toBeCloseTo((-0.105 + 17.951) * 1.19, 4)
    expect(Math.max(...all)).toBeCloseTo((35.326 + 17.951) * 1.19, 4)
  })

  it('sees the same price in parts: exact net figures, and gross ones that add up', async () => {
    const days = await detailedPrices(db, anna.organizationId, anna.id, '2025-10-20', '2025-10-27')
    const totals = (await week()).flatMap((day) => day.quarters)
    for (const [index, quarter] of days.flatMap((day) => day.quarters).entries()) {
      const netCt = { energy_spot: smard[index]![1] / 10, ...NET_CT }
      expect(quarter.details.map(({ kind }) => kind)).toEqual(Object.keys(netCt))
      for (const { kind, netMicroEurPerKwh, grossMicroEurPerKwh } of quarter.details) {
        const expected = netCt[kind as keyof typeof netCt]
        expect(Math.abs(netMicroEurPerKwh / 10_000 - expected)).toBeLessThan(1e-9)
        expect(Math.abs(grossMicroEurPerKwh / 10_000 - expected * VAT)).toBeLessThan(TOLERANCE_CT)
      }
      const gross = quarter.details.reduce((sum, part) => sum + part.grossMicroEurPerKwh, 0)
      expect([gross, quarter.startsAt]).toEqual([totals[index]!.microEurPerKwh, smard[index]![0]])
    }
  })
})
