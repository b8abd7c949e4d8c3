import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, type Day, QUARTER_MS, quarterStarts, startOfDay } from '../../domain/local-time.ts'
import { gatherDays } from './day-prices.ts'
import { refusal, risingDays, smardFile } from './test-price-files.ts'

const [first] = risingDays('2025-10-25', '2025-10-26')
const series = (change: (rows: [number, unknown][]) => unknown[]) => {
  const rows = (JSON.parse(smardFile([first!])) as { series: [number, unknown][] }).series
  return JSON.stringify({ series: change(rows) })
}
const at = (time: string) => Date.parse(`2025-10-2${time}Z`)

describe('a series is refused with place and reason', () => {
  it.each<[string, string, string]>([
    [
      'a gap',
      series((rows) => rows.toSpliced(5, 1)),
      'entry 6: The quarter-hour from 2025-10-25T01:15:00+02:00 is missing before it.',
    ],
    [
      'a gap of an hour less a quarter, which is no price for an hour',
      series((rows) => rows.toSpliced(5, 3)),
      'entry 6: The quarter-hour from 2025-10-25T01:15:00+02:00 is missing before it.',
    ],
    [
      'a quarter-hour twice',
      series((rows) => rows.toSpliced(5, 0, rows[4]!)),
      'entry 6: 2025-10-25T01:00:00+02:00 is there twice, here and at entry 5.',
    ],
    [
      'rows out of order',
      series((rows) => rows.with(5, rows[6]!).with(6, rows[5]!)),
      'entry 6: The quarter-hour from 2025-10-25T01:15:00+02:00 is missing before it.',
    ],
    [
      'a row that comes late',
      series((rows) => rows.toSpliced(9, 0, rows[2]!)),
      'entry 10: 2025-10-25T00:30:00+02:00 is out of order: it stands after 2025-10-25T02:00:00+02:00.',
    ],
    [
      'a day that begins late',
      series((rows) => rows.slice(1)),
      'entry 1: 2025-10-25 is not whole: of its 96 quarter-hours the 1st, from 2025-10-25T00:00:00+02:00, has no price.',
    ],
    [
      'a day of 95 values',
      series((rows) => rows.slice(0, 95)),
      'entry 95: 2025-10-25 is not whole: of its 96 quarter-hours the 96th, from 2025-10-25T23:45:00+02:00, has no price.',
    ],
    [
      'a day that is partly published',
      series((rows) => rows.map(([start, price], index) => [start, index < 22 ? price : null])),
      'entry 23: 2025-10-25 is not whole: of its 96 quarter-hours the 23rd, from 2025-10-25T05:30:00+02:00, has no price.',
    ],
    [
      'a day without prices before one with',
      smardFile([], ['2025-10-24']).replace(']]}', `],${smardFile([first!]).split('"series":[')[1]}`),
      'entry 97: 2025-10-24 has no price, but a later day, 2025-10-25, has.',
    ],
    [
      'seconds for milliseconds',
      series((rows) => rows.map(([start, price]) => [start / 1000, price])),
      'entry 1 of series: This is not the shape of SMARD: an instant in milliseconds was expected.',
    ],
    [
      'an instant beside the quarter-hour',
      series((rows) => rows.with(0, [at('4T22:05:00'), 1])),
      'entry 1: The 15 minutes from 2025-10-25T00:05:00+02:00 are no quarter-hour or hour of the clock.',
    ],
    [
      'three decimals',
      series((rows) => rows.with(3, [rows[3]![0], 82.955])),
      'entry 4: 82.955 EUR/MWh has more than the 2 decimals that prices have.',
    ],
    [
      'a price in EUR/kWh by its size',
      series((rows) => rows.with(3, [rows[3]![0], 0.08295])),
      'entry 4: 0.08295 EUR/MWh has more than the 2 decimals that prices have.',
    ],
    [
      'a price of 10^12',
      series((rows) => rows.with(3, [rows[3]![0], 1e12])),
      'entry 4: “1000000000000” is no price in EUR/MWh.',
    ],
    [
      'a price beyond the limits',
      series((rows) => rows.with(3, [rows[3]![0], -500.01])),
      'entry 4: -500.01 EUR/MWh lies outside the limits of the auction.',
    ],
    [
      'a price beyond what a float holds',
      smardFile([first!]).replace(/,-0\.05\]/, ',1e999]'),
      'entry 1 of series: This is not the shape of SMARD: Invalid input: expected number, received Infinity.',
    ],
    [
      'a price as text',
      series((rows) => rows.with(3, [rows[3]![0], '82.95'])),
      'entry 4 of series: This is not the shape of SMARD: Invalid input: expected number, received string.',
    ],
  ])('%s', (_, text, message) => {
    expect(refusal(text)).toBe(message)
  })

  it('a day in March with the hour that does not exist, a day in October without the second one', () => {
    const even = (day: '2025-03-30' | '2025-10-26', count: number) =>
      JSON.stringify({
        series: Array.from({ length: count }, (_, index) => [
          startOfDay(day).epochMilliseconds + index * 900_000,
          1,
        ]),
      })
    expect(refusal(even('2025-03-30', 96))).toBe(
      'entry 96: 2025-03-31 is not whole: of its 96 quarter-hours the 5th, from 2025-03-31T01:00:00+02:00, has no price.',
    )
    expect(refusal(even('2025-10-26', 96))).toBe(
      'entry 96: 2025-10-26 is not whole: of its 100 quarter-hours the 97th, from 2025-10-26T23:00:00+01:00, has no price.',
    )
  })
})

describe('whole days', () => {
  const day = fc.integer({ min: 0, max: 5 * 365 }).map((days) => addDays('2024-01-01', days))
  const intervals = (from: Day, count: number) =>
    risingDays(from, addDays(from, count)).flatMap(({ day, prices }) =>
      quarterStarts(day).map((start, index) => ({
        from: start.epochMilliseconds,
        to: start.epochMilliseconds + QUARTER_MS,
        microEurPerKwh: prices[index] ?? 0,
        where: `entry ${index}`,
      })),
    )

  it('are joined from their quarter-hours for any days of 2024 to 2028', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: 1, max: 9 }), (from, count) => {
        expect(gatherDays(intervals(from, count))).toEqual({
          days: risingDays(from, addDays(from, count)),
          unpublished: [],
        })
      }),
      { numRuns: 100 },
    )
  })

  it('are refused when any one quarter-hour is left out or has no price', () => {
    fc.assert(
      fc.property(day, fc.nat(), fc.boolean(), (from, pick, isLeftOut) => {
        const all = intervals(from, 2)
        const index = pick % all.length
        const [lost] = all.slice(index)
        const broken = isLeftOut
          ? all.toSpliced(index, 1)
          : all.map((one) => (one === lost ? { ...one, microEurPerKwh: null } : one))
        expect(() => gatherDays(broken)).toThrow(/is missing before it|is not whole/)
      }),
      { numRuns: 100 },
    )
  })
})
