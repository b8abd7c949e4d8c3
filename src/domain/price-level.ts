const PRICE_LEVELS = ['very-low', 'low', 'usual', 'high', 'very-high'] as const
export type PriceLevel = (typeof PRICE_LEVELS)[number]

/** Upper bounds of the first four levels, gross micro-EUR per kWh. */
export type LevelBounds = readonly [veryLow: number, low: number, usual: number, high: number]

const SHARES = [0.1, 0.3, 0.7, 0.9] as const
/** Prices that vary by less than half a cent are all usual. */
const LEAST_SPREAD = 5_000
/** Less than a day to compare with says nothing. */
const LEAST_QUARTERS = 92

/**
 * The customer's own recent all-in prices cut at their 10th, 30th, 70th and 90th percentile: cheap means cheap for this
 * customer lately, not lowest of two days. `null` with less than a day of prices.
 */
export function levelBounds(recentMicroEurPerKwh: readonly number[]): LevelBounds | null {
  if (recentMicroEurPerKwh.length < LEAST_QUARTERS) return null
  const sorted = recentMicroEurPerKwh.toSorted((a, b) => a - b)
  const at = (share: number) => sorted[Math.floor(share * sorted.length)] ?? 0
  return [at(SHARES[0]), at(SHARES[1]), at(SHARES[2]), at(SHARES[3])]
}

export function priceLevel(microEurPerKwh: number, bounds: LevelBounds | null): PriceLevel {
  if (bounds === null || bounds[3] - bounds[0] < LEAST_SPREAD) return 'usual'
  const level = bounds.findIndex((bound) => microEurPerKwh <= bound)
  return PRICE_LEVELS[level] ?? 'very-high'
}
