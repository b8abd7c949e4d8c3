import { beforeAll, describe, expect, it } from 'vitest'
import { testDatabase } from '../../../tests/support/database.ts'
import { createDatabase, type Db } from '../../db/database.ts'
import { instantAt } from '../../domain/local-time.ts'
import { importDayPrices } from './import-day-prices.ts'
import { storeDayPrices } from './store-day-prices.ts'
import { priceCsv, risingDays, smardFile } from './test-price-files.ts'

const NOW = instantAt('2025-10-27', '14:00')
const days = risingDays('2025-10-24', '2025-10-27')

let db: Db
let number = 0
/** A market area of the test's own. */
const newArea = () => `AREA-${(number += 1)}`

beforeAll(async () => {
  db = createDatabase((await testDatabase()).pool)
})

const stored = (area: string) =>
  db
    .selectFrom('market_prices')
    .select(['day', 'version', 'source', 'is_demo', 'prices'])
    .where('area', '=', area)
    .orderBy('day')
    .execute()
const versions = (area: string) =>
  db.selectFrom('market_price_versions').selectAll().where('area', '=', area).orderBy('version').execute()

describe('an import of prices', () => {
  it('stores whole days under the publisher’s name; the same file again changes nothing', async () => {
    const area = newArea()
    const content = smardFile(days, ['2025-10-27'])
    expect(await importDayPrices(db, { content, area, now: NOW })).toEqual({
      format: 'smard',
      area,
      source: 'Bundesnetzagentur, SMARD.de',
      days: ['2025-10-24', '2025-10-25', '2025-10-26'],
      unpublished: ['2025-10-27'],
      written: 3,
      unchanged: 0,
    })
    expect((await stored(area)).map(({ day, prices }) => ({ day, prices }))).toEqual(days)
    // Also from another publisher: equal prices are the same prices.
    const again = await importDayPrices(db, { content: priceCsv(days), area, now: NOW, source: 'Archive' })
    expect([again.written, again.unchanged]).toEqual([0, 3])
    expect(await versions(area)).toEqual([])
    expect((await stored(area)).map(({ version, source }) => `${version} ${source}`)).toEqual(
      Array.from({ length: 3 }, () => '1 Bundesnetzagentur, SMARD.de'),
    )
  })

  it('keeps what a day was before it was replaced, version by version', async () => {
    const area = newArea()
    await importDayPrices(db, { content: smardFile(days), area, now: NOW })
    const corrected = (value: number) =>
      days.map(({ day, prices }) => ({ day, prices: day === '2025-10-25' ? prices.with(7, value) : prices }))
    const first = await importDayPrices(db, { content: smardFile(corrected(1230)), area, now: NOW })
    expect([first.written, first.unchanged]).toEqual([1, 2])
    const later = instantAt('2025-10-28', '09:00')
    const content = priceCsv(corrected(4560))
    expect(await importDayPrices(db, { content, area, now: later, dryRun: true })).toMatchObject({
      written: 1,
      unchanged: 2,
    })
    expect(await versions(area)).toHaveLength(1)
    await importDayPrices(db, { content, area, now: later, source: 'Correction' })
    expect((await stored(area)).map(({ day, version, prices }) => [day, version, prices[7]])).toEqual([
      ['2025-10-24', 1, 20],
      ['2025-10-25', 3, 4560],
      ['2025-10-26', 1, 20_020],
    ])
    expect(
      (await versions(area)).map((row) => [
        row.day,
        row.version,
        row.prices[7],
        row.source,
        row.replaced_at.toString(),
      ]),
    ).toEqual([
      ['2025-10-25', 1, 10_020, 'Bundesnetzagentur, SMARD.de', NOW.toString()],
      ['2025-10-25', 2, 1230, 'Bundesnetzagentur, SMARD.de', later.toString()],
    ])
  })

  it('replaces made-up days with real ones, even equal ones', async () => {
    const area = newArea()
    await storeDayPrices(db, { area, source: 'demo', isDemo: true, days })
    await importDayPrices(db, { content: smardFile(days), area, now: NOW })
    expect((await stored(area)).map((row) => [row.is_demo, row.version])).toEqual([
      [false, 2],
      [false, 2],
      [false, 2],
    ])
  })

  it('keeps areas apart', async () => {
    const [one, other] = [newArea(), newArea()]
    await importDayPrices(db, { content: smardFile(days), area: one, now: NOW })
    await importDayPrices(db, { content: smardFile(days.slice(0, 1)), area: other, now: NOW })
    expect([(await stored(one)).length, (await stored(other)).length]).toEqual([3, 1])
  })

  it('counts versions without a gap when two processes write at once', async () => {
    const area = newArea()
    await Promise.all(
      Array.from({ length: 8 }, (_, index) =>
        storeDayPrices(db, {
          area,
          source: 'test',
          days: days.map(({ day, prices }) => ({ day, prices: prices.with(0, index * 10) })),
        }),
      ),
    )
    expect((await stored(area)).map(({ version }) => version)).toEqual([8, 8, 8])
    expect(await versions(area)).toHaveLength(21)
  })

  it.each<[string, string, string]>([
    [
      'a partly filled last day',
      smardFile(days).replace(/,[^,]*\]\]\}$/, ',null]]}'),
      '2025-10-26 is not whole',
    ],
    [
      'no price at all',
      smardFile([], ['2025-10-27', '2025-10-28']),
      'no prices for 2025-10-27 to 2025-10-28.',
    ],
    ['no row', smardFile([]), 'It holds no prices.'],
    [
      'a fault on the last line',
      priceCsv(days).replace(/[\d.]+,market$/, '12.5,market'),
      'outside the limits',
    ],
  ])('writes nothing of a file with %s', async (_, content, reason) => {
    const area = newArea()
    await storeDayPrices(db, { area, source: 'test', days: days.slice(0, 1) })
    await expect(importDayPrices(db, { content, area, now: NOW })).rejects.toThrow(reason)
    expect((await stored(area)).map(({ day }) => day)).toEqual(['2025-10-24'])
    expect(await versions(area)).toEqual([])
  })

  it('refuses an area that is none, and a day given twice', async () => {
    const content = smardFile(days)
    await expect(importDayPrices(db, { content, area: 'de lu', now: NOW })).rejects.toThrow(
      '“de lu” is no market area',
    )
    const area = newArea()
    const twice = { area, source: 'test', days: [...days, ...days] }
    await expect(storeDayPrices(db, twice)).rejects.toThrow('A day is given twice.')
    await expect(
      storeDayPrices(db, { ...twice, days: [{ day: '2025-10-26', prices: [1, 2] }] }),
    ).rejects.toThrow('2025-10-26 has 100 quarter-hours, not 2.')
    expect(await stored(area)).toEqual([])
  })
})
