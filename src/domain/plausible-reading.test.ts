import { describe, expect, it } from 'vitest'
import { householdCalendar } from './load-profile.ts'
import type { Day } from './local-time.ts'
import { doubtReading } from './plausible-reading.ts'

const calendar = householdCalendar()
const at = (readOn: Day, kwh: number) => ({ readOn, valueWh: kwh * 1000 })

/** A year of 3,650 kWh: what the profile expects of any whole year is exactly that. */
const YEAR = [at('2025-01-01', 10_000)]
const doubt = (readings: ReturnType<typeof at>[], reading: ReturnType<typeof at>, annualKwh = 3650) =>
  doubtReading(calendar, readings, reading, annualKwh * 1000)

describe('doubtReading', () => {
  it('lets pass everything from a fifth of the expected use to five times as much', () => {
    expect(doubt(YEAR, at('2026-01-01', 13_650))).toBeNull()
    expect(doubt(YEAR, at('2026-01-01', 10_730))).toBeNull()
    expect(doubt(YEAR, at('2026-01-01', 28_250))).toBeNull()
  })

  it('asks back beyond that, and says from when and with which figures', () => {
    expect(doubt(YEAR, { readOn: '2026-01-01', valueWh: 10_729_999 })).toEqual({
      reason: 'too_little',
      since: YEAR[0],
      usedWh: 729_999,
      expectedWh: 3_650_000,
    })
    expect(doubt(YEAR, { readOn: '2026-01-01', valueWh: 28_250_001 })).toEqual({
      reason: 'too_much',
      since: YEAR[0],
      usedWh: 18_250_001,
      expectedWh: 3_650_000,
    })
    expect(doubt(YEAR, at('2026-01-01', 10_000))).toMatchObject({ reason: 'too_little', usedWh: 0 })
  })

  it('expects more of a winter month than of a summer month', () => {
    const january = doubt([at('2025-01-01', 0)], at('2025-02-01', 9000))
    const july = doubt([at('2025-07-01', 0)], at('2025-08-01', 9000))
    expect([january, july]).toMatchObject([{ expectedWh: 367_437 }, { expectedWh: 269_143 }])
  })

  it('asks nobody about a hundred kilowatt-hours more or less', () => {
    const yesterday = [at('2026-06-01', 5000)]
    const [expected] = [doubt(yesterday, at('2026-06-02', 5200))].map((found) =>
      found && 'expectedWh' in found ? found.expectedWh : 0,
    )
    expect(expected).toBeGreaterThan(5000)
    expect(expected).toBeLessThan(15_000)
    expect(doubt(yesterday, { readOn: '2026-06-02', valueWh: 5_100_000 + (expected ?? 0) })).toBeNull()
    expect(doubt(yesterday, { readOn: '2026-06-02', valueWh: 5_100_001 + (expected ?? 0) })).toMatchObject({
      reason: 'too_much',
    })
    expect(doubt(yesterday, at('2026-06-11', 5000)), 'ten days away').toBeNull()
  })

  it('names the nearest reading that contradicts, earlier or later', () => {
    const readings = [at('2025-01-01', 100), at('2025-06-01', 900), at('2026-01-01', 2000)]
    expect(doubt(readings, at('2025-09-01', 850))).toEqual({ reason: 'below_earlier', other: readings[1] })
    expect(doubt(readings, at('2025-09-01', 50))).toEqual({ reason: 'below_earlier', other: readings[1] })
    expect(doubt(readings, at('2025-09-01', 2001))).toEqual({ reason: 'above_later', other: readings[2] })
    expect(doubt(readings.toReversed(), at('2025-09-01', 1500))).toBeNull()
  })

  it('has nothing to compare the first reading with', () => {
    expect(doubt([], at('2026-01-01', 999_999))).toBeNull()
    expect(doubt([at('2026-02-01', 999_999)], at('2026-01-01', 1))).toBeNull()
  })

  it('asks about more than the floor where no use is expected at all', () => {
    expect(doubt(YEAR, at('2026-01-01', 10_100), 0)).toBeNull()
    expect(doubt(YEAR, at('2026-01-01', 10_101), 0)).toMatchObject({ reason: 'too_much', expectedWh: 0 })
  })
})
