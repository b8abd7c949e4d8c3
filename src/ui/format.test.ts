import { describe, expect, it } from 'vitest'
import { addDays, createFormat, daysBetween } from './format.ts'

const de = createFormat('de')
const en = createFormat('en')
const NBSP = '\u00a0'

describe('numbers', () => {
  it('writes prices of energy in cents', () => {
    expect(de.ctPerKwh(243_000)).toBe(`24,3${NBSP}ct/kWh`)
    expect(en.ctPerKwh(243_000)).toBe(`24.3${NBSP}ct/kWh`)
    expect(de.ct(89_120, 3)).toBe('8,912')
    expect(de.ct(-71_000)).toBe('−7,1')
    expect(de.ct(-400)).toBe('0,0')
  })

  it('writes money exactly, and round where it is an estimate', () => {
    expect(de.eur(8410)).toBe(`84,10${NBSP}€`)
    expect(en.eur(8410)).toBe('€84.10')
    expect(de.eur(-9095)).toBe(`−90,95${NBSP}€`)
    expect(en.eur(-123_450)).toBe('−€1,234.50')
    expect(de.eurRound(9812)).toBe(`98${NBSP}€`)
    expect(de.eurFine(284_000)).toBe(`0,284${NBSP}€`)
    expect(de.eurFine(12_900_000)).toBe(`12,90${NBSP}€`)
  })

  it('writes energy with a place where it is little', () => {
    expect(de.kwh(293_400)).toBe(`293${NBSP}kWh`)
    expect(de.kwh(14_800)).toBe(`14,8${NBSP}kWh`)
    expect(en.kwh(2_940_000)).toBe(`2,940${NBSP}kWh`)
    expect(de.percent(0.44)).toBe(`44${NBSP}%`)
    expect(en.percent(-0.06)).toBe('−6%')
  })
})

describe('dates', () => {
  it('writes calendar days', () => {
    expect(de.date('2025-12-03')).toBe('3. Dezember 2025')
    expect(en.date('2025-12-03')).toBe('3 December 2025')
    expect(de.span('2025-09-01', '2025-09-30')).toBe('1.–30. September 2025')
    expect(de.spanShort('2025-10-01', '2025-10-31')).toBe('1.–31. Okt. 2025')
    expect(de.month('2025-09-01')).toBe('September 2025')
    expect(de.weekday('2025-11-24')).toBe('Mo., 24. Nov.')
  })

  it('reads instants on the clock of Berlin, summer and winter', () => {
    expect(de.time(Date.parse('2025-10-22T16:20:00Z'))).toBe('18:20')
    expect(de.time(Date.parse('2025-11-22T16:20:00Z'))).toBe('17:20')
    expect(de.time(Date.parse('2025-10-21T22:00:00Z'))).toBe('00:00')
    expect(de.day(Date.parse('2025-10-21T22:00:00Z'))).toBe('2025-10-22')
    expect(de.hour(Date.parse('2025-10-26T01:00:00Z'))).toBe(2)
  })

  it('counts calendar days over the change of the clock', () => {
    expect(addDays('2025-10-25', 2)).toBe('2025-10-27')
    expect(addDays('2025-03-01', -1)).toBe('2025-02-28')
    expect(daysBetween('2025-10-22', '2025-11-01')).toBe(10)
  })
})
