import { describe, expect, it } from 'vitest'
import { levelBounds, priceLevel } from './price-level.ts'

const recent = Array.from({ length: 101 }, (_, index) => 200_000 + index * 1000).toReversed()

describe('the price level', () => {
  it('cuts recent prices at their 10th, 30th, 70th and 90th percentile', () => {
    const bounds = levelBounds(recent)
    expect(bounds).toEqual([210_000, 230_000, 270_000, 290_000])
    expect(
      [210_000, 210_001, 230_001, 270_000, 290_000, 290_001].map((price) => priceLevel(price, bounds)),
    ).toEqual(['very-low', 'low', 'usual', 'usual', 'high', 'very-high'])
  })

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
    expect(priceLevel(price, [100_000, 300_000, 700_000, 900_000])).toBe(level)
  })

  it('calls everything usual where prices hardly vary or are too few', () => {
    expect(priceLevel(900_000, [300_000, 300_000, 300_000, 304_999])).toBe('usual')
    expect(priceLevel(900_000, [300_000, 300_000, 300_000, 305_000])).toBe('very-high')
    expect(priceLevel(100, levelBounds(Array.from({ length: 96 }, () => 350_000)))).toBe('usual')
    expect(levelBounds(recent.slice(0, 91))).toBeNull()
    expect(priceLevel(100, null)).toBe('usual')
  })
})
