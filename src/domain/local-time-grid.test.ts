import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, it } from 'vitest'
import {
  addDays,
  type Day,
  dayAt,
  daysInRange,
  isRepeatedHour,
  QUARTER_MS,
  quarterCount,
  quarterGrid,
  quarterIndexAt,
  quartersInRange,
  quarterStarts,
  startOfDay,
  startOfQuarter,
} from './local-time.ts'

const FIVE_YEARS = daysInRange('2024-01-01', '2029-01-01')
const CLOCK_DAYS: readonly Day[] = [
  '2024-03-31',
  '2024-10-27',
  '2025-03-30',
  '2025-10-26',
  '2026-03-29',
  '2026-10-25',
  '2027-03-28',
  '2027-10-31',
  '2028-03-26',
  '2028-10-29',
]
/** Any day of the five years, the ten on which the clocks change as often as all others together. */
const anyDay = fc.oneof(fc.constantFrom(...FIVE_YEARS), fc.constantFrom(...CLOCK_DAYS))
const at = (text: string) => Temporal.Instant.from(text).epochMilliseconds

/** Central European time by its rule (last Sunday of March and October, 01:00 UTC), reckoned without a zone database. */
function offsetHours(epochMs: number): 1 | 2 {
  const year = new Date(epochMs).getUTCFullYear()
  const lastSunday = (month: number) => {
    const last = new Date(Date.UTC(year, month + 1, 0))
    return Date.UTC(year, month, last.getUTCDate() - last.getUTCDay(), 1)
  }
  return epochMs >= lastSunday(2) && epochMs < lastSunday(9) ? 2 : 1
}

describe('quarter-hours of Berlin', () => {
  it('follow the rule of summer time on every day of five years: counts, midnights, neighbours', () => {
    let end = startOfDay(FIVE_YEARS[0]!).epochMilliseconds
    for (const day of FIVE_YEARS) {
      const start = startOfDay(day).epochMilliseconds
      expect(start).toBe(end)
      expect(start + offsetHours(start) * 3_600_000).toBe(Date.parse(`${day}T00:00:00Z`))
      const count = quarterCount(day)
      end = start + count * QUARTER_MS
      const change = CLOCK_DAYS.indexOf(day)
      expect([day, count]).toEqual([day, change < 0 ? 96 : change % 2 === 0 ? 92 : 100])
      expect(offsetHours(end - 1) === offsetHours(start)).toBe(change < 0)
    }
    expect(end).toBe(at('2028-12-31T23:00:00Z'))
  })

  it('begin and end on the days of the clock change where they should', () => {
    const bounds = (day: Day) => [
      startOfDay(day).toString(),
      startOfDay(addDays(day, 1)).toString(),
      quarterCount(day),
    ]
    expect(bounds('2025-03-30')).toEqual(['2025-03-29T23:00:00Z', '2025-03-30T22:00:00Z', 92])
    expect(bounds('2025-10-26')).toEqual(['2025-10-25T22:00:00Z', '2025-10-26T23:00:00Z', 100])
    expect(bounds('2026-03-29')).toEqual(['2026-03-28T23:00:00Z', '2026-03-29T22:00:00Z', 92])
    expect(bounds('2026-10-25')).toEqual(['2026-10-24T22:00:00Z', '2026-10-25T23:00:00Z', 100])
    expect(bounds('2027-03-28')).toEqual(['2027-03-27T23:00:00Z', '2027-03-28T22:00:00Z', 92])
    expect(bounds('2027-10-31')).toEqual(['2027-10-30T22:00:00Z', '2027-10-31T23:00:00Z', 100])
    expect(startOfQuarter('2025-10-26', 12).toString()).toBe('2025-10-26T01:00:00Z')
    expect(startOfQuarter('2025-10-26', 99).toString()).toBe('2025-10-26T22:45:00Z')
    expect(startOfQuarter('2026-03-29', 8).toString()).toBe('2026-03-29T01:00:00Z')
  })

  it('lead from an instant to its day and index and back', () => {
    const from = at('2023-12-31T23:00:00Z')
    const last = (at('2028-12-31T23:00:00Z') - from) / QUARTER_MS - 1
    fc.assert(
      fc.property(fc.integer({ min: 0, max: last }), fc.nat(QUARTER_MS - 1), (quarter, into) => {
        const start = from + quarter * QUARTER_MS
        const instant = Temporal.Instant.fromEpochMilliseconds(start + into)
        const found = startOfQuarter(dayAt(instant), quarterIndexAt(instant))
        expect(found.epochMilliseconds).toBe(start)
      }),
      { numRuns: 1000 },
    )
    fc.assert(
      fc.property(anyDay, fc.nat(99), (day, index) => {
        fc.pre(index < quarterCount(day))
        const start = startOfQuarter(day, index)
        expect([dayAt(start), quarterIndexAt(start)]).toEqual([day, index])
      }),
    )
  })

  it('lie fifteen minutes apart in any range, whose days they fill one after the other', () => {
    fc.assert(
      fc.property(anyDay, fc.nat(40), (from, length) => {
        const to = addDays(from, length)
        const grid = quarterGrid(from, to)
        expect(grid).toHaveLength(quartersInRange(from, to))
        expect(grid.slice(1).every((start, index) => start - (grid[index] ?? 0) === QUARTER_MS)).toBe(true)
        const byDay = daysInRange(from, to).flatMap((day) =>
          quarterStarts(day).map(({ epochMilliseconds }) => epochMilliseconds),
        )
        expect(grid).toEqual(byDay)
      }),
      { numRuns: 60 },
    )
  })

  it('are 35,040 in a year, 35,136 in a leap year, none in an empty or reversed range', () => {
    const count = (from: Day, to: Day) => quarterGrid(from, to).length
    expect(count('2025-01-01', '2026-01-01')).toBe(35_040)
    expect(count('2028-01-01', '2029-01-01')).toBe(35_136)
    expect(count('2025-10-01', '2025-11-01')).toBe(2980)
    expect(count('2026-03-01', '2026-04-01')).toBe(2972)
    expect(count('2025-10-26', '2025-10-26')).toBe(0)
    expect(count('2025-10-27', '2025-10-26')).toBe(0)
  })

  it('end where the day ends', () => {
    expect(() => startOfQuarter('2026-03-29', 92)).toThrow('2026-03-29 has no quarter-hour 92')
    expect(() => startOfQuarter('2025-10-26', 100)).toThrow(RangeError)
    for (const index of [-1, 1.5, Number.NaN])
      expect(() => startOfQuarter('2025-10-26', index)).toThrow(RangeError)
  })
})

it('tells the winter quarters of the hour that October repeats from the summer ones', () => {
  const repeated = quarterStarts('2026-10-25').filter(({ epochMilliseconds }) =>
    isRepeatedHour(epochMilliseconds),
  )
  expect(repeated.map(String)).toEqual([
    '2026-10-25T01:00:00Z',
    '2026-10-25T01:15:00Z',
    '2026-10-25T01:30:00Z',
    '2026-10-25T01:45:00Z',
  ])
  for (const day of ['2026-03-29', '2026-07-01'] as const) {
    expect(quarterStarts(day).some(({ epochMilliseconds }) => isRepeatedHour(epochMilliseconds))).toBe(false)
  }
})
