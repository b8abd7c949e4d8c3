/** One quarter-hour; `microEurPerKwh` is the all-in gross price, null while it is not published. */
export interface PricePoint {
  /** Epoch milliseconds. */
  startsAt: number
  microEurPerKwh: number | null
}

export const PRICE_LEVELS = ['very-low', 'low', 'usual', 'high', 'very-high'] as const
export type PriceLevel = (typeof PRICE_LEVELS)[number]

/** Upper bounds of the first four levels, micro-EUR per kWh. */
export type LevelBounds = readonly [veryLow: number, low: number, usual: number, high: number]

const SHARES = [0.1, 0.3, 0.7, 0.9] as const

/**
 * The customer's own recent prices cut at their 10th, 30th, 70th and 90th percentile: cheap means cheap for
 * this customer lately, not lowest of two days. Null with less than a day of prices to compare with.
 */
export function levelBounds(recent: readonly number[]): LevelBounds | null {
  if (recent.length < 92) return null
  const sorted = recent.toSorted((a, b) => a - b)
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0
  return [at(SHARES[0]), at(SHARES[1]), at(SHARES[2]), at(SHARES[3])]
}

export function priceLevel(microEurPerKwh: number, bounds: LevelBounds | null): PriceLevel {
  if (bounds === null) return 'usual'
  // Where prices hardly vary, the bounds coincide: that is usual, not both cheap and expensive.
  if (bounds[3] - bounds[0] < 5_000) return 'usual'
  if (microEurPerKwh <= bounds[0]) return 'very-low'
  if (microEurPerKwh <= bounds[1]) return 'low'
  if (microEurPerKwh <= bounds[2]) return 'usual'
  return microEurPerKwh <= bounds[3] ? 'high' : 'very-high'
}

/** A run of consecutive quarter-hours; `to` is where it ends. */
export interface PriceWindow {
  from: number
  to: number
  averageMicroEurPerKwh: number
}

export const QUARTER_MS = 900_000

/** The cheapest unbroken run of `quarters` that starts in the present quarter-hour or later; the earliest of equals. */
export function cheapestWindow(
  points: readonly PricePoint[],
  now: number,
  quarters: number,
): PriceWindow | null {
  const ahead = points.filter((point) => point.startsAt + QUARTER_MS > now)
  let best: PriceWindow | null = null
  for (let start = 0; start + quarters <= ahead.length; start += 1) {
    let sum = 0
    let whole = true
    for (let index = start; index < start + quarters; index += 1) {
      const price = ahead[index]?.microEurPerKwh ?? null
      if (price === null) {
        whole = false
        break
      }
      sum += price
    }
    const first = ahead[start]
    const last = ahead[start + quarters - 1]
    if (!whole || first === undefined || last === undefined) continue
    if (last.startsAt - first.startsAt !== (quarters - 1) * QUARTER_MS) continue
    const average = sum / quarters
    if (best === null || average < best.averageMicroEurPerKwh) {
      best = { from: first.startsAt, to: last.startsAt + QUARTER_MS, averageMicroEurPerKwh: average }
    }
  }
  return best
}

/** The quarter-hour an instant falls into, when its price is known. */
export function priceAt(
  points: readonly PricePoint[],
  now: number,
): { startsAt: number; microEurPerKwh: number } | null {
  const point = points.find(({ startsAt }) => startsAt <= now && now < startsAt + QUARTER_MS)
  return point === undefined || point.microEurPerKwh === null
    ? null
    : { startsAt: point.startsAt, microEurPerKwh: point.microEurPerKwh }
}
