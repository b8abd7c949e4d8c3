import { describe, expect, test } from 'vitest'
import { createRetailer } from '../subscriptions/test-contracts.ts'
import { storeGridAreas } from '../tariffs/store-grid-areas.ts'
import { quoteContext, readQuote } from './read-quote.ts'

const BERLIN = { type: 'consumption', places: ['Berlin'] } as const
const GARCHING = { type: 'consumption', places: ['Garching', 'Hochbrück'] } as const
const typed = { zip: '12045', usage: '2500' }
const usageOf = (usage: string) => {
  const read = readQuote({ ...typed, usage }, BERLIN)
  return 'value' in read ? read.value.annualWh : read.problems.usage
}

test('the least that a link can bring along is enough', () => {
  expect(readQuote(typed, BERLIN)).toEqual({
    value: { zip: '12045', city: 'Berlin', annualWh: 2_500_000, meterType: 'analog', module1: false },
  })
})

test('what is typed with spaces, letters of old and a unit is understood', () => {
  const fields = { zip: ' D-12045 ', usage: '4.500 kWh', meterType: 'smart', module1: 'yes' }
  expect(readQuote(fields, BERLIN)).toEqual({
    value: { zip: '12045', city: 'Berlin', annualWh: 4_500_000, meterType: 'smart', module1: true },
  })
})

test('a number means the same in German and in English', () => {
  expect(usageOf('2.500')).toBe(2_500_000)
  expect(usageOf('2,500')).toBe(2_500_000)
  expect(usageOf('2 500')).toBe(2_500_000)
  expect(usageOf('2500,5')).toBe(2_500_500)
  expect(usageOf('2500.25')).toBe(2_500_250)
})

test('a use has its bounds, and says which it passes', () => {
  expect(usageOf('100')).toBe(100_000)
  expect(usageOf('99,9')).toBe('tooLittle')
  expect(usageOf('50000')).toBe(50_000_000)
  expect(usageOf('50.001')).toBe('tooMuch')
  expect(usageOf('999999999999')).toBe('tooMuch')
})

test.each(['', '   ', 'kWh'])('%j is no use at all', (usage) => {
  expect(usageOf(usage)).toBe('missing')
})

test.each(['viel', '-2500', '1e4', '2.50.0', 'NaN', 'Infinity', '9'.repeat(400), '2500;', '1.2.3'])(
  '%j is no number',
  (usage) => {
    expect(usageOf(usage)).toBe('malformed')
  },
)

test('every field that is wrong says so at once', () => {
  expect(readQuote({}, { type: 'consumption', places: [] })).toEqual({
    problems: { zip: 'missing', usage: 'missing' },
  })
  expect(
    readQuote({ zip: '1204', usage: 'x', meterType: 'steam' }, { type: 'consumption', places: [] }),
  ).toEqual({ problems: { zip: 'malformed', usage: 'malformed', meterType: 'missing' } })
  expect(readQuote({ ...typed, zip: '00999' }, BERLIN)).toEqual({ problems: { zip: 'malformed' } })
  expect(readQuote({ ...typed, zip: '99998' }, { type: 'consumption', places: [] })).toEqual({
    problems: { zip: 'unserviceable' },
  })
})

describe('a postal code of several places', () => {
  test('asks for one of them, however it is spelt', () => {
    expect(readQuote(typed, GARCHING)).toEqual({ problems: { place: 'missing' } })
    expect(readQuote({ ...typed, place: 'Ulm' }, GARCHING)).toEqual({ problems: { place: 'missing' } })
    expect(readQuote({ ...typed, place: ' hochbrück' }, GARCHING)).toMatchObject({
      value: { city: 'Hochbrück' },
    })
  })

  test('forgets the place of a code that was typed before', () => {
    expect(readQuote({ ...typed, place: 'Garching' }, BERLIN)).toMatchObject({ value: { city: 'Berlin' } })
  })
})

describe('feeding in', () => {
  const ROOF = { type: 'feed_in', places: ['Berlin'] } as const

  test('is measured by a smart meter', () => {
    expect(readQuote(typed, ROOF)).toMatchObject({ value: { meterType: 'smart', module1: false } })
    expect(readQuote({ ...typed, meterType: 'analog' }, ROOF)).toEqual({
      problems: { meterType: 'smartOnly' },
    })
  })

  test('has no grid fee that a device could reduce', () => {
    expect(readQuote({ ...typed, module1: 'yes' }, ROOF)).toMatchObject({ value: { module1: false } })
  })
})

test('the places are those that are served on the day', async () => {
  const { db } = await createRetailer()
  const area = { gridOperatorCode: '9904550000000', concessionClass: 'le_500000', source: 'test' } as const
  await storeGridAreas(db, [
    { ...area, zip: '85748', place: 'Hochbrück', validFrom: '2027-01-01' },
    { ...area, zip: '85748', place: 'Garching', validFrom: '2025-01-01' },
  ])
  const placesOn = async (zip: string, day: '2026-11-23' | '2027-01-01') =>
    (await quoteContext(db, { type: 'consumption' }, { zip }, day)).places
  expect(await placesOn('85748', '2026-11-23')).toEqual(['Garching'])
  expect(await placesOn('D 85748', '2027-01-01')).toEqual(['Garching', 'Hochbrück'])
  expect(await placesOn('99998', '2026-11-23')).toEqual([])
  expect(await placesOn('Garching', '2026-11-23')).toEqual([])
})
