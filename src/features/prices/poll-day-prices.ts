import { unprocessable } from '../../domain/failure.ts'
import { fetchDayPrices, type FetchDayPrices, type FetchedDayPrices } from './fetch-day-prices.ts'
import { shouldPoll } from './poll-plan.ts'

/** Fetches prices if it is time to, judged by what is stored and when the feed was last asked; null when it is not. */
export async function pollDayPrices(deps: FetchDayPrices): Promise<FetchedDayPrices | null> {
  const { db, feed, now } = deps
  if (!feed)
    throw unprocessable('the setting PRICE_URL', 'No price feed is set: set PRICE_SOURCE and PRICE_URL.')
  const [known, fetched] = await Promise.all([
    db
      .selectFrom('market_prices')
      .select((row) => row.fn.max('day').as('last'))
      .where('area', '=', feed.area)
      .where('is_demo', '=', false)
      .executeTakeFirst(),
    db
      .selectFrom('price_fetches')
      .select((row) => row.fn.max('fetched_at').as('last'))
      .where('area', '=', feed.area)
      .executeTakeFirst(),
  ])
  return shouldPoll(now, known?.last ?? null, fetched?.last ?? null) ? fetchDayPrices(deps) : null
}
