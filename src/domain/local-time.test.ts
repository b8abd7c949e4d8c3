import { Temporal } from 'temporal-polyfill'
import { describe, expect, it } from 'vitest'
import {
  addDays,
  addMonths,
  clockQuarters,
  dayAt,
  daysBetween,
  daysInRange,
  daysInYear,
  instantAt,
  monthsInRange,
  parseDay,
  quarterCount,
  quarterIndexAt,
  quarterStarts,
  startOfDay,
} from './local-time.ts'

describe('Berlin days', () => {
  it('has 92 quarter-hours in March, 100 in October and 96 otherwise', () => {
    const odd = daysInRange('2024-01-01', '2029-01-01').filter((day) => quarterCount(day) !== 96)
    expect(odd.map((day) => [day, quarterCount(day)])).toEqual([
      ['2024-03-31', 92],
      ['2024-10-27', 100],
      ['2025-03-30', 92],
      ['2025-10-26', 100],
      ['2026-03-29', 92],
      ['2026-10-25', 100],
      ['2027-03-28', 92],
      ['2027-10-31', 100],
      ['2028-03-26', 92],
      ['2028-10-29', 100],
    ])
  })

  it('begins and ends at local midnight', () => {
    expect(startOfDay('2026-03-29').toString()).toBe('2026-03-28T23:00:00Z')
    expect(startOfDay('2026-03-30').toString()).toBe('2026-03-29T22:00:00Z')
    expect(quarterStarts('2025-10-26').at(-1)?.toString()).toBe('2025-10-26T22:45:00Z')
  })

  it('finds the day and the quarter-hour of every quarter-hour of five years', () => {
    for (const day of daysInRange('2024-01-01', '2029-01-01')) {
      const starts = quarterStarts(day)
      for (const index of [0, 8, 11, 12, starts.length - 1]) {
        const inside = starts[index]!.add({ minutes: 14, seconds: 59 })
        expect([dayAt(inside), quarterIndexAt(inside)]).toEqual([day, index])
      }
    }
  })

  it('reads the clock: 02:00 is skipped in March and repeated in October', () => {
    expect(clockQuarters('2026-03-29').slice(6, 10)).toEqual([6, 7, 12, 13])
    expect(clockQuarters('2025-10-26').slice(8, 18)).toEqual([8, 9, 10, 11, 8, 9, 10, 11, 12, 13])
    expect(clockQuarters('2025-10-27')).toHaveLength(96)
  })

  it('names a clock time of a day', () => {
    expect(instantAt('2025-07-01', '13:00').toString()).toBe('2025-07-01T11:00:00Z')
    expect(instantAt('2025-12-01', '13:00').toString()).toBe('2025-12-01T12:00:00Z')
  })

  it('counts in calendar days and months', () => {
    expect(addDays('2026-02-28', 1)).toBe('2026-03-01')
    expect(daysBetween('2025-10-01', '2025-11-01')).toBe(31)
    expect(daysBetween('2025-11-01', '2025-10-31')).toBe(-1)
    expect(addMonths('2025-11', 3)).toBe('2026-02')
    expect(monthsInRange('2025-11-15', '2026-01-01')).toEqual(['2025-11', '2025-12'])
    expect([daysInYear(2028), daysInYear(2026)]).toEqual([366, 365])
  })

  it('refuses what is no day', () => {
    expect(parseDay('2028-02-29')).toBe('2028-02-29')
    for (const text of ['2026-02-29', '2026-2-1', '20260201', '2026-01-01T00:00Z', '']) {
      expect(() => parseDay(text)).toThrow(RangeError)
    }
  })

  it('takes midnight itself as the new day', () => {
    expect(dayAt(Temporal.Instant.from('2025-10-25T22:00:00Z'))).toBe('2025-10-26')
    expect(dayAt(Temporal.Instant.from('2025-10-25T21:59:59.999Z'))).toBe('2025-10-25')
  })
})
