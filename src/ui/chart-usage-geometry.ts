import { scaleLinear } from 'd3-scale'

/** Rows of the drawing, px from its top. */
export const USAGE_CHART = { height: 148, top: 24, bottom: 122, axisRow: 142 } as const

export interface UsageGeometry {
  /** x and width as shares of the plot, y and height in px. */
  bars: { x: number; width: number; y: number; height: number }[]
  /** The one horizontal line that gives the scale, in Wh: above all bars, so that its label covers none. */
  tick: { value: number; y: number }
}

/** Share of a slot a bar fills; the rest is air. */
const FILL = 0.72

/** Lays bars out on a scale from zero; a day with any energy at all is at least 1.5 px tall. */
export function usageGeometry(values: readonly number[]): UsageGeometry {
  const scale = scaleLinear()
    .domain([0, Math.max(1000, ...values)])
    .nice(4)
    .range([USAGE_CHART.bottom, USAGE_CHART.top])
  const y = (value: number) => Math.round(scale(value) * 10) / 10
  const value = scale.domain()[1] ?? 0
  return {
    bars: values.map((wh, index) => {
      const top = wh > 0 ? Math.min(y(wh), USAGE_CHART.bottom - 1.5) : USAGE_CHART.bottom
      return {
        x: (index + (1 - FILL) / 2) / values.length,
        width: FILL / values.length,
        y: top,
        height: Math.round((USAGE_CHART.bottom - top) * 10) / 10,
      }
    }),
    tick: { value, y: y(value) },
  }
}
