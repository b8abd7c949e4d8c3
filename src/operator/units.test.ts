import { describe, expect, it } from 'vitest'
import {
  formatCentPerKwh,
  formatDuration,
  formatEuro,
  parseCentPerKwh,
  parseDuration,
  parseEuro,
  parseMoment,
  parseWhole,
} from './units.ts'

describe('amounts on the command line', () => {
  it.each([
    ['9.90', 990],
    ['9.9', 990],
    ['10', 1000],
    ['0.07', 7],
    ['-1', -100],
    ['-0', 0],
    ['1.15', 115], // 1.15 * 100 is 114.99999999999999 in floating point
    ['8.29', 829],
  ])('reads %s EUR as %d cents', (text, cents) => expect(parseEuro(text)).toBe(cents))

  it.each([
    ['1.5', 15_000],
    ['12.3456', 123_456],
    ['-0.1', -1000],
    ['+7.78', 77_800],
    ['0.0001', 1],
  ])('reads %s ct/kWh as %d millionths of a euro', (text, micro) => expect(parseCentPerKwh(text)).toBe(micro))

  it.each(['9.999', '9.900'])('refuses %s EUR rather than round it', (text) => {
    expect(() => parseEuro(text)).toThrow(`"${text}" has more than 2 decimals; it would have to be rounded`)
  })

  it('refuses a fifth decimal of ct/kWh', () => {
    expect(() => parseCentPerKwh('1.23456')).toThrow('has more than 4 decimals')
  })

  it.each(['', ' ', '9,90', '1e3', '0x10', '.5', '5.', '1 000', 'NaN', 'Infinity', '--1', '12345678901'])(
    'refuses %j as an amount',
    (text) => expect(() => parseEuro(text)).toThrow(RangeError),
  )

  it.each(['1.0', '-3', 'x', ''])('refuses %j as a whole number', (text) => {
    expect(() => parseWhole(text)).toThrow(RangeError)
  })

  it('writes them back', () => {
    expect([990, 7, 0, -100, 100_000].map(formatEuro)).toEqual([
      '9.90 EUR',
      '0.07 EUR',
      '0.00 EUR',
      '-1.00 EUR',
      '1000.00 EUR',
    ])
    expect([15_000, 123_456, -1000, 1, 0].map(formatCentPerKwh)).toEqual([
      '1.5 ct/kWh',
      '12.3456 ct/kWh',
      '-0.1 ct/kWh',
      '0.0001 ct/kWh',
      '0 ct/kWh',
    ])
  })
})

describe('durations', () => {
  it.each([
    ['90s', 90],
    ['5m', 300],
    ['12h', 43_200],
    ['7d', 604_800],
  ])('reads %s as %d seconds and writes it back', (text, seconds) => {
    expect(parseDuration(text)).toBe(seconds)
    expect(formatDuration(seconds)).toBe(text)
  })

  it.each(['300', '5 min', '-5m', '5M', '1.5h', ''])('refuses %j', (text) => {
    expect(() => parseDuration(text)).toThrow(RangeError)
  })
})

describe('moments on the command line', () => {
  it('are those of a clock in Berlin', () => {
    expect(parseMoment('2026-12-01T09:30').toString()).toBe('2026-12-01T08:30:00Z')
    expect(parseMoment(' 2026-07-01 09:30 ').toString()).toBe('2026-07-01T07:30:00Z')
  })

  it.each(['', 'today', '2026-12-01', '2026-02-30T09:30', '2026-12-01T25:00', '2026-12-01T09:30Z', '09:30'])(
    'refuses "%s"',
    (text) => {
      expect(() => parseMoment(text)).toThrow(`"${text}" is not a moment; write it like 2026-12-01T09:30`)
    },
  )
})
