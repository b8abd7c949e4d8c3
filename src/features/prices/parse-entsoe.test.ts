import { describe, expect, it } from 'vitest'
import { readDayPrices } from './read-day-prices.ts'
import { entsoeDocument, entsoeNothing, entsoeSeries, refusal, risingDays } from './test-price-files.ts'

const days = risingDays('2025-10-25', '2025-10-27')

describe('a document of ENTSO-E', () => {
  it('fills left-out positions forward, the last ones of the day too', () => {
    const even = [{ day: '2025-10-26' as const, prices: Array.from({ length: 100 }, () => 82_950) }]
    const text = entsoeDocument(entsoeSeries(even))
    expect(text.match(/<Point>/g)).toHaveLength(1)
    expect(readDayPrices(text).days).toEqual(even)
  })

  it('is read by classification, not by the order in it', () => {
    const other = risingDays('2025-10-25', '2025-10-27').map((day) => ({
      ...day,
      prices: day.prices.map((price) => price + 1000),
    }))
    const [saturday, sunday] = [days.slice(0, 1), days.slice(1)]
    const text = entsoeDocument(
      entsoeSeries(other, { classification: '2' }) + entsoeSeries(sunday) + entsoeSeries(saturday),
    )
    expect(readDayPrices(text, { area: 'DE-LU' }).days).toEqual(days)
  })

  it('may carry a namespace prefix, and answers that it has nothing in a document of its own', () => {
    const text = entsoeDocument(entsoeSeries(days))
      .replaceAll(/<(\/?)(?=[A-Za-z])/g, '<$1ns0:')
      .replace('xmlns=', 'xmlns:ns0=')
    expect(readDayPrices(text).days).toEqual(days)
    expect(readDayPrices(entsoeNothing)).toEqual({ format: 'entsoe', days: [], unpublished: [] })
  })

  it.each([
    [
      'another area',
      { domain: '10YAT-APG------L' },
      'It is of the area 10YAT-APG------L, not of 10Y1001A1001A82H.',
    ],
    ['another currency', { currency: 'PLN' }, 'Prices come in EUR/MWh, not in PLN/MWH.'],
    ['another unit', { unit: 'KWH' }, 'Prices come in EUR/MWh, not in EUR/KWH.'],
    ['no day-ahead auction', { classification: '2' }, 'It holds no series of the day-ahead auction'],
  ])('is refused: %s', (_, series, reason) => {
    expect(refusal(entsoeDocument(entsoeSeries(days, series)), { area: 'DE-LU' })).toContain(reason)
  })

  it('is refused: two areas in one, a day twice, positions beyond the day, a curve without its points', () => {
    const twoAreas =
      entsoeSeries(days.slice(0, 1)) + entsoeSeries(days.slice(1), { domain: '10YAT-APG------L' })
    expect(refusal(entsoeDocument(twoAreas))).toContain('TimeSeries 2: It is of the area 10YAT-APG------L')
    expect(refusal(entsoeDocument(entsoeSeries([...days, ...days])))).toMatch(
      /2025-10-25T00:00:00\+02:00 is there twice, here and at TimeSeries 1, period from 2025-10-24T22:00Z, position 1\.$/,
    )
    const shifted = (position: number, price: string) =>
      `<Point><position>${position + 1}</position><price.amount>${price}</price.amount></Point>`
    expect(refusal(entsoeDocument(entsoeSeries(days, { points: shifted })))).toBe(
      'TimeSeries 1, period from 2025-10-24T22:00Z, position 2: Position 1 is missing.',
    )
    const fixed = entsoeDocument(entsoeSeries(days, { curve: 'A01' }))
    expect(readDayPrices(fixed).days).toEqual(days)
    expect(refusal(fixed.replace(/<Point><position>7<.*?<\/Point>/, ''))).toContain(
      'position 8: Position 7 is missing.',
    )
    expect(refusal(fixed.replace('<position>7<', '<position>97<'))).toContain('Positions run from 1 to 96.')
    expect(refusal(fixed.replace('<position>7<', '<position>6<'))).toContain('repeat or are out of order')
  })

  it('is refused: cut off, another document, a refusal, entities of its own', () => {
    const text = entsoeDocument(entsoeSeries(days))
    expect(refusal(text.slice(0, -300))).toMatch(/^line \d+: The XML cannot be read: /)
    expect(refusal(text.replace('>A44<', '>A65<'))).toBe(
      'the element type: Day-ahead prices are document A44, not A65.',
    )
    expect(refusal(entsoeNothing.replace('No matching data found', 'Invalid query attributes'))).toMatch(
      /^the file: ENTSO-E answers without prices: Invalid query attributes/,
    )
    const bomb = text
      .replace('?>', '?><!DOCTYPE a [<!ENTITY x "1234567890">]>')
      .replace(/<price.amount>[^<]*/, '<price.amount>&x;&x;')
    expect(refusal(bomb)).toMatch(/“&x;&x;” is no price/)
    expect(refusal(text.replace('2025-10-25T22:00Z</end>', '2099-10-25T22:00Z</end>'))).toContain(
      'does not fit its resolution',
    )
  })
})
