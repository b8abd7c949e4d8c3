import { LRUCache } from 'lru-cache'
import type { Db } from '../../db/database.ts'
import { householdCalendar } from '../../domain/load-profile.ts'
import { addDays, type Day } from '../../domain/local-time.ts'
import { marketPrices } from '../prices/queries.ts'

/** A year of prices, so that every season counts once. */
const DAYS_BACK = 365
/** With less than this the mean would say more about the weather than about the year. */
const FEWEST_DAYS = 28
const KEPT_MS = 15 * 60 * 1000

/** What the exchange asked on average when a household used its electricity. */
export interface MeanExchangePrice {
  /** The days it is taken over, both inclusive. */
  from: Day
  to: Day
  microEurPerKwh: number
}

export type FindMeanExchangePrice = (db: Db, area: string, today: Day) => Promise<MeanExchangePrice | null>

interface Asked {
  db: Db
  area: string
  today: Day
}

/**
 * The mean of the exchange prices of the year before `today`, each quarter-hour weighted by the household profile (H25):
 * what a household with an ordinary day would have paid. Null with less than four weeks of prices. It is the same for
 * everyone and changes once a day, so it is kept: after a quarter of an hour it is answered once more while it is worked
 * out anew, and nobody waits for that.
 */
export function createMeanExchangePrice(): FindMeanExchangePrice {
  const kept = new LRUCache<string, MeanExchangePrice, Asked>({
    max: 100,
    ttl: KEPT_MS,
    allowStale: true,
    fetchMethod: async (_key, _stale, { context }) => (await compute(context)) ?? undefined,
  })
  return async (db, area, today) =>
    (await kept.fetch(`${area} ${today}`, { context: { db, area, today } })) ?? null
}

async function compute({ db, area, today }: Asked): Promise<MeanExchangePrice | null> {
  const market = await marketPrices(db, area, addDays(today, -DAYS_BACK), today)
  const days = [...market.keys()]
  const from = days[0]
  const to = days.at(-1)
  if (from === undefined || to === undefined || days.length < FEWEST_DAYS) return null
  const calendar = householdCalendar()
  let worth = 0
  let weight = 0
  for (const [day, { prices }] of market) {
    const weights = calendar.quarterWeights(day)
    for (const [index, price] of prices.entries()) worth += (weights[index] ?? 0) * price
    weight += calendar.dayWeight(day)
  }
  // Larger than 2^53, but a mean needs sixteen digits of them only.
  return { from, to, microEurPerKwh: Math.round(worth / weight) }
}
