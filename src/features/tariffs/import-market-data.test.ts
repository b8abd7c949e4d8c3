import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { testDatabase } from '../../../tests/support/database.ts'
import { createDatabase } from '../../db/database.ts'
import { Failure } from '../../domain/failure.ts'
import { instantAt } from '../../domain/local-time.ts'
import { findPartnerName, listMarketPartners } from '../market-partners/queries.ts'
import { findGridArea, listGridAreas } from './find-grid-area.ts'
import { importMarketData } from './import-market-data.ts'

const now = instantAt('2026-01-02', '09:00')

async function setUp() {
  const { pool } = await testDatabase()
  const db = createDatabase(pool)
  return { db, load: (csv: string, dryRun = false) => importMarketData({ db, now }, { csv, dryRun }) }
}

/** The messages of a refused file by their lines. */
async function refusal(attempt: Promise<unknown>): Promise<string[]> {
  const error = await attempt.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  if (!(error instanceof Failure)) throw new Error(`not refused: ${String(error)}`)
  return (error.errors ?? []).map(({ field, message }) => `${field}: ${message}`)
}

const AREAS = `zip,place,valid_from,grid_operator_code,concession_class,source
85748,Garching,2025-01-01,9904553000007,le_25000,test
85748,Hochbrück,2025-01-01,9904554000006,le_25000,test
86150,Augsburg,2025-01-01,9904551000009,le_500000,test
86150,Augsburg,2026-01-01,9904555000005,le_500000,test`

