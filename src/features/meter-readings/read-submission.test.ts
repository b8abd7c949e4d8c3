import { describe, expect, it } from 'vitest'
import { readDate, readRegister } from './read-submission.ts'

describe('readRegister', () => {
  it.each([
    ['12345', 12_345_000],
    ['012345', 12_345_000],
    ['0', 0],
    ['12.345', 12_345_000],
    ['12.345,6', 12_345_600],
    ['12345,678', 12_345_678],
    ['12345.6', 12_345_600],
    ['12 345 kWh', 12_345_000],
    ['999999', 999_999_000],
    ['12345,', 12_345_000],
  ])('reads %s as a German writes it', (typed, wh) => {
    expect(readRegister(typed, '.')).toEqual({ value: wh, problem: null })
  })

  it('reads 12,345 as thousands in English and as decimals in German', () => {
    expect(readRegister('12,345', ',').value).toBe(12_345_000)
    expect(readRegister('12,345', '.').value).toBe(12_345)
  })

  it.each([
    ['', 'missing'],
    ['   ', 'missing'],
    ['kWh', 'missing'],
    ['zwölf', 'not_a_number'],
    ['1e5', 'not_a_number'],
    ['0x1f', 'not_a_number'],
    ['12,3,4', 'not_a_number'],
    ['1.2.3', 'not_a_number'],
    ['٣٤', 'not_a_number'],
    ['12\u0000', 'not_a_number'],
    ['-', 'not_a_number'],
    ['-5', 'negative'],
    ['−12.345', 'negative'],
    ['1234567', 'too_many_digits'],
    ['1.234.567', 'too_many_digits'],
    ['1,2345', 'too_many_digits'],
    ['9'.repeat(400), 'too_many_digits'],
  ])('refuses %j as %s', (typed, problem) => {
    expect(readRegister(typed, '.')).toEqual({ value: null, problem })
  })
})

describe('readDate', () => {
  it.each([
    ['2026-11-23', '2026-11-23'],
    ['23.11.2026', '2026-11-23'],
    ['1.3.2026', '2026-03-01'],
    [' 2024-02-29 ', '2024-02-29'],
  ])('reads %s', (typed, day) => {
    expect(readDate(typed)).toEqual({ value: day, problem: null })
  })

  it.each([
    ['', 'missing'],
    ['2026-02-29', 'malformed'],
    ['31.04.2026', 'malformed'],
    ['2026-13-01', 'malformed'],
    ['gestern', 'malformed'],
    ['2026-11-23T10:00', 'malformed'],
    ['23.11.26', 'malformed'],
  ])('refuses %j as %s', (typed, problem) => {
    expect(readDate(typed)).toEqual({ value: null, problem })
  })
})
