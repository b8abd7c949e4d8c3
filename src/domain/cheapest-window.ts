import { QUARTER_MS } from './local-time.ts'
import { divideRounded } from './money.ts'
import type { PricePoint } from './price-point.ts'

/** A run of consecutive quarter-hours; `to` is where it ends. Epoch milliseconds. */
export interface PriceWindow {
  from: number
  to: number
  averageMicroEurPerKwh: number
}

/**
 * The cheapest unbroken run of `quarters` quarter-hours that begins with the present one or later; the earliest of
 * equals. A quarter-hour without a price breaks the run. `null` when no run is long enough.
 */
export function cheapestWindow(
  points: readonly PricePoint[],
  now: number,
  quarters: number,
): PriceWindow | null {
  let run: { startsAt: number; microEurPerKwh: number }[] = []
  let sum = 0
  let best: { sum: number; from: number } | null = null
  for (const { startsAt, microEurPerKwh } of points) {
    if (startsAt + QUARTER_MS <= now) continue
    const last = run.at(-1)
    if (microEurPerKwh === null || (last && startsAt - last.startsAt !== QUARTER_MS)) [run, sum] = [[], 0]
    if (microEurPerKwh === null) continue
    run.push({ startsAt, microEurPerKwh })
    sum += microEurPerKwh
    const dropped = run.length > quarters ? run.shift() : undefined
    sum -= dropped?.microEurPerKwh ?? 0
    const first = run[0]
    if (first && run.length === quarters && (best === null || sum < best.sum))
      best = { sum, from: first.startsAt }
  }
  if (!best) return null
  return {
    from: best.from,
    to: best.from + quarters * QUARTER_MS,
    averageMicroEurPerKwh: divideRounded(best.sum, quarters),
  }
}