describe('a file of market data', () => {
  it('holds the figures of 2025 and 2026 that every household pays', async () => {
    const { db, load } = await setUp()
    const csv = await readFile('market-data/nationwide.csv', 'utf8')
    expect(await load(csv)).toEqual({ kind: 'price_components', rows: 18 })
    expect(await load(csv)).toEqual({ kind: 'price_components', rows: 18 })
    const rows = await db
      .selectFrom('price_components')
      .select(['kind', 'net_micro_eur'])
      .where('scope', '=', '')
      .where('valid_from', '=', '2026-01-01')
      .orderBy('kind')
      .execute()
    expect(rows.map((row) => [row.kind, row.net_micro_eur])).toEqual([
      ['levy_kwkg', 4460],
      ['levy_offshore', 9410],
      ['levy_special_grid_use', 15_590],
    ])
  })

  it('leads from postal code and place to the grid operator of the day', async () => {
    const { db, load } = await setUp()
    expect(await load(AREAS)).toEqual({ kind: 'grid_areas', rows: 4 })
    expect(await findGridArea(db, { zip: '86150' }, '2025-12-31')).toMatchObject({
      gridOperatorCode: '9904551000009',
    })
    expect(await findGridArea(db, { zip: '86150' }, '2026-01-01')).toMatchObject({
      gridOperatorCode: '9904555000005',
    })
    expect(await findGridArea(db, { zip: '85748', place: ' hochbrück' }, '2026-01-01')).toMatchObject({
      gridOperatorCode: '9904554000006',
    })
    await expect(findGridArea(db, { zip: '85748' }, '2026-01-01')).rejects.toThrow(
      '85748 has several places on different grids: Garching, Hochbrück.',
    )
    await expect(findGridArea(db, { zip: '85748', place: 'Berlin' }, '2026-01-01')).rejects.toThrow(
      'Berlin is none of the places of 85748, which are on different grids: Garching, Hochbrück.',
    )
    // Spelt in another way, where it makes no difference.
    expect(await findGridArea(db, { zip: '86150', place: 'Augsburg-Mitte' }, '2026-01-01')).toMatchObject({
      place: 'Augsburg',
    })
    await expect(findGridArea(db, { zip: '01067' }, '2026-01-01')).rejects.toThrow(
      'No grid area serves the postal code 01067.',
    )
    expect(await listGridAreas(db, '86150', '2024-12-31')).toEqual([])
  })

  it('names market partners, and renames one that is known', async () => {
    const { db, load } = await setUp()
    await load('code,role,name\n9904551000009,grid_operator,Lechnetz\n9904292000003,supplier,Alte Kraft')
    await load('code,role,name\n9904292000003,supplier,Neue Kraft GmbH')
    expect(await findPartnerName(db, 'grid_operator', '9904551000009')).toBe('Lechnetz')
    expect((await listMarketPartners(db, 'supplier')).map(({ name }) => name)).toEqual(['Neue Kraft GmbH'])
    expect(await findPartnerName(db, 'supplier', '9904551000009')).toBeNull()
  })

  it('replaces the sheet of a grid operator as a whole', async () => {
    const { db, load } = await setUp()
    const header = 'grid_operator_code,valid_from,quarter,level,starts,ends,source\n'
    const sheet = (lines: string[]) =>
      header + lines.map((line) => `9904551000009,2025-04-01,${line},price sheet`).join('\n')
    await load(sheet(['1,low,01:00,04:30', '1,high,17:00,19:00', '4,low,01:00,04:30', '4,high,17:00,19:00']))
    await load(sheet(['1,low,02:00,05:00', '1,high,17:00,24:00', '4,high,16:00,18:00']))
    const rows = await db
      .selectFrom('grid_fee_windows')
      .select(['quarter', 'level', 'starts', 'ends'])
      .orderBy('quarter')
      .orderBy('starts')
      .execute()
    expect(rows.map((row) => [row.quarter, row.level, row.starts, row.ends])).toEqual([
      [1, 'low', 8, 20],
      [1, 'high', 68, 96],
      [4, 'high', 64, 72],
    ])
  })

  it('holds a sheet of module 3 against its rules and the prices known', async () => {
    const { db, load } = await setUp()
    await load(`kind,scope,valid_from,net,unit,source
grid_energy,9904555000005,2025-01-01,7.69,ct/kWh,test
grid_energy_low,9904555000005,2025-01-01,3.85,ct/kWh,test
grid_energy_high,9904555000005,2025-01-01,11.73,ct/kWh,test`)
    const sheet = `grid_operator_code,valid_from,quarter,level,starts,ends,source
9904555000005,2025-04-01,1,low,01:00,04:30,test
9904555000005,2025-04-01,1,high,17:00,18:00,test`
    expect(await refusal(load(sheet))).toEqual([
      '9904555000005 2025-04-01: The low price is 50.1 % of the standard price, but must be 10 to 40 %.',
      '9904555000005 2025-04-01: The windows must be used in at least two quarters of the year.',
      '9904555000005 2025-04-01: In quarter 1 the high price holds for 1 hours a day, but must for at least 2.',
    ])
    const stored = await db
      .selectFrom('grid_fee_windows')
      .select('level')
      .where('grid_operator_code', '=', '9904555000005')
      .execute()
    expect(stored).toEqual([])
  })

  it('is refused whole, every bad line by its number and reason', async () => {
    const { db, load } = await setUp()
    const bad = `kind,scope,valid_from,net,unit,source
# a remark
levy_kwkg,,2027-01-01,0.500,ct/kWh,test
levy_kwg,,2027-01-01,0.500,ct/kWh,test
levy_offshore,,2027-02-30,0.5,ct/kWh,test
levy_offshore,,2027-01-01,"0,5",ct/kWh,test
grid_base,9904551000009,2027-01-01,60,ct/kWh,test
levy_kwkg,,2027-01-01,0.6,ct/kWh,test
electricity_tax,,2027-01-01,2.05,ct/kWh,`
    expect(await refusal(load(bad))).toEqual([
      expect.stringMatching(/^line 4: kind: “levy_kwg” is none of: grid_energy, /),
      'line 5: valid_from: “2027-02-30” is no day; write it like 2026-01-01',
      'line 6: net: “0,5” is no amount with at most six decimals and a point',
      'line 7: unit: grid_base is given in EUR/a',
      'line 8: says the same again as line 3: levy_kwkg 2027-01-01',
      'line 9: source: says where the figure comes from',
    ])
    const rows = await db
      .selectFrom('price_components')
      .select('kind')
      .where('valid_from', '=', '2027-01-01')
      .execute()
    expect(rows).toEqual([])
  })

  it('is refused for its header, a broken quote, a short row, or for having no rows', async () => {
    const { load } = await setUp()
    expect(await refusal(load('a,b\n1,2'))).toEqual([
      expect.stringContaining('line 1: The header fits no file'),
    ])
    expect(await refusal(load('code,role,name,colour\n9904551000009,supplier,A,red'))).toEqual([
      'line 1: The column colour is not known.',
    ])
    expect(await refusal(load('code,role,name'))).toEqual(['line 1: There is no row below the header.'])
    expect(await refusal(load('code,role,name\n9904551000009,supplier'))).toEqual([
      expect.stringMatching(/^line 2: Invalid Record Length/),
    ])
    expect(await refusal(load('code,role,name\n9904551000009,supplier,"A'))).toEqual([
      expect.stringMatching(/^line \d: Quote Not Closed/),
    ])
    expect(
      await refusal(load(AREAS.replace('85748,Garching', '085748,Garching').replace('le_25000', 'small'))),
    ).toEqual([
      'line 2: zip: “085748” is no postal code of five digits',
      'line 2: concession_class: “small” is none of: le_25000, le_100000, le_500000, gt_500000',
    ])
  })

  it('writes nothing when it is only tried', async () => {
    const { db, load } = await setUp()
    const csv = 'code,role,name\n9911845000009,supplier,Probe'
    expect(await load(csv, true)).toEqual({ kind: 'market_partners', rows: 1 })
    expect(await findPartnerName(db, 'supplier', '9911845000009')).toBeNull()
  })
})
