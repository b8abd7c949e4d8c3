import { describe, expect, test } from 'vitest'
import type { CheckoutFields } from './checkout.ts'
import { readSupply, type SupplyContext } from './read-supply.ts'

const UFERSTROM = { code: '9905048000007', name: 'Uferstrom AG' }
/** A Monday. */
const CONSUMPTION: SupplyContext = { type: 'consumption', suppliers: [UFERSTROM], today: '2026-11-23' }
const FEED_IN: SupplyContext = { type: 'feed_in', suppliers: [], today: '2026-11-23' }
const change = {
  reason: 'supplier_change',
  previousSupplier: 'uferstrom ag',
  meterNumber: '1 APA01 9512 4010',
  start: 'next',
}
const moveIn = { reason: 'move_in', meterNumber: '48213377', start: 'on', startOn: '2026-12-01' }
const problems = (fields: CheckoutFields, context = CONSUMPTION) => {
  const read = readSupply(fields, context)
  return 'problems' in read ? read.problems : undefined
}

test('who changes over leaves a supplier, on the earliest day that the market allows', () => {
  expect(readSupply(change, CONSUMPTION)).toEqual({
    value: {
      previousSupplier: UFERSTROM,
      meterNumber: '1APA0195124010',
      malo: undefined,
      startOn: '2026-11-25',
      isWished: false,
    },
  })
})

test('who moves in leaves none, whatever was typed there before', () => {
  expect(readSupply({ ...moveIn, previousSupplier: 'Uferstrom AG' }, CONSUMPTION)).toEqual({
    value: {
      previousSupplier: null,
      meterNumber: '48213377',
      malo: undefined,
      startOn: '2026-12-01',
      isWished: true,
    },
  })
})

test('a market location is checked by its digit', () => {
  expect(readSupply({ ...moveIn, malo: '413 735 592 41' }, CONSUMPTION)).toMatchObject({
    value: { malo: '41373559241' },
  })
  expect(problems({ ...moveIn, malo: '41373559242' })).toEqual({ malo: 'checkDigit' })
  expect(problems({ ...moveIn, malo: '4137355924' })).toEqual({ malo: 'malformed' })
  expect(problems({ ...moveIn, malo: 'DE0010696664610000000000000012345' })).toEqual({ malo: 'malformed' })
})

test('everything that is missing says so', () => {
  expect(problems({})).toEqual({ reason: 'missing', meterNumber: 'missing', start: 'missing' })
  expect(problems({ reason: 'supplier_change', start: 'on' })).toEqual({
    previousSupplier: 'missing',
    meterNumber: 'missing',
    startOn: 'missing',
  })
  expect(problems({ ...moveIn, reason: 'other', start: 'soon' })).toEqual({
    reason: 'missing',
    start: 'missing',
  })
})

test('a supplier must be one of the market, and one alone', () => {
  expect(problems(change, { ...CONSUMPTION, suppliers: [] })).toEqual({ previousSupplier: 'unknown' })
  const twice = { ...CONSUMPTION, suppliers: [UFERSTROM, { ...UFERSTROM, code: '9904292000003' }] }
  expect(problems(change, twice)).toEqual({ previousSupplier: 'several' })
})

test.each(['123', 'x'.repeat(21), 'Zähler 7', '<b>1234</b>'])('%j is no meter number', (meterNumber) => {
  expect(problems({ ...moveIn, meterNumber })).toEqual({ meterNumber: 'malformed' })
})

describe('the first day', () => {
  const startOn = (day: string, context = CONSUMPTION) => problems({ ...moveIn, startOn: day }, context)

  test('is not in the past, not too early and not too late', () => {
    expect(startOn('2026-11-22')).toEqual({ startOn: 'past' })
    expect(startOn('2026-11-23')).toEqual({ startOn: 'tooEarly' })
    expect(startOn('2026-11-24')).toEqual({ startOn: 'tooEarly' })
    expect(startOn('2026-11-25')).toBeUndefined()
    expect(startOn('25.11.2026')).toBeUndefined()
    expect(startOn('2028-11-01')).toBeUndefined()
    expect(startOn('2028-11-02')).toEqual({ startOn: 'tooLate' })
  })

  test('is a day of the calendar', () => {
    for (const day of ['2026-02-30', 'morgen', '2026-13-01', '1.12.26', '2026-12-01T00:00']) {
      expect(startOn(day)).toEqual({ startOn: 'malformed' })
    }
  })

  test('of feeding in is the first of a month, a month ahead, and needs no reason', () => {
    const { reason, ...roof } = moveIn
    expect(reason).toBe('move_in')
    expect(readSupply({ ...roof, start: 'next' }, FEED_IN)).toMatchObject({
      value: { startOn: '2027-01-01', previousSupplier: null, isWished: false },
    })
    expect(startOn('2026-12-01', FEED_IN)).toEqual({ startOn: 'tooEarly' })
    expect(startOn('2027-01-02', FEED_IN)).toEqual({ startOn: 'notFirst' })
    expect(startOn('2027-02-01', FEED_IN)).toBeUndefined()
  })

  test('as soon as possible moves on with the days', () => {
    const later = { ...CONSUMPTION, today: '2026-12-23' } as const
    // Christmas Eve and the holidays are no working days of the market.
    expect(readSupply(change, later)).toMatchObject({ value: { startOn: '2026-12-29' } })
  })
})
