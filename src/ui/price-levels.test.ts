import { describe, expect, it } from 'vitest'
import {
  cheapestWindow,
  levelBounds,
  priceAt,
  priceLevel,
  QUARTER_MS,
  type PricePoint,
} from './price-levels.ts'

const START = Date.parse('2025-10-21T22:00:00Z')
const row = (...prices: (number | null)[]): PricePoint[] =>
  prices.map((microEurPerKwh, index) => ({ startsAt: START + index * QUARTER_MS, microEurPerKwh }))

describe('levelBounds', () => {
  it("cuts the customer's own prices at the 10th, 30th, 70th and 90th percentile", () => {
    const hundred = Array.from({ length: 100 }, (_, index) => (99 - index) * 10_000)
    expect(levelBounds(hundred)).toEqual([100_000, 300_000, 700_000, 900_000])
  })

  it('judges nothing by less than a day', () => {
    expect(levelBounds(Array.from({ length: 91 }, () => 300_000))).toBeNull()
    expect(priceLevel(990_000, null)).toBe('usual')
  })
})

describe('priceLevel', () => {
  const bounds = [100_000, 300_000, 700_000, 900_000] as const
  it.each([
    [-50_000, 'very-low'],
    [100_000, 'very-low'],
    [100_001, 'low'],
    [300_000, 'low'],
    [500_000, 'usual'],
    [700_001, 'high'],
    [900_000, 'high'],
    [900_001, 'very-high'],
  ] as const)('calls %i %s', (price, level) => {
    expect(priceLevel(price, bounds)).toBe(level)
  })

  it('calls everything usual where prices hardly vary', () => {
    expect(priceLevel(300_001, [300_000, 300_000, 300_000, 304_999])).toBe('usual')
    expect(priceLevel(900_000, [300_000, 300_000, 300_000, 304_999])).toBe('usual')
  })
})

describe('cheapestWindow', () => {
  it('finds the cheapest unbroken run ahead and its mean', () => {
    expect(cheapestWindow(row(1, 50, 20, 10, 60, 40), START + QUARTER_MS, 2)).toEqual({
      from: START + 2 * QUARTER_MS,
      to: START + 4 * QUARTER_MS,
      averageMicroEurPerKwh: 15,
    })
  })

  it('counts the quarter-hour that has begun, takes the earliest of equals, and negative prices', () => {
    expect(cheapestWindow(row(10, 10, 10), START + QUARTER_MS - 1, 2)?.from).toBe(START)
    expect(cheapestWindow(row(5, 5, -30, -20), START, 2)?.averageMicroEurPerKwh).toBe(-25)
  })

  it('never runs across an unknown price or a gap in time', () => {
    expect(cheapestWindow(row(10, null, 10), START, 2)).toBeNull()
    const gap = [row(10)[0]!, { startsAt: START + 2 * QUARTER_MS, microEurPerKwh: 10 }]
    expect(cheapestWindow(gap, START, 2)).toBeNull()
    expect(cheapestWindow(row(10), START, 2)).toBeNull()
  })
})

describe('priceAt', () => {
  it('is the price of the quarter-hour an instant falls into', () => {
    expect(priceAt(row(10, 20), START + QUARTER_MS)).toEqual({
      startsAt: START + QUARTER_MS,
      microEurPerKwh: 20,
    })
    expect(priceAt(row(10, 20), START + QUARTER_MS - 1)?.microEurPerKwh).toBe(10)
    expect(priceAt(row(10, null), START + QUARTER_MS)).toBeNull()
    expect(priceAt(row(10), START - 1)).toBeNull()
  })
})
