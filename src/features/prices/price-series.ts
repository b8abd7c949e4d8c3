import { badRequest, type Failure } from '../../domain/failure.ts'
import { QUARTER_MS } from '../../domain/local-time.ts'

/** An interval as a source gives it, a quarter-hour or an hour: epoch milliseconds, `[from, to)`. */
export interface PricedInterval {
  from: number
  to: number
  /** Null where the source names the interval and has no price for it yet. */
  microEurPerKwh: number | null
  /** Its place in the file, for messages: `entry 6`, `line 7`. */
  where: string
}

/** The shapes in which prices are published, each with the name that is stored as the source of its prices. */
export const PRICE_SOURCES = {
  smard: 'Bundesnetzagentur, SMARD.de',
  energy_charts: 'Energy-Charts (Bundesnetzagentur, SMARD.de)',
  awattar: 'aWATTar',
  entsoe: 'ENTSO-E Transparency Platform',
  csv: 'file',
} as const

export type PriceFormat = keyof typeof PRICE_SOURCES

export const PRICE_FORMATS = Object.keys(PRICE_SOURCES) as [PriceFormat, ...PriceFormat[]]

/** A file that cannot be used: where in it, and why. */
export const refusedAt = (where: string, reason: string): Failure => badRequest(where, reason)

/**
 * Sources that give only the beginning of each interval: its length is the smallest step between two of them, a
 * quarter-hour or an hour. A larger step is a gap, which shows when the intervals are joined.
 */
export function intervalsFromStarts(
  values: readonly { from: number; microEurPerKwh: number | null; where: string }[],
): PricedInterval[] {
  let step = Number.POSITIVE_INFINITY
  for (const [index, { from }] of values.entries()) {
    const next = values[index + 1]
    if (next && next.from > from) step = Math.min(step, next.from - from)
  }
  const length = step === 4 * QUARTER_MS ? step : QUARTER_MS
  return values.map((value) => ({ ...value, to: value.from + length }))
}
