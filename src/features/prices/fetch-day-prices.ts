import type { Temporal } from 'temporal-polyfill'
import type { Config } from '../../config.ts'
import type { Db } from '../../db/database.ts'
import type { FetchOutcome } from '../../db/market-tables.ts'
import { Failure, unprocessable } from '../../domain/failure.ts'
import { addDays, type Day, dayAt, daysInRange } from '../../domain/local-time.ts'
import { type DayPrices, spanOf } from './day-prices.ts'
import { downloadPrices } from './download-prices.ts'
import { type PriceRequest, priceRequests } from './price-request.ts'
import { PRICE_SOURCES } from './price-series.ts'
import { readDayPrices } from './read-day-prices.ts'
import { storeDayPrices } from './store-day-prices.ts'

export interface FetchDayPrices {
  db: Db
  feed: Config['priceFeed']
  now: Temporal.Instant
  fetch?: typeof globalThis.fetch
  timeoutMs?: number
}

export interface FetchedDayPrices {
  outcome: FetchOutcome
  /** Those stored. */
  days: Day[]
  message: string
}

/** How far back a day that is missing is asked for again; an older gap is closed with a file. */
const DAYS_BACK = 13
const TIMEOUT_MS = 20_000

/**
 * Asks the feed for the days that are missing up to tomorrow and stores them. An answer that is wrong or partial is
 * refused whole and what is stored stays. Each attempt is written down; where nothing is missing, none is made.
 */
export async function fetchDayPrices(deps: FetchDayPrices): Promise<FetchedDayPrices> {
  const { db, feed, now } = deps
  if (!feed)
    throw unprocessable('the setting PRICE_URL', 'No price feed is set: set PRICE_SOURCE and PRICE_URL.')
  const missing = await missingDays(db, feed.area, dayAt(now))
  if (missing.length === 0)
    return { outcome: 'unchanged', days: [], message: `All days up to ${addDays(dayAt(now), 1)} are known.` }

  const source = PRICE_SOURCES[feed.source]
  const answer = await ask(priceRequests(feed.url, missing), deps)
  return db.transaction().execute(async (tx) => {
    const days = 'outcome' in answer ? [] : answer.days
    const { written } = await storeDayPrices(tx, { area: feed.area, source, days, now })
    const result = 'outcome' in answer ? answer : resultOf(missing, days, written)
    const first_day = result.days[0] ?? null
    const last_day = result.days.at(-1) ?? null
    const attempt = { source, outcome: result.outcome, first_day, last_day, message: result.message }
    await tx
      .insertInto('price_fetches')
      .values({ area: feed.area, fetched_at: now.toString(), ...attempt })
      .onConflict((conflict) => conflict.columns(['area', 'fetched_at']).doUpdateSet(attempt))
      .execute()
    return result
  })
}

/** The days from two weeks ago to tomorrow that are not stored, or only made up for the demo world. */
async function missingDays(db: Db, area: string, today: Day): Promise<Day[]> {
  const [from, to] = [addDays(today, -DAYS_BACK), addDays(today, 2)]
  const rows = await db
    .selectFrom('market_prices')
    .select('day')
    .where('area', '=', area)
    .where('day', '>=', from)
    .where('day', '<', to)
    .where('is_demo', '=', false)
    .execute()
  const known = new Set(rows.map(({ day }) => day))
  return daysInRange(from, to).filter((day) => !known.has(day))
}

type Refusal = { outcome: 'refused' | 'failed'; days: []; message: string }

/** All requests' days together, or the reason why none of them is used. */
async function ask(
  requests: readonly PriceRequest[],
  { feed, now, fetch = globalThis.fetch, timeoutMs = TIMEOUT_MS }: FetchDayPrices,
): Promise<{ days: DayPrices[] } | Refusal> {
  const today = dayAt(now)
  const days: DayPrices[] = []
  for (const request of requests) {
    const { host } = new URL(request.url)
    const told = (message: string) => `${host}: ${message}`
    const answer = await downloadPrices(request.url, { fetch, timeoutMs })
    const isAheadOnly = request.days.every((day) => day > today)
    // A file for the days to come is often only made once they are auctioned.
    if (answer.outcome === 'missing' && isAheadOnly) continue
    if (answer.outcome !== 'answered')
      return {
        outcome: answer.outcome === 'refused' ? 'refused' : 'failed',
        days: [],
        message: told(answer.message),
      }
    try {
      const read = readDayPrices(answer.text, { format: feed?.source, area: feed?.area ?? '' })
      // Of a week's file only what was asked for: a day that is known is corrected by import, where somebody looks.
      days.push(...read.days.filter(({ day }) => request.days.includes(day)))
    } catch (error) {
      if (!(error instanceof Failure)) throw error
      return { outcome: 'refused', days: [], message: told(reasonOf(error)) }
    }
  }
  return { days }
}

function resultOf(missing: readonly Day[], given: readonly DayPrices[], written: number): FetchedDayPrices {
  const days = given.map(({ day }) => day)
  const absent = missing.filter((day) => !days.includes(day))
  const without = absent.length > 0 ? ` Not published: ${spanOf(absent)}.` : ''
  if (written > 0) return { outcome: 'stored', days, message: `Stored ${spanOf(days)}.${without}` }
  if (absent.length > 0) return { outcome: 'not_published', days: [], message: without.trim() }
  // Another process was faster.
  return { outcome: 'unchanged', days: [], message: `${spanOf(days)} came in meanwhile.` }
}

const reasonOf = ({ message, errors }: Failure): string =>
  errors?.map(({ field, message: reason }) => `${field}: ${reason}`).join('; ') ?? message
