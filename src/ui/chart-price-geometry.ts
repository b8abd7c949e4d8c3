import { scaleLinear } from 'd3-scale'
import { area, curveStepAfter, line } from 'd3-shape'
import type { PriceWindow } from '../domain/cheapest-window.ts'
import { QUARTER_MS } from '../domain/local-time.ts'
import { type LevelBounds, priceLevel, type PriceLevel } from '../domain/price-level.ts'
import type { PricePoint } from '../domain/price-point.ts'

/** Rows of the drawing, px from its top: two rows of labels, the plot, two rows of axis. */
export const PRICE_CHART = { height: 296, top: 48, bottom: 248, hourRow: 268, dayRow: 288 } as const

export interface PriceGeometry {
  /** Quarter-hours drawn; the plot is one unit wide for each and is stretched to whatever width there is. */
  slots: number
  line: string
  area: string
  zeroY: number
  /** Horizontal lines, in ct/kWh. */
  ticks: { value: number; y: number }[]
  /** y of each quarter-hour's price, null where there is none. */
  ys: (number | null)[]
  /** Where which price level colours the line and the area, as shares of the width. */
  stops: { at: number; level: PriceLevel }[]
  /** The present as a share of the width, or null when it is not drawn. */
  nowShare: number | null
  nowY: number | null
  window: { from: number; to: number } | null
}

/** Lays a row of consecutive quarter-hours out. Pure: the same prices always give the same path, to a tenth of a px. */
export function priceGeometry(
  points: readonly PricePoint[],
  now: number,
  window: PriceWindow | null,
  bounds: LevelBounds | null,
): PriceGeometry {
  const cents = points.map(({ microEurPerKwh }) => (microEurPerKwh === null ? null : microEurPerKwh / 10_000))
  const known = cents.filter((value) => value !== null)
  const scale = scaleLinear()
    .domain([Math.min(0, ...known), Math.max(1, ...known)])
    .nice(4)
    .range([PRICE_CHART.bottom, PRICE_CHART.top])
  const y = (value: number) => Math.round(scale(value) * 10) / 10
  const start = points[0]?.startsAt ?? now
  const slots = points.length
  const share = (epochMs: number) => (epochMs - start) / (slots * QUARTER_MS)
  const nowShare = share(now)
  const nowCents = cents[Math.floor(nowShare * slots)] ?? null
  return {
    slots,
    ...paths(cents, y),
    zeroY: y(0),
    ticks: scale.ticks(4).map((value) => ({ value, y: y(value) })),
    ys: cents.map((value) => (value === null ? null : y(value))),
    stops: bounds === null ? [] : levelStops(points, bounds),
    nowShare: nowShare >= 0 && nowShare < 1 ? nowShare : null,
    nowY: nowCents === null ? null : y(nowCents),
    window: window === null ? null : { from: share(window.from), to: share(window.to) },
  }
}

interface Corner {
  x: number
  value: number | null
}

function paths(
  cents: readonly (number | null)[],
  y: (value: number) => number,
): { line: string; area: string } {
  // A step needs where it ends as well as where it begins: each run of prices carries its last value once more.
  const corners = cents.flatMap((value, x): Corner[] =>
    value !== null && (cents[x + 1] ?? null) === null
      ? [
          { x, value },
          { x: x + 1, value },
          { x: x + 1, value: null },
        ]
      : [{ x, value }],
  )
  const x = (corner: Corner) => corner.x
  const top = (corner: Corner) => y(corner.value ?? 0)
  const defined = (corner: Corner) => corner.value !== null
  const shape = area<Corner>(x, y(0), top).defined(defined).curve(curveStepAfter).digits(1)
  const stroke = line<Corner>(x, top).defined(defined).curve(curveStepAfter).digits(1)
  return { line: stroke(corners) ?? '', area: shape(corners) ?? '' }
}

/**
 * One colour an hour, by the hour's mean, at the middle of the hour: between them the drawing blends. By the
 * quarter-hour, prices near a bound would flicker; the table behind the chart judges each quarter-hour by itself.
 */
function levelStops(points: readonly PricePoint[], bounds: LevelBounds): PriceGeometry['stops'] {
  const stops: PriceGeometry['stops'] = []
  for (let first = 0; first < points.length; first += 4) {
    const prices = points.slice(first, first + 4).flatMap(({ microEurPerKwh }) => microEurPerKwh ?? [])
    if (prices.length === 0) continue
    const level = priceLevel(prices.reduce((sum, price) => sum + price, 0) / prices.length, bounds)
    const at = (first + 2) / points.length
    // Of a run of equal hours only the first and the last are needed.
    if (stops.at(-1)?.level === level && stops.at(-2)?.level === level) stops.splice(-1, 1, { at, level })
    else stops.push({ at, level })
  }
  return stops
}
