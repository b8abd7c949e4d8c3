import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { testDatabase } from '../../tests/support/database.ts'
import { createDatabase } from '../db/database.ts'
import { instantAt } from '../domain/local-time.ts'
import { fetchPrices } from './fetch-prices.ts'

let asked = 0
const feed = createServer((_request, response) => {
  asked += 1
  response.end('<html>maintenance</html>')
})
beforeAll(() => new Promise<void>((resolve) => void feed.listen(0, '127.0.0.1', resolve)))
afterAll(() => new Promise((resolve) => void feed.close(resolve)))

it('fails with the reason when the feed answers nonsense, and asks again when the next slot begins', async () => {
  const db = createDatabase((await testDatabase()).pool)
  const url = `http://127.0.0.1:${(feed.address() as AddressInfo).port}/price`
  const priceFeed = { source: 'energy_charts', url, area: 'DE-LU' } as const
  const fetchAt = (time: string) => fetchPrices({ db, now: () => instantAt('2025-10-20', time), priceFeed })
  await expect(fetchAt('13:00')).rejects.toThrow(/^prices were refused: 127\.0\.0\.1:\d+: /)
  const once = asked
  expect(await fetchAt('13:01')).toEqual({ outcome: 'not_due' })
  expect(asked).toBe(once)
  await expect(fetchAt('13:05')).rejects.toThrow('prices were refused')
  expect(asked).toBe(2 * once)
})
