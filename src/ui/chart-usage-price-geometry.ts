import { scaleLinear } from 'd3-scale'

/** Rows of the drawing, px from its top: a row of names and read-outs, the plot, the axis. */
export const USAGE_PRICE_CHART = { height: 288, top: 34, bottom: 254, axisRow: 276 } as const

/** A place on the time axis; null where there is nothing (yet). */
export interface UsageSlot {
  wh: number | null
  microEurPerKwh: number | null
}

interface Tick {
  value: number
  y: number
}

export interface UsagePriceGeometry {
  /** x and width as shares of the plot, y and height in px; null where there is no value. */
  bars: ({ x: number; width: number; y: number; height: number } | null)[]
  /** Horizontal lines, in kWh. */
  ticks: Tick[]
  /** The second scale, in ct/kWh, on the same lines. */
  priceTicks: Tick[]
  /** One unit wide for each slot, to be stretched; empty without prices. */
  line: string
  /** Where no price is, when some are below it. */
  priceZeroY: number | null
  /** The highest price: above it their name is clear of the line. A share of the width, and px. */
  peak: { x: number; y: number } | null
}

const { top: TOP, bottom: BOTTOM } = USAGE_PRICE_CHART
const LINES = 4
/** A bar is never so small that a little looks like nothing. */
const LEAST_PX = 1.5
/** Steps a reader can add up in their head. */
const STEPS = [1, 2, 2.5, 5]

const rounded = (value: number): number => Math.round(value * 10) / 10

/** Lays energy out as bars from zero, and prices as a step line on a scale of its own that shares their lines. */
export function usagePriceGeometry(slots: readonly UsageSlot[]): UsagePriceGeometry {
  const kwh = scaleLinear()
    .domain([0, Math.max(0.04, ...slots.map(({ wh }) => (wh ?? 0) / 1000))])
    .nice(LINES)
    .range([BOTTOM, TOP])
  const ticks = kwh.ticks(LINES).map((value) => ({ value, y: rounded(kwh(value)) }))
  // Crowded bars touch nearly; few stand apart.
  const fill = slots.length > 60 ? 0.8 : 0.72
  return {
    bars: slots.map(({ wh }, index) => {
      if (wh === null) return null
      const top = wh > 0 ? Math.min(rounded(kwh(wh / 1000)), BOTTOM - LEAST_PX) : BOTTOM
      return {
        x: (index + (1 - fill) / 2) / slots.length,
        width: fill / slots.length,
        y: top,
        height: rounded(BOTTOM - top),
      }
    }),
    ticks,
    ...priceScale(
      slots.map(({ microEurPerKwh }) => (microEurPerKwh === null ? null : microEurPerKwh / 10_000)),
      ticks.map(({ y }) => y),
    ),
  }
}

function priceScale(
  cents: readonly (number | null)[],
  lines: readonly number[],
): Pick<UsagePriceGeometry, 'priceTicks' | 'line' | 'priceZeroY' | 'peak'> {
  const known = cents.filter((value) => value !== null)
  const intervals = lines.length - 1
  if (known.length === 0 || intervals < 1) return { priceTicks: [], line: '', priceZeroY: null, peak: null }
  const { step, lowest } = commonStep(Math.min(0, ...known), Math.max(1, ...known), intervals)
  const height = (BOTTOM - TOP) / intervals
  const y = (value: number): number => rounded(BOTTOM - (value / step - lowest) * height)
  const highest = Math.max(...known)
  return {
    priceTicks: lines.map((_, index) => ({
      value: (lowest + index) * step,
      y: rounded(BOTTOM - index * height),
    })),
    line: stepLine(cents, y),
    priceZeroY: lowest < 0 ? y(0) : null,
    peak: { x: (cents.lastIndexOf(highest) + 0.5) / cents.length, y: y(highest) },
  }
}

/** The smallest round step with which all prices, and zero, fit between as many lines as there are. */
function commonStep(low: number, high: number, intervals: number): { step: number; lowest: number } {
  for (let power = -1; ; power += 1) {
    for (const factor of STEPS) {
      const step = factor * 10 ** power
      const lowest = Math.floor(low / step)
      if (Math.ceil(high / step) - lowest <= intervals) return { step, lowest }
    }
  }
}

function stepLine(cents: readonly (number | null)[], y: (value: number) => number): string {
  let path = ''
  let last: number | null = null
  for (const [x, value] of cents.entries()) {
    if (value !== null) {
      const at = y(value)
      if (last === null) path += `M${x},${at}`
      else if (at !== last) path += `V${at}`
      path += `H${x + 1}`
      last = at
    } else last = null
  }
  return path
}
