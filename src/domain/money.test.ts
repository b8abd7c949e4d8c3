import { describe, expect, it } from 'vitest'
import { centsFromNano, divideRounded, grossOf, multiplyDivide, netOf, roundParts, vatOn } from './money.ts'

describe('money', () => {
  it('rounds half a unit away from zero', () => {
    expect([25, 15, 14, -25, -24, 0, -4].map((value) => divideRounded(value, 10))).toEqual([
      3, 2, 1, -3, -2, 0, 0,
    ])
    expect(Object.is(divideRounded(-4, 10), 0)).toBe(true)
  })

  it('turns price times energy into cents: 231.412 kWh at 9.360 ct are 21.66 EUR', () => {
    expect(centsFromNano(231_412 * 93_600)).toBe(2166)
    expect(centsFromNano(231_412 * 15_000)).toBe(347)
    expect(centsFromNano(-231_412 * 15_000)).toBe(-347)
  })

  it('taxes the rounded net sum once', () => {
    expect(vatOn(7067)).toBe(1343)
    expect(grossOf(7067)).toBe(8410)
    expect(netOf(3000)).toBe(2521)
    expect(vatOn(-7067)).toBe(-1343)
  })

  it('multiplies beyond 2^53 without losing a digit', () => {
    expect(multiplyDivide(5_000_000, 9_999_999_999_999, 10_000_000_000_000)).toBe(5_000_000)
    expect(multiplyDivide(3_500_000, 1_234_567_890_123, 9_993_000_000_000)).toBe(432_401)
    expect(multiplyDivide(-3_500_000, 1_234_567_890_123, 9_993_000_000_000)).toBe(-432_401)
    expect(multiplyDivide(10, 1, 4)).toBe(3)
  })

  it('lets rounded parts add up to the rounded whole', () => {
    expect(roundParts([3333, 3333, 3334], 100)).toEqual([33, 33, 34])
    expect(roundParts([150, 150, 150], 100)).toEqual([2, 2, 1])
    expect(roundParts([-149, 298, 51], 100)).toEqual([-1, 3, 0])
    expect(roundParts([-149, 298, 51], 100).reduce((a, b) => a + b)).toBe(divideRounded(200, 100))
  })
})
