import { scaleLinear } from 'd3-scale'
import { area, curveStepAfter, line } from 'd3-shape'
import { QUARTER_MS, type LevelBounds, type PricePoint, type PriceWindow } from './price-levels.ts'

/** Rows of the drawing, px from its top: two rows of labels, the plot, two rows of axis. */
export const PRICE_CHART = { height: 300, top: 48, bottom: 248, hourRow: 268, dayRow: 288 } as const

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
  /** Where the colours change, as shares of the plot's height from its top. */
  stops: { share: number; name: 'low' | 'lower' | 'mid' | 'higher' | 'high' }[]
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
  const zeroY = y(0)
  const start = points[0]?.startsAt ?? now
  const slots = points.length
  const share = (epochMs: number) => (epochMs - start) / (slots * QUARTER_MS)
  // A step needs where it ends as well as where it begins, so each run of prices carries its last value once more.
  const corners = cents.flatMap((value, index): { x: number; value: number | null }[] =>
    value !== null && (cents[index + 1] ?? null) === null
      ? [
          { x: index, value },
          { x: index + 1, value },
          { x: index + 1, value: null },
        ]
      : [{ x: index, value }],
  )
  const defined = (corner: { value: number | null }) => corner.value !== null
  const nowShare = share(now)
  const nowIndex = Math.floor(nowShare * slots)
  const nowCents = cents[nowIndex] ?? null
  return {
    slots,
    line:
      line<(typeof corners)[number]>(
        (d) => d.x,
        (d) => y(d.value ?? 0),
      )
        .defined(defined)
        .curve(curveStepAfter)
        .digits(1)(corners) ?? '',
    area:
      area<(typeof corners)[number]>(
        (d) => d.x,
        zeroY,
        (d) => y(d.value ?? 0),
      )
        .defined(defined)
        .curve(curveStepAfter)
        .digits(1)(corners) ?? '',
    zeroY,
    ticks: scale.ticks(4).map((value) => ({ value, y: y(value) })),
    ys: cents.map((value) => (value === null ? null : y(value))),
    stops: bounds === null ? [] : colourStops(bounds, (micro) => scale(micro / 10_000)),
    nowShare: nowShare >= 0 && nowShare < 1 ? nowShare : null,
    nowY: nowCents === null ? null : y(nowCents),
    window: window === null ? null : { from: share(window.from), to: share(window.to) },
  }
}

function colourStops(bounds: LevelBounds, y: (micro: number) => number): PriceGeometry['stops'] {
  const height = PRICE_CHART.bottom - PRICE_CHART.top
  const [veryLow, low, usual, high] = bounds
  const at = (micro: number) =>
    Math.min(1, Math.max(0, Math.round(((y(micro) - PRICE_CHART.top) / height) * 1000) / 1000))
  return [
    { share: at(high), name: 'high' },
    { share: at(usual), name: 'higher' },
    { share: at((usual + low) / 2), name: 'mid' },
    { share: at(low), name: 'lower' },
    { share: at(veryLow), name: 'low' },
  ]
}
