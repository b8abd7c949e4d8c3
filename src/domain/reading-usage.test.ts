import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { householdCalendar } from './load-profile.ts'
import { addDays, type Day, daysBetween } from './local-time.ts'
import { usageFromReadings } from './reading-usage.ts'

const calendar = householdCalendar()
const total = (usage: readonly { energyWh: number }[]) =>
  usage.reduce((sum, { energyWh }) => sum + energyWh, 0)

describe('use of a meter that is read now and then', () => {
  it('of a year without readings is the yearly estimate, month by month as the profile has it', () => {
    const year = usageFromReadings(calendar, [], 2_650_001, '2026-01-01', '2027-01-01')
    expect(year).toHaveLength(365)
    expect(total(year)).toBe(2_650_001)
    expect(year.every(({ status }) => status === 'estimated')).toBe(true)
    const month = (from: Day, to: Day) => total(year.filter(({ day }) => day >= from && day < to))
    // Reckoned apart from this code: table × day's factor over all quarter-hours, normalised to 999,263.876 kWh.
    const january = month('2026-01-01', '2026-02-01')
    const june = month('2026-06-01', '2026-07-01')
    expect([january, june]).toEqual([268_149, 188_207])
  })

  it('of a year between two readings is their difference, not the estimate', () => {
    const readings = [
      { day: '2025-09-01', valueWh: 48_213_000 },
      { day: '2026-09-01', valueWh: 51_040_357 },
    ] as const
    const year = usageFromReadings(calendar, readings, 2_650_000, '2025-09-01', '2026-09-01')
    expect(total(year)).toBe(2_827_357)
    expect(year.every(({ status }) => status === 'final')).toBe(true)
  })

  it('is known between two readings, assumed up to an estimate of the grid operator', () => {
    const readings = [
      { day: '2025-09-01', valueWh: 1_000_000 },
      { day: '2025-12-01', valueWh: 1_700_000, isEstimated: true },
      { day: '2026-03-01', valueWh: 2_500_000 },
      { day: '2026-06-01', valueWh: 3_100_000, isEstimated: true },
    ] as const
    const usage = usageFromReadings(calendar, readings, 3_000_000, '2025-08-31', '2026-06-02')
    const statuses = Map.groupBy(usage, ({ status }) => status)
    expect([...statuses].map(([status, days]) => [status, days[0]?.day, days.length])).toEqual([
      ['estimated', '2025-08-31', 2],
      ['final', '2025-09-01', 181],
      ['substitute', '2026-03-01', 92],
    ])
    expect(total(statuses.get('substitute') ?? [])).toBe(600_000)
  })

  it('adds up to the register between any two readings, in whatever order they come and whatever is asked', () => {
    const start: Day = '2024-01-01'
    const days = fc.uniqueArray(fc.integer({ min: 0, max: 1800 }), { minLength: 2, maxLength: 8 })
    const uses = fc.array(fc.integer({ min: 0, max: 9_000_000 }), { minLength: 8, maxLength: 8 })
    fc.assert(
      fc.property(days, uses, fc.integer({ min: 0, max: 60 }), (offsets, used, margin) => {
        let register = 12_345_000
        const readings = offsets
          .toSorted((a, b) => a - b)
          .map((offset, index) => ({
            day: addDays(start, offset),
            valueWh: (register += index === 0 ? 0 : (used[index] ?? 0)),
          }))
        const [first, last] = [readings[0], readings.at(-1)]
        if (!first || !last) return
        const from = addDays(first.day, -margin)
        const to = addDays(last.day, margin)
        const usage = usageFromReadings(calendar, readings.toReversed(), 3_000_000, from, to)
        expect(usage).toHaveLength(daysBetween(from, to))
        expect(usage.filter(({ status }) => status === 'estimated')).toHaveLength(2 * margin)
        for (const [index, reading] of readings.entries()) {
          const next = readings[index + 1]
          if (!next) continue
          const between = usage.filter(({ day }) => day >= reading.day && day < next.day)
          expect(total(between)).toBe(next.valueWh - reading.valueWh)
        }
      }),
      { numRuns: 25 },
    )
  })
})
