import { describe, expect, it } from 'vitest'
import { HEAT_STEPS, heatGeometry, heatMeans } from './chart-heat-geometry.ts'
import { USAGE_PRICE_CHART, usagePriceGeometry } from './chart-usage-price-geometry.ts'

const { top: TOP, bottom: BOTTOM } = USAGE_PRICE_CHART
const slot = (wh: number | null, cents: number | null) => ({
  wh,
  microEurPerKwh: cents === null ? null : cents * 10_000,
})

describe('usagePriceGeometry', () => {
  it('draws bars from zero and leaves a place empty where nothing was measured', () => {
    const { bars, ticks } = usagePriceGeometry([slot(1000, 30), slot(500, 30), slot(null, null), slot(0, 30)])
    expect(ticks.map(({ value }) => value)).toEqual([0, 0.2, 0.4, 0.6, 0.8, 1])
    expect(bars.map((bar) => bar && [bar.y, bar.height])).toEqual([
      [TOP, BOTTOM - TOP],
      [144, 110],
      null,
      [BOTTOM, 0],
    ])
  })

  it('puts prices on the lines of the bars, from zero, in round steps', () => {
    const { ticks, priceTicks, line, priceZeroY } = usagePriceGeometry([slot(1000, 20), slot(400, 41)])
    expect(priceTicks.map(({ value }) => value)).toEqual([0, 10, 20, 30, 40, 50])
    expect(priceTicks.map(({ y }) => y)).toEqual(ticks.map(({ y }) => y))
    expect(line).toBe('M0,166H1V73.6H2')
    expect(priceZeroY).toBeNull()
  })

  it('shows where zero is when prices fall below it', () => {
    const { priceTicks, priceZeroY } = usagePriceGeometry([slot(1000, -8), slot(400, 30)])
    expect(priceTicks.map(({ value }) => value)).toEqual([-10, 0, 10, 20, 30, 40])
    expect(priceZeroY).toBe(210)
  })

  it('breaks the line where there is no price, and draws none without any', () => {
    const broken = usagePriceGeometry([slot(1000, 20), slot(1000, null), slot(1000, 20), slot(null, null)])
    expect(broken.line).toBe('M0,78H1M2,78H3')
    expect(broken.peak).toEqual({ x: 0.625, y: 78 })
    expect(usagePriceGeometry([slot(1000, null)])).toMatchObject({ line: '', peak: null, priceTicks: [] })
  })

  it('finds the highest price, above which the name of the line stands clear of it', () => {
    const g = usagePriceGeometry([slot(1000, 20), slot(1000, 40), slot(1000, 30), slot(1000, -5)])
    expect(g.peak?.x).toBe(0.375)
    for (const y of g.line.match(/(?<=[,V])[\d.]+/g) ?? [])
      expect(Number(y)).toBeGreaterThanOrEqual(g.peak!.y)
  })

  it('stands a quarter-hour of nothing much, and 100 of them', () => {
    const g = usagePriceGeometry(Array.from({ length: 100 }, () => slot(1, 25)))
    expect(g.bars).toHaveLength(100)
    expect(g.bars[0]?.x).toBeCloseTo(0.001, 10)
    expect(g.bars[0]?.width).toBe(0.008)
    expect(g.line).toBe(`M0,${g.peak?.y ?? ''}${Array.from({ length: 100 }, (_, x) => `H${x + 1}`).join('')}`)
  })
})

describe('heatGeometry', () => {
  const day = (name: string, wh: (hour: number) => number | null) => ({
    day: name,
    hours: Array.from({ length: 24 }, (_, hour) => wh(hour)),
  })
  const offset = (name: string) => Number(name.slice(8)) - 1

  it('joins neighbouring days of one shade into one stroke, and none across a gap', () => {
    const days = ['01', '02', '04'].map((date) => day(`2026-01-${date}`, (hour) => (hour === 0 ? 100 : 1000)))
    const { paths } = heatGeometry(days, offset)
    expect(paths.filter((path) => path !== '')).toHaveLength(2)
    expect(paths).toContain('M0 .5m0 0h2m1 0h1')
    const cells = paths
      .join('')
      .match(/h\d+/g)
      ?.reduce((sum, run) => sum + Number(run.slice(1)), 0)
    expect(cells).toBe(72)
  })

  it('draws no hour that was not measured', () => {
    const { paths } = heatGeometry([day('2026-03-29', (hour) => (hour === 2 ? null : 500))], offset)
    expect(paths.join('').match(/h1/g)).toHaveLength(23)
  })

  it('keeps a year within a few kilobytes', () => {
    const days = Array.from({ length: 365 }, (_, index) =>
      day(
        new Date(Date.UTC(2026, 0, index + 1)).toISOString().slice(0, 10),
        (hour) => (index * 7919 + hour * 104_729) % 1009,
      ),
    )
    const { paths, bounds } = heatGeometry(days, (name) =>
      Math.round((Date.parse(name) - Date.UTC(2026, 0, 1)) / 86_400_000),
    )
    expect(paths).toHaveLength(HEAT_STEPS)
    expect(bounds).toEqual(bounds.toSorted((a, b) => a - b))
    expect(paths.join('').length).toBeLessThan(70_000)
  })
})

describe('heatMeans', () => {
  it('means each block of hours over the days that have it', () => {
    const hours = Array.from({ length: 24 }, (_, hour) => (hour < 4 ? 100 : null))
    const other = Array.from({ length: 24 }, () => 200)
    expect(
      heatMeans(
        [
          { day: '2026-01-01', hours },
          { day: '2026-01-02', hours: other },
        ],
        4,
      ),
    ).toEqual([600, 800, 800, 800, 800, 800])
  })
})
