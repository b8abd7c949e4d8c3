import { expect, test } from 'vitest'
import { type InsertLead, insertLead } from './lead.ts'
import { leadAccount, leadPrefill } from './lead-prefill.ts'

const TODAY = '2026-11-23'
const least = { plan: 'pln_x', address: { zip: '12045' }, meter: { estimated_usage: 2500 } }
const prefill = (fields: object) => leadPrefill({ details: details(fields) }, TODAY)
const details = (fields: object): InsertLead => insertLead.parse({ ...least, ...fields })

test('the least that is known fills in the quote', () => {
  expect(prefill({})).toEqual({ zip: '12045', usage: '2500' })
})

test('everything that is known is filled in, but for the account’s number', () => {
  const known = {
    customer: {
      type: 'company',
      first_name: 'Dilek',
      last_name: 'Yıldız',
      company_name: 'Yıldız GmbH',
      email: 'dilek@example.com',
    },
    address: { zip: ' 12045 ', city: 'Berlin', street: 'Weserstraße', house_number: '41' },
    meter: { estimated_usage: 4500.4, type: 'smart', number: '1 APA01 9512 4010' },
    payment_method: { sepa_debit: { iban: 'DE02500105170137075030', account_holder: 'Yıldız GmbH' } },
    previous_supplier: '9904292000003',
    intended_start_date: '2027-01-01',
  }
  expect(prefill(known)).toEqual({
    zip: '12045',
    place: 'Berlin',
    usage: '4500',
    meterType: 'smart',
    street: 'Weserstraße',
    houseNumber: '41',
    reason: 'supplier_change',
    previousSupplier: '9904292000003',
    meterNumber: '1 APA01 9512 4010',
    start: 'on',
    startOn: '2027-01-01',
    customerType: 'company',
    firstName: 'Dilek',
    lastName: 'Yıldız',
    companyName: 'Yıldız GmbH',
    email: 'dilek@example.com',
    payment: 'sepa',
    accountHolder: 'Yıldız GmbH',
  })
  expect(JSON.stringify(prefill(known))).not.toContain('5030')
  expect(leadAccount({ details: details(known) })).toEqual({
    iban: 'DE02500105170137075030',
    maskedIban: 'DE************5030',
  })
})

test('who moves in leaves no supplier, and nothing is made up', () => {
  const given = {
    change_reason: 'move_in',
    customer: { first_name: null, email: 'mia@example.com' },
    payment_method: {},
    next_possible_start: true,
    intended_start_date: '2027-01-01',
  }
  expect(prefill(given)).toEqual({
    zip: '12045',
    usage: '2500',
    reason: 'move_in',
    start: 'next',
    customerType: 'person',
    email: 'mia@example.com',
    payment: 'sepa',
  })
  expect(leadAccount({ details: details(given) })).toBeUndefined()
})

test('a start that has passed since is the next possible one', () => {
  const startOn = (day: string) => {
    const { start, startOn: on } = prefill({ intended_start_date: day })
    return [start, on]
  }
  expect(startOn('2026-11-24')).toEqual(['next', undefined])
  expect(startOn('2026-11-25')).toEqual(['on', '2026-11-25'])
})
