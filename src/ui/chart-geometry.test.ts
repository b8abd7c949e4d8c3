import { describe, expect, it } from 'vitest'
import { QUARTER_MS } from '../domain/local-time.ts'
import type { PricePoint } from '../domain/price-point.ts'
import { PRICE_CHART, priceGeometry } from './chart-price-geometry.ts'
import { USAGE_CHART, usageGeometry } from './chart-usage-geometry.ts'

const START = Date.parse('2025-10-21T22:00:00Z')
const row = (...cents: (number | null)[]): PricePoint[] =>
  cents.map((value, index) => ({
    startsAt: START + index * QUARTER_MS,
    microEurPerKwh: value === null ? null : value * 10_000,
  }))

describe('priceGeometry', () => {
  it('draws each quarter-hour as a step of its own width, closed down to zero', () => {
    const g = priceGeometry(row(20, 40, 0, 10), START, null, null)
    expect(g.ticks.map(({ value, y }) => [value, y])).toEqual([
      [0, 248],
      [10, 198],
      [20, 148],
      [30, 98],
      [40, 48],
    ])
    expect(g.line).toBe('M0,148L1,148L1,48L2,48L2,248L3,248L3,198L4,198L4,198')
    expect(g.area).toBe(
      'M0,148L1,148L1,48L2,48L2,248L3,248L3,198L4,198L4,198L4,248L4,248L3,248L3,248L2,248L2,248L1,248L1,248L0,248Z',
    )
    expect(g.ys).toEqual([148, 48, 248, 198])
    expect(g.slots).toBe(4)
  })

  it('puts negative prices below a zero line that is seen', () => {
    const g = priceGeometry(row(20, -20), START, null, null)
    expect(g.zeroY).toBe((PRICE_CHART.top + PRICE_CHART.bottom) / 2)
    expect(g.ys).toEqual([PRICE_CHART.top, PRICE_CHART.bottom])
    expect(g.line).toBe('M0,48L1,48L1,248L2,248L2,248')
  })

  it('leaves a gap where there is no price', () => {
    const g = priceGeometry(row(20, null, 20), START, null, null)
    expect(g.line).toBe('M0,48L1,48L1,48M2,48L3,48L3,48')
    expect(g.ys).toEqual([48, null, 48])
  })

  it('marks the present and the window as shares of the width', () => {
    const window = { from: START + 2 * QUARTER_MS, to: START + 3 * QUARTER_MS, averageMicroEurPerKwh: 0 }
    const g = priceGeometry(row(20, 40, 0, 10), START + 1.5 * QUARTER_MS, window, null)
    expect(g.nowShare).toBe(0.375)
    expect(g.nowY).toBe(48)
    expect(g.window).toEqual({ from: 0.5, to: 0.75 })
    expect(priceGeometry(row(20), START + 2 * QUARTER_MS, null, null).nowShare).toBeNull()
  })

  it('colours by the mean of each hour, at its middle, and says equal hours only once', () => {
    const hours = (...means: number[]) => row(...means.flatMap((mean) => [mean - 1, mean + 1, mean, mean]))
    const bounds = [100_000, 200_000, 300_000, 400_000] as const
    const g = priceGeometry(hours(5, 25, 25, 25, 50), START, null, bounds)
    expect(g.stops).toEqual([
      { at: 0.1, level: 'very-low' },
      { at: 0.3, level: 'usual' },
      { at: 0.7, level: 'usual' },
      { at: 0.9, level: 'very-high' },
    ])
  })

  it('draws 92 and 100 quarter-hours as they are', () => {
    for (const count of [92, 100]) {
      const g = priceGeometry(row(...Array.from({ length: count }, () => 30)), START, null, null)
      expect(g.slots).toBe(count)
      expect(g.line.endsWith(`L${count},${g.ys[0]}`)).toBe(true)
    }
  })
})

describe('usageGeometry', () => {
  it('scales bars to a round number above all of them', () => {
    const { bars, tick } = usageGeometry([5000, 10_000, 0])
    expect(tick).toEqual({ value: 10_000, y: USAGE_CHART.top })
    expect(bars.map(({ y, height }) => [y, height])).toEqual([
      [73, 49],
      [24, 98],
      [122, 0],
    ])
    expect(bars[0]?.x).toBeCloseTo(0.14 / 3, 10)
    expect(bars[0]?.width).toBeCloseTo(0.72 / 3, 10)
  })

  it('shows a little as a little, not as nothing', () => {
    expect(usageGeometry([1, 50_000]).bars[0]).toMatchObject({ y: 120.5, height: 1.5 })
  })
})
