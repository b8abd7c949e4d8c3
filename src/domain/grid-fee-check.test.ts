import { describe, expect, it } from 'vitest'
import { gridFeeProblems } from './grid-fee-check.ts'
import type { DatedFeeWindow } from './grid-fee-windows.ts'

const window = (quarter: number, level: 'low' | 'high', starts: number, ends: number): DatedFeeWindow => ({
  gridOperatorCode: 'SWA',
  validFrom: '2025-04-01',
  quarter,
  level,
  starts,
  ends,
})

const AUGSBURG = [
  window(1, 'low', 4, 18),
  window(1, 'high', 68, 76),
  window(4, 'low', 4, 18),
  window(4, 'high', 68, 76),
]
/** 3.67, 9.15 and 13.96 ct gross. */
const PRICES = { low: 30_840, standard: 76_891, high: 117_311 }

describe('the check of a module 3 sheet', () => {
  it('passes Augsburg 2025, whose low price is 40.1 % of the standard one after rounding', () => {
    expect(gridFeeProblems(AUGSBURG, PRICES)).toEqual([])
    expect(gridFeeProblems(AUGSBURG, null)).toEqual([])
  })

  it('passes prices at the limits and refuses those beyond', () => {
    const prices = (low: number, high: number) => gridFeeProblems(AUGSBURG, { low, standard: 100_000, high })
    expect([prices(10_000, 100_000), prices(40_000, 200_000), prices(40_100, 200_100)]).toEqual([[], [], []])
    expect(prices(41_000, 150_000)).toEqual([
      'The low price is 41.0 % of the standard price, but must be 10 to 40 %.',
    ])
    expect(prices(9_000, 201_000)).toEqual([
      'The low price is 9.0 % of the standard price, but must be 10 to 40 %.',
      'The high price is 201.0 % of the standard price, but must be 100 to 200 %.',
    ])
    expect(gridFeeProblems(AUGSBURG, { low: 0, standard: 0, high: 0 })).toEqual([
      'The standard price must be above zero.',
    ])
  })

  it('refuses too few quarters of the year, too few high hours, overlaps and windows that are none', () => {
    expect(gridFeeProblems([window(1, 'high', 68, 76)], PRICES)).toEqual([
      'The windows must be used in at least two quarters of the year.',
    ])
    expect(gridFeeProblems([...AUGSBURG.slice(0, 3), window(4, 'high', 68, 73)], PRICES)).toEqual([
      'In quarter 4 the high price holds for 1.25 hours a day, but must for at least 2.',
    ])
    expect(gridFeeProblems([...AUGSBURG, window(1, 'high', 17, 20)], PRICES)).toEqual([
      'In quarter 1 the windows from 01:00 and from 04:15 overlap.',
    ])
    expect(gridFeeProblems([...AUGSBURG, window(4, 'low', 92, 97)], PRICES)).toEqual([
      'In quarter 4 the low window from 23:00 to 24:15 is none.',
    ])
  })
})
