import { afterEach, expect, test, vi } from 'vitest'
import { testDatabase } from '../../../tests/support/database.ts'
import { createDatabase } from '../../db/database.ts'
import { type Day, daysInRange, quarterCount } from '../../domain/local-time.ts'
import * as queries from '../prices/queries.ts'
import { storeDayPrices } from '../prices/store-day-prices.ts'
import { createMeanExchangePrice } from './mean-exchange-price.ts'

afterEach(() => {
  vi.restoreAllMocks()
})

async function setUp(area: string) {
  const { pool } = await testDatabase()
  const db = createDatabase(pool)
  const reads = vi.spyOn(queries, 'marketPrices')
  const find = createMeanExchangePrice()
  const store = (price: number, to: Day = '2025-12-01') =>
    storeDayPrices(db, {
      area,
      source: 'test',
      days: daysInRange('2025-11-01', to).map((day) => ({
        day,
        prices: Array.from({ length: quarterCount(day) }, () => price),
      })),
    })
  return { store, reads, ask: () => find(db, area, '2025-12-01') }
}

test('however many ask at once, the year is read once', async () => {
  const { store, reads, ask } = await setUp('AT')
  await store(80_000)
  const answers = await Promise.all(Array.from({ length: 20 }, ask))
  expect(new Set(answers.map((answer) => answer?.microEurPerKwh))).toEqual(new Set([80_000]))
  expect(reads).toHaveBeenCalledTimes(1)
})

test('it is worked out anew after a quarter of an hour, and nobody waits for it', async () => {
  let minutes = 0
  const clock = performance.now.bind(performance)
  vi.spyOn(performance, 'now').mockImplementation(() => clock() + minutes * 60_000)
  const { store, reads, ask } = await setUp('BE')
  await store(80_000)
  expect((await ask())?.microEurPerKwh).toBe(80_000)
  await store(90_000)
  minutes = 14
  expect((await ask())?.microEurPerKwh).toBe(80_000)
  expect(reads).toHaveBeenCalledTimes(1)
  minutes = 16
  expect((await ask())?.microEurPerKwh).toBe(80_000)
  await vi.waitFor(async () => expect((await ask())?.microEurPerKwh).toBe(90_000))
  expect(reads).toHaveBeenCalledTimes(2)
})

test('that there are too few prices is not kept', async () => {
  const { store, ask } = await setUp('CH')
  await store(80_000, '2025-11-28')
  expect(await ask()).toBeNull()
  await store(80_000)
  expect(await ask()).toEqual({ from: '2025-11-01', to: '2025-11-30', microEurPerKwh: 80_000 })
})
