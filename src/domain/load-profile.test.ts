import { H25_CSV } from './h25.ts'
import { describe, expect, it } from 'vitest'
import {
  householdCalendar,
  dayTypeOf,
  dayWeights,
  dynamisation,
  estimateDays,
  parseLoadProfile,
  spreadByProfile,
} from './load-profile.ts'
import { usageFromReadings } from './reading-usage.ts'

const H25 = parseLoadProfile(H25_CSV, { dynamic: true })
const calendar = householdCalendar()
const sum = (values: Iterable<number>) => [...values].reduce((total, value) => total + value, 0)

describe('the load profile H25', () => {
  it('knows Saturdays, workdays and holidays of the whole of Germany', () => {
    expect(dayTypeOf('2025-10-24')).toBe('workday')
    expect(dayTypeOf('2025-10-25')).toBe('saturday')
    expect(dayTypeOf('2025-10-26')).toBe('holiday')
    expect(dayTypeOf('2025-10-03')).toBe('holiday')
    expect(dayTypeOf('2025-10-31')).toBe('workday')
    expect(dayTypeOf('2025-12-24')).toBe('saturday')
    expect(dayTypeOf('2028-12-31')).toBe('holiday')
  })

  it('is dynamised by the day of the year', () => {
    expect([dynamisation('2025-01-01'), dynamisation('2025-07-01'), dynamisation('2025-12-31')]).toEqual([
      12_420, 7959, 12_572,
    ])
    // First quarter-hour of Friday 10 January 2025: 20.126 kWh × 1.2543
    expect(dayWeights(H25, '2025-01-10')[0]).toBe(20_126 * dynamisation('2025-01-10'))
  })

  it('sums to almost a million kWh a year, to which it is normalised', () => {
    // 999,905 and 999,270 by the calendar alone; the hours that the clocks skip and repeat take 5 and 6 off.
    expect(Math.round(calendar.yearWeight(2025) / 1e7)).toBe(999_900)
    expect(Math.round(calendar.yearWeight(2026) / 1e7)).toBe(999_264)
    for (const year of ['2025', '2026', '2028'] as const) {
      const days = estimateDays(calendar, 2_800_003, `${year}-01-01`, `${Number(year) + 1}-01-01`)
      expect(sum(days.values())).toBe(2_800_003)
    }
  })

  it('gives a day the same estimate whatever range it is asked in', () => {
    const year = estimateDays(calendar, 2_800_000, '2025-09-01', '2026-09-01')
    const month = estimateDays(calendar, 2_800_000, '2026-01-01', '2026-02-01')
    for (const [day, energyWh] of month) expect(year.get(day)).toBe(energyWh)
  })

  it('follows the clock on the days of 92 and 100 quarter-hours', () => {
    const long = dayWeights(H25, '2025-10-26')
    expect(long).toHaveLength(100)
    expect(long.slice(12, 16)).toEqual(long.slice(8, 12))
    expect(dayWeights(H25, '2026-03-29')).toHaveLength(92)
  })

  it('refuses a table that is not 96 × 36', () => {
    expect(() => parseLoadProfile('Januar\n[kWh],SA\n00:00-00:15,22.152', { dynamic: true })).toThrow(
      RangeError,
    )
  })
})

describe('use between readings', () => {
  it('spreads what was measured and estimates the rest', () => {
    const usage = usageFromReadings(
      calendar,
      [
        { day: '2026-01-01', valueWh: 12_345_000 },
        { day: '2025-11-01', valueWh: 11_800_000 },
      ],
      2_800_000,
      '2025-10-30',
      '2026-01-03',
    )
    expect(usage.filter((day) => day.status === 'estimated').map((day) => day.day)).toEqual([
      '2025-10-30',
      '2025-10-31',
      '2026-01-01',
      '2026-01-02',
    ])
    expect(sum(usage.filter((day) => day.status !== 'estimated').map((day) => day.energyWh))).toBe(545_000)
    expect(sum(spreadByProfile(calendar, 545_001, '2025-11-01', '2026-01-01').values())).toBe(545_001)
  })

  it('keeps the days inside a range the same as in the whole', () => {
    const readings = [
      { day: '2025-11-01', valueWh: 0 },
      { day: '2026-05-01', valueWh: 1_600_000 },
    ] as const
    const whole = usageFromReadings(calendar, readings, 2_800_000, '2025-11-01', '2026-05-01')
    const part = usageFromReadings(calendar, readings, 2_800_000, '2026-02-10', '2026-02-12')
    expect(part).toEqual(whole.filter(({ day }) => day === '2026-02-10' || day === '2026-02-11'))
  })
})
