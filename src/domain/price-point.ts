import { QUARTER_MS } from './local-time.ts'

/** One quarter-hour; `microEurPerKwh` is the all-in gross price, null while it is not published. */
export interface PricePoint {
  /** Epoch milliseconds. */
  startsAt: number
  microEurPerKwh: number | null
}

/** The quarter-hour into which `now` (epoch milliseconds) falls, when its price is known. */
export function priceAt(
  points: readonly PricePoint[],
  now: number,
): { startsAt: number; microEurPerKwh: number } | null {
  const point = points.find(({ startsAt }) => startsAt <= now && now < startsAt + QUARTER_MS)
  if (!point || point.microEurPerKwh === null) return null
  return { startsAt: point.startsAt, microEurPerKwh: point.microEurPerKwh }
}
