import { describe, expect, it } from 'vitest'
import { cheapestWindow } from './cheapest-window.ts'
import { quarterStarts } from './local-time.ts'
import { priceAt } from './price-point.ts'

const day = quarterStarts('2025-10-26').map((start) => start.epochMilliseconds)
const midnight = Date.parse('2025-10-25T22:00:00Z')
const points = (price: (index: number) => number | null) =>
  day.map((startsAt, index) => ({ startsAt, microEurPerKwh: price(index) }))

describe('the cheapest window', () => {
  it('finds three hours across the repeated hour', () => {
    const prices = points((index) => (index >= 9 && index < 21 ? 100 : 200))
    expect(cheapestWindow(prices, midnight, 12)).toEqual({
      from: Date.parse('2025-10-26T00:15:00Z'),
      to: Date.parse('2025-10-26T03:15:00Z'),
      averageMicroEurPerKwh: 100,
    })
  })

  it('is the cheapest run ahead, and its mean', () => {
    const prices = points((index) => [1, 50, 20, 10, 60, 40][index] ?? 90)
    expect(cheapestWindow(prices, midnight + 900_000, 2)).toEqual({
      from: day[2],
      to: day[4],
      averageMicroEurPerKwh: 15,
    })
  })

  it('takes the earliest of equals, from the present quarter-hour on', () => {
    const prices = points(() => 150)
    expect(cheapestWindow(prices, midnight + 60_000, 4)?.from).toBe(midnight)
    expect(cheapestWindow(prices, midnight + 899_999, 4)?.from).toBe(midnight)
    expect(cheapestWindow(prices, midnight + 900_000, 4)?.from).toBe(midnight + 900_000)
  })

  it('does not reach across a gap or an unpublished price, and finds none in too little', () => {
    const gap = points((index) => (index < 4 || index >= 96 ? 10 : 100))
    expect(cheapestWindow(gap.toSpliced(2, 1), midnight, 4)?.from).toBe(day[96])
    expect(
      cheapestWindow(
        points((index) => (index === 50 ? null : index)),
        midnight + 40 * 900_000,
        12,
      )?.from,
    ).toBe(day[51])
    expect(cheapestWindow(gap, midnight + 98 * 900_000, 4)).toBeNull()
    expect(cheapestWindow(points(() => 10).slice(0, 1), midnight, 2)).toBeNull()
    expect(cheapestWindow([], midnight, 1)).toBeNull()
  })

  it('rounds the mean of negative prices too', () => {
    expect(
      cheapestWindow(
        points((index) => (index < 2 ? -5 - index : 0)),
        midnight,
        2,
      )?.averageMicroEurPerKwh,
    ).toBe(-6)
  })
})

describe('the price now', () => {
  it('is that of the running quarter-hour, and unknown when it is not published', () => {
    const prices = points((index) => (index === 3 ? null : index * 10))
    expect(priceAt(prices, midnight + 2 * 900_000 + 899_999)).toEqual({
      startsAt: day[2],
      microEurPerKwh: 20,
    })
    expect(priceAt(prices, midnight + 2 * 900_000)?.startsAt).toBe(day[2])
    expect(priceAt(prices, midnight + 3 * 900_000)).toBeNull()
    expect(priceAt(prices, midnight - 1)).toBeNull()
  })
})
