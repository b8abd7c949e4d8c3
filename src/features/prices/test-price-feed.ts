import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Temporal } from 'temporal-polyfill'
import { afterAll } from 'vitest'
import { testDatabase } from '../../../tests/support/database.ts'
import type { Config } from '../../config.ts'
import { createDatabase } from '../../db/database.ts'
import { type Day, instantAt } from '../../domain/local-time.ts'
import { fetchDayPrices } from './fetch-day-prices.ts'
import { storeDayPrices } from './store-day-prices.ts'
import { risingDays } from './test-price-files.ts'

type Feed = NonNullable<Config['priceFeed']>
export type Answer = (request: IncomingMessage, response: ServerResponse) => unknown

/** 26 October 2025 has 100 quarter-hours and is a Sunday: tomorrow lies in the next week. */
export const SUNDAY = instantAt('2025-10-26', '13:02')
const TIMEOUT_MS = 400

let number = 0

/** A price feed on loopback that answers as a test wants, for a market area of the test's own. */
export async function startFeed() {
  const { pool } = await testDatabase()
  const db = createDatabase(pool)
  const asked: string[] = []
  let respond: Answer = (_, response) => response.end()
  const server = createServer((request, response) => {
    asked.push(request.url ?? '')
    void respond(request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  afterAll(() => {
    server.closeAllConnections()
    server.close()
  })
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`

  return {
    db,
    host,
    asked,
    /** A new area, nothing asked yet: everything from 13 October on is known, before `until`. */
    async begin(until: Day, answer: Answer) {
      const area = `AREA-${(number += 1)}`
      asked.length = 0
      respond = answer
      await storeDayPrices(db, { area, source: 'known', days: risingDays('2025-10-13', until) })
      const feed = (path: string, source: Feed['source']): Feed => ({
        source,
        url: `http://${host}${path}`,
        area,
      })
      return {
        area,
        feed,
        answerWith: (next: Answer) => void (respond = next),
        fetch: (path: string, source: Feed['source'], now: Temporal.Instant = SUNDAY) =>
          fetchDayPrices({ db, feed: feed(path, source), now, timeoutMs: TIMEOUT_MS }),
        days: () =>
          db
            .selectFrom('market_prices')
            .select(['day', 'source', 'version'])
            .where('area', '=', area)
            .orderBy('day')
            .execute(),
        fetches: () =>
          db
            .selectFrom('price_fetches')
            .select(['outcome', 'source', 'first_day', 'last_day', 'message'])
            .where('area', '=', area)
            .execute(),
      }
    },
  }
}
