import { describe, expect, it } from 'vitest'
import { type Day, quarterStarts } from './local-time.ts'
import { hoursOfDays } from './usage-hours.ts'
import { quarterStartTexts } from './usage-local-starts.ts'
import { lastYearOf, periodResolution, shiftPeriod, usagePeriod } from './usage-period.ts'

const range = (from: Day, to: Day) => ({ view: 'range', from, to }) as const

describe('periods', () => {
  it('go from neighbour to neighbour', () => {
    const october = usagePeriod('month', '2026-10-17')
    expect(october).toEqual({ view: 'month', from: '2026-10-01', to: '2026-11-01' })
    expect(shiftPeriod(october, 1).to).toBe('2026-12-01')
    expect(shiftPeriod(usagePeriod('month', '2026-03-31'), -1).from).toBe('2026-02-01')
    expect(shiftPeriod(usagePeriod('week', '2026-01-01'), -1)).toMatchObject({ from: '2025-12-22' })
    expect(shiftPeriod(range('2026-03-10', '2026-03-20'), -1)).toEqual(range('2026-02-28', '2026-03-10'))
  })

  it('are compared with the same dates, weeks with the same weekdays', () => {
    expect(lastYearOf(usagePeriod('month', '2025-02-01'))).toEqual({ from: '2024-02-01', to: '2024-02-29' })
    expect(lastYearOf(usagePeriod('day', '2024-02-29'))).toEqual({ from: '2023-02-28', to: '2023-03-01' })
    expect(lastYearOf(usagePeriod('week', '2026-11-23'))).toEqual({ from: '2025-11-24', to: '2025-12-01' })
    expect(lastYearOf(usagePeriod('year', '2026-05-05'))).toEqual({ from: '2025-01-01', to: '2026-01-01' })
  })

  it('are as fine as can be read', () => {
    const of = (to: Day) => periodResolution(range('2026-01-01', to), 'smart')
    expect(['2026-01-03', '2026-01-11', '2026-04-03', '2026-04-04'].map((to) => of(to as Day))).toEqual([
      '15min',
      'hour',
      'day',
      'month',
    ])
    expect(periodResolution(usagePeriod('year', '2026-01-01'), 'analog')).toBe('month')
  })
})

describe('hoursOfDays', () => {
  const even = (day: Day) => ({
    day,
    energyWh: 0,
    status: 'final' as const,
    quarters: quarterStarts(day).map((_, index) => (index < 8 ? 10 : 20)),
  })

  it('leaves the skipped hour out and takes the mean of the repeated one', () => {
    const [march, october, usual] = hoursOfDays([even('2026-03-29'), even('2026-10-25'), even('2026-10-26')])
    expect(march?.hours.slice(0, 5)).toEqual([40, 40, null, 80, 80])
    expect(october?.hours.slice(0, 5)).toEqual([40, 40, 80, 80, 80])
    expect(usual?.hours.slice(0, 3)).toEqual([40, 40, 80])
    expect(hoursOfDays([{ ...even('2026-10-26'), quarters: null }])).toEqual([])
  })
})

describe('quarterStartTexts', () => {
  it('names each quarter-hour once, on both clocks', () => {
    const october = quarterStartTexts('2026-10-25')
    expect(october).toHaveLength(100)
    expect(october[8]).toEqual({ utc: '2026-10-25T00:00:00Z', local: '2026-10-25T02:00:00+02:00' })
    expect(october[12]).toEqual({ utc: '2026-10-25T01:00:00Z', local: '2026-10-25T02:00:00+01:00' })
    expect(quarterStartTexts('2026-03-29')[8]?.local).toBe('2026-03-29T03:00:00+02:00')
    expect(quarterStartTexts('2026-01-01')[0]).toEqual({
      utc: '2025-12-31T23:00:00Z',
      local: '2026-01-01T00:00:00+01:00',
    })
  })
})
