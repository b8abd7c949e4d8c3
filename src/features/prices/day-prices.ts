import { badRequest } from '../../domain/failure.ts'
import { type Day, dayAt, quarterCount, QUARTER_MS, startOfDay } from '../../domain/local-time.ts'
import { Temporal } from 'temporal-polyfill'

/** A day's prices at the exchange in micro-EUR per kWh, one for each of its 92, 96 or 100 quarter-hours. */
export interface DayPrices {
  day: Day
  prices: number[]
}

/** Harmonised limits of the day-ahead auction, with room for the next raise of the upper one. */
const LOWEST_MICRO_EUR_PER_KWH = -500_000
const HIGHEST_MICRO_EUR_PER_KWH = 10_000_000

export function checkDayPrices({ day, prices }: DayPrices): void {
  if (prices.length !== quarterCount(day)) {
    throw badRequest('prices', `${day} has ${quarterCount(day)} quarter-hours, not ${prices.length}.`)
  }
  for (const price of prices) {
    if (!Number.isInteger(price) || price < LOWEST_MICRO_EUR_PER_KWH || price > HIGHEST_MICRO_EUR_PER_KWH) {
      throw badRequest('prices', `${day} has a price outside the limits of the auction: ${price}.`)
    }
  }
}

/**
 * Groups a series of `[epoch milliseconds, EUR/MWh]` into whole Berlin days. Prices have two decimals, so a thousand
 * times the value is an integer but for the float's last bit.
 * @throws Failure when a day has a gap or a value is missing: a partial day is refused whole.
 */
export function dayPricesFromSeries(series: readonly (readonly [number, number | null])[]): DayPrices[] {
  const days: DayPrices[] = []
  let dayEnd = Number.NEGATIVE_INFINITY
  let expected = Number.NEGATIVE_INFINITY
  for (const [at, price] of series) {
    if (at >= dayEnd) {
      const day = dayAt(Temporal.Instant.fromEpochMilliseconds(at))
      expected = startOfDay(day).epochMilliseconds
      dayEnd = expected + quarterCount(day) * QUARTER_MS
      days.push({ day, prices: [] })
    }
    const current = days.at(-1)
    if (!current || at !== expected)
      throw badRequest('series', `A quarter-hour is missing before ${new Date(at).toISOString()}.`)
    if (price === null) throw badRequest('series', `No price for ${new Date(at).toISOString()}.`)
    current.prices.push(Math.round(price * 1000))
    expected = at + QUARTER_MS
  }
  for (const day of days) checkDayPrices(day)
  return days
}
