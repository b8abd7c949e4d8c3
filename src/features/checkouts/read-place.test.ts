import { expect, test } from 'vitest'
import { readPlace } from './read-place.ts'

const QUOTE = { zip: '12045', city: 'Berlin' }
const typed = { street: 'Weserstraße', houseNumber: '41' }
const other = {
  ...typed,
  billing: 'other',
  billingStreet: 'Holtenauer Straße',
  billingHouseNumber: '7 b',
  billingZip: 'D-24105',
  billingCity: 'Kiel',
}

test('the postal code and the city are those of the quote', () => {
  expect(readPlace(typed, QUOTE)).toEqual({
    value: {
      address: { street: 'Weserstraße', houseNumber: '41', zip: '12045', city: 'Berlin' },
      billingAddress: undefined,
    },
  })
})

test('another billing address is read like the first', () => {
  expect(readPlace(other, QUOTE)).toMatchObject({
    value: {
      billingAddress: { street: 'Holtenauer Straße', houseNumber: '7 b', zip: '24105', city: 'Kiel' },
    },
  })
})

test('what was typed for another billing address does not matter once it is the same', () => {
  expect(readPlace({ ...other, billing: 'same', billingZip: 'nowhere' }, QUOTE)).toMatchObject({
    value: { billingAddress: undefined },
  })
})

test('every field that is missing says so', () => {
  expect(readPlace({ street: '  ', billing: 'other' }, QUOTE)).toEqual({
    problems: {
      street: 'missing',
      houseNumber: 'missing',
      billingStreet: 'missing',
      billingHouseNumber: 'missing',
      billingZip: 'missing',
      billingCity: 'missing',
    },
  })
  expect(readPlace({ ...typed, billing: 'nowhere' }, QUOTE)).toEqual({ problems: { billing: 'missing' } })
})

test('what is too long or no text is told apart', () => {
  expect(readPlace({ street: 'x'.repeat(201), houseNumber: '1'.repeat(21) }, QUOTE)).toEqual({
    problems: { street: 'tooLong', houseNumber: 'tooLong' },
  })
  expect(readPlace({ ...typed, street: 'Weser\u0007straße' }, QUOTE)).toEqual({
    problems: { street: 'malformed' },
  })
  expect(
    readPlace({ ...other, billingZip: '2410', billingCity: 'K'.repeat(101), billingStreet: 'a\nb' }, QUOTE),
  ).toEqual({ problems: { billingZip: 'malformed', billingCity: 'tooLong', billingStreet: 'malformed' } })
})
