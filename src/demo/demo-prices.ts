import { clockQuarters, type Day, dayOfYear, weekday } from '../domain/local-time.ts'
import type { DayPrices } from '../features/prices/day-prices.ts'
import { bell, randomFor } from './random.ts'

/** The first day of which the demo world has prices. */
export const FIRST_DAY: Day = '2025-09-01'

/** EUR/MWh above which the week's scarcity is not repeated at full height on other days. */
const RARE_ABOVE = 150

export interface DemoPrices {
  isReal(day: Day): boolean
  /** Any other day: the shape of the same weekday of the real week, its level, spread and sun drawn anew. */
  generate(day: Day): DayPrices
}

/** `real` is the real week, 20 to 26 October 2025. */
export function createDemoPrices(real: readonly DayPrices[]): DemoPrices {
  const shapes = new Map(real.map(({ day, prices }) => [weekday(day), clockShape(day, prices)]))
  const realDays = new Set(real.map(({ day }) => day))
  return {
    isReal: (day) => realDays.has(day),
    generate: (day) => ({ day, prices: generate(day, shapes.get(weekday(day)) ?? []) }),
  }
}

/** By the clock's 96 quarter-hours, in EUR/MWh around 0; of a repeated hour the second counts. */
function clockShape(day: Day, prices: readonly number[]): number[] {
  const shape = Array.from({ length: 96 }, () => 0)
  for (const [index, quarter] of clockQuarters(day).entries()) {
    const price = (prices[index] ?? 0) / 1000
    shape[quarter] = price > RARE_ABOVE ? RARE_ABOVE + (price - RARE_ABOVE) * 0.3 : price
  }
  const mean = shape.reduce((sum, price) => sum + price, 0) / 96
  return shape.map((price) => price - mean)
}

function generate(day: Day, shape: readonly number[]): number[] {
  const random = randomFor('price', day)
  const season = Math.cos((2 * Math.PI * (dayOfYear(day) - 15)) / 365)
  const windy = random() < 0.2 ? 20 + random() * 35 : 0
  const level = 88 + 14 * season + bell(random) * 9 - windy
  const spread = 0.65 + random() * 0.5
  // A clear summer noon presses prices to zero and below, on Sundays most.
  const sun = (0.35 + random() * 0.65) * (weekday(day) === 7 ? 75 : 55) * (1 - season) * 0.5
  let drift = 0
  return clockQuarters(day).map((quarter) => {
    const hour = quarter / 4
    drift = drift * 0.7 + bell(random) * 3
    const daylight = hour > 7 && hour < 19 ? Math.sin((Math.PI * (hour - 7)) / 12) ** 2 : 0
    const price = level + (shape[quarter] ?? 0) * spread - sun * daylight + drift
    // Two decimals in EUR/MWh, as the exchange quotes them.
    return Math.round(Math.max(-90, price) * 100) * 10
  })
}
