import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, type Day, daysBetween, daysInRange, weekday } from './local-time.ts'
import { isoWeek, periodAround, startOfMonth, startOfWeek, startOfYear } from './local-time-periods.ts'

const FIVE_YEARS = daysInRange('2024-01-01', '2029-01-01')
const anyDay = fc.constantFrom(...FIVE_YEARS)
const anyUnit = fc.constantFrom('day', 'week', 'month', 'year')

describe('calendar periods', () => {
  it('counts weeks by ISO 8601, also where they cross the year', () => {
    const weeks: [Day, number, number, Day][] = [
      ['2024-01-01', 2024, 1, '2024-01-01'],
      ['2024-12-29', 2024, 52, '2024-12-23'],
      ['2024-12-30', 2025, 1, '2024-12-30'],
      ['2025-12-31', 2026, 1, '2025-12-29'],
      ['2026-12-31', 2026, 53, '2026-12-28'],
      ['2027-01-01', 2026, 53, '2026-12-28'],
      ['2027-01-03', 2026, 53, '2026-12-28'],
      ['2027-01-04', 2027, 1, '2027-01-04'],
      ['2028-01-02', 2027, 52, '2027-12-27'],
    ]
    for (const [day, year, week, monday] of weeks) {
      expect([day, isoWeek(day), startOfWeek(day)]).toEqual([day, { year, week }, monday])
    }
  })

  it('begins weeks on Monday and gives every day of one the same number, over five years', () => {
    for (const day of FIVE_YEARS) {
      const monday = startOfWeek(day)
      expect(weekday(monday)).toBe(1)
      expect(daysBetween(monday, day)).toBe(weekday(day) - 1)
      expect(isoWeek(day)).toEqual(isoWeek(addDays(monday, 3)))
      expect(isoWeek(day).year).toBe(Number(addDays(monday, 3).slice(0, 4)))
      expect(isoWeek(addDays(monday, 7))).not.toEqual(isoWeek(day))
    }
  })

  it('names the first day of months and years', () => {
    expect([startOfMonth('2028-02-29'), startOfYear('2028-02-29')]).toEqual(['2028-02-01', '2028-01-01'])
    expect(periodAround('2028-02-29', 'month')).toEqual({ from: '2028-02-01', to: '2028-03-01' })
    expect(periodAround('2027-12-31', 'month')).toEqual({ from: '2027-12-01', to: '2028-01-01' })
    expect(periodAround('2027-12-31', 'year')).toEqual({ from: '2027-01-01', to: '2028-01-01' })
    expect(periodAround('2027-01-01', 'week')).toEqual({ from: '2026-12-28', to: '2027-01-04' })
    expect(periodAround('2026-03-29', 'day')).toEqual({ from: '2026-03-29', to: '2026-03-30' })
  })

  it('has every day in one period, and the next period begins where it ends', () => {
    fc.assert(
      fc.property(anyDay, anyUnit, (day, unit) => {
        const { from, to } = periodAround(day, unit)
        expect(from <= day && day < to).toBe(true)
        expect(periodAround(from, unit)).toEqual({ from, to })
        expect(periodAround(addDays(to, -1), unit)).toEqual({ from, to })
        expect(periodAround(to, unit).from).toBe(to)
      }),
      { numRuns: 500 },
    )
  })
})
