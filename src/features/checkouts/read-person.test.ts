import { describe, expect, test } from 'vitest'
import type { Customer } from '../customers/customer.ts'
import type { CheckoutFields } from './checkout.ts'
import { isProved, type PersonContext, readPerson } from './read-person.ts'

const STRANGER: PersonContext = { type: 'consumption', known: undefined }
const FEED_IN: PersonContext = { type: 'feed_in', known: undefined }
const person = { customerType: 'person', firstName: ' Mara ', lastName: 'Neu', email: 'Mara@example.com' }
const company = {
  ...person,
  customerType: 'company',
  companyName: 'Bäckerei Neu GmbH',
  vatId: 'de 136 695 976',
}
const problems = (fields: CheckoutFields, context = STRANGER) => {
  const read = readPerson(fields, context)
  return 'problems' in read ? read.problems : undefined
}

describe('who orders', () => {
  test('a person, whatever was typed for a company before', () => {
    expect(readPerson({ ...company, customerType: 'person' }, STRANGER)).toEqual({
      value: {
        customerId: undefined,
        type: 'person',
        firstName: 'Mara',
        lastName: 'Neu',
        companyName: null,
        vatId: null,
        email: 'Mara@example.com',
      },
    })
  })

  test('a company, whose VAT id only feeding in asks for', () => {
    expect(readPerson(company, FEED_IN)).toMatchObject({
      value: { type: 'company', companyName: 'Bäckerei Neu GmbH', vatId: 'DE136695976' },
    })
    expect(readPerson({ ...company, vatId: ' ' }, STRANGER)).toMatchObject({ value: { vatId: null } })
    expect(problems({ ...company, vatId: ' ' }, FEED_IN)).toEqual({ vatId: 'missing' })
    expect(problems({ ...company, vatId: 'DE136695977' })).toEqual({ vatId: 'malformed' })
  })

  test('everything that is missing at once, each at its field', () => {
    expect(problems({})).toEqual({
      customerType: 'missing',
      firstName: 'missing',
      lastName: 'missing',
      email: 'missing',
    })
    expect(problems({ customerType: 'company' })).toMatchObject({ companyName: 'missing' })
  })

  test.each([
    [{ firstName: 'x'.repeat(101) }, { firstName: 'tooLong' }],
    [{ lastName: 'N\u0007eu' }, { lastName: 'malformed' }],
    [{ email: 'mara@' }, { email: 'malformed' }],
    [{ email: `${'a'.repeat(250)}@example.com` }, { email: 'tooLong' }],
    [{ customerType: 'cat' }, { customerType: 'missing' }],
  ])('%j is told at its field', (fields, expected) => {
    expect(problems({ ...person, ...fields })).toEqual(expected)
  })
})

describe('who is known', () => {
  const anna = {
    id: 'cus_1',
    type: 'company',
    first_name: 'Anna',
    last_name: 'Sommer',
    company_name: 'Sommer GmbH',
    email: 'anna@example.com',
    vat_id: null,
  } as unknown as Customer

  test('orders as the account has them, whatever is sent', () => {
    expect(readPerson(person, { type: 'consumption', known: anna })).toMatchObject({
      value: {
        customerId: 'cus_1',
        firstName: 'Anna',
        companyName: 'Sommer GmbH',
        email: 'anna@example.com',
      },
    })
  })

  test('feeds in as a company only with a VAT id on file', () => {
    expect(problems(company, { type: 'feed_in', known: anna })).toEqual({ vatId: 'notOnFile' })
  })

  test('has proved the address that stands there now', () => {
    expect(isProved({ verifiedEmail: 'A@example.com', fields: { email: ' a@EXAMPLE.com' } })).toBe(true)
    expect(isProved({ verifiedEmail: 'a@example.com', fields: { email: 'b@example.com' } })).toBe(false)
    expect(isProved({ verifiedEmail: null, fields: {} })).toBe(false)
  })
})
