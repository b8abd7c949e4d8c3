import { describe, expect, it } from 'vitest'
import { householdCalendar } from '../domain/load-profile.ts'
import { type Day, daysInRange, quarterCount } from '../domain/local-time.ts'
import { car, heatPump, household, netOf, roof, together, wholeWh } from './households.ts'
import { randomFor } from './random.ts'

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)
const year = daysInRange('2025-09-01', '2026-09-01')
const yearOf = (series: (day: Day) => number[]) =>
  year.reduce((total, day) => total + sum(wholeWh(series(day))), 0)

describe('made-up households', () => {
  it('come out the same every time, and different by name', () => {
    const home = household('anna', householdCalendar(), 2_000_000)
    expect(home('2026-01-15')).toEqual(home('2026-01-15'))
    expect(home('2026-01-15')).not.toEqual(household('hanne', householdCalendar(), 2_000_000)('2026-01-15'))
    expect(randomFor('a', 'b')()).not.toBe(randomFor('ab', '')())
  })

  it('use about what is asked of them in a year, never less than nothing, on days of any length', () => {
    const home = household('anna', householdCalendar(), 2_000_000)
    expect(yearOf(home) / 2_000_000).toBeGreaterThan(0.9)
    expect(yearOf(home) / 2_000_000).toBeLessThan(1.1)
    expect(yearOf(heatPump('anna', 3_000_000)) / 3_000_000).toBeGreaterThan(0.75)
    expect(yearOf(heatPump('anna', 3_000_000)) / 3_000_000).toBeLessThan(1.25)
    const all = together(home, heatPump('anna', 3_000_000), car('anna'), roof('anna', 5000))
    for (const day of ['2025-10-26', '2026-03-29', '2026-06-01'] as const) {
      const wh = wholeWh(all(day))
      expect(wh).toHaveLength(quarterCount(day))
      expect(wh.every((value) => Number.isInteger(value) && value >= 0)).toBe(true)
    }
  })

  it('either draw or feed in, and the two differ by what the roof gave', () => {
    const home = household('frida', householdCalendar(), 3_000_000)
    const sun = roof('frida', 9800)
    const drawn = netOf('drawn', home, sun)('2026-06-01')
    const fedIn = netOf('fed in', home, sun)('2026-06-01')
    expect(drawn.every((wh, index) => wh === 0 || fedIn[index] === 0)).toBe(true)
    expect(sum(home('2026-06-01')) - sum(sun('2026-06-01'))).toBeCloseTo(sum(drawn) - sum(fedIn), 6)
    expect(sum(sun('2026-06-01').slice(0, 12))).toBe(0)
  })
})
