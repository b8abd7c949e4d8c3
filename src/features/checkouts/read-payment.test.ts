import { describe, expect, test } from 'vitest'
import type { CheckoutFields } from './checkout.ts'
import { type PaymentContext, readPayment } from './read-payment.ts'

const creditor = { name: 'Sonnwerk GmbH', id: 'DE98ZZZ09999999999' }
const BILLED: PaymentContext = { isPaidOut: false, creditor, account: undefined }
const PAID_OUT: PaymentContext = { isPaidOut: true, creditor: null, account: undefined }
const onFile = { iban: 'DE02120300000000202051', maskedIban: 'DE************2051' }
const sepa = { payment: 'sepa', accountHolder: ' Mara Neu ', iban: 'de89 3704 0044 0532 0130 00' }
const problems = (fields: CheckoutFields, context = BILLED) => {
  const read = readPayment(fields, context)
  return 'problems' in read ? read.problems : undefined
}

describe('how bills are paid', () => {
  test('by direct debit from an account, tidied', () => {
    expect(readPayment(sepa, BILLED)).toEqual({
      value: {
        kind: 'debit',
        accountHolder: 'Mara Neu',
        iban: 'DE89370400440532013000',
        isOnFile: false,
      },
    })
  })

  test('by transfer, whatever was typed for an account before', () => {
    expect(readPayment({ ...sepa, payment: 'transfer' }, BILLED)).toEqual({ value: { kind: 'transfer' } })
  })

  test('by transfer alone where nobody could collect', () => {
    expect(problems(sepa, { ...BILLED, creditor: null })).toEqual({ payment: 'missing' })
  })

  test('from the account that a lead brought along, unless another is typed', () => {
    const context = { ...BILLED, account: onFile }
    expect(readPayment({ ...sepa, iban: ' ' }, context)).toMatchObject({
      value: { iban: onFile.iban, isOnFile: true },
    })
    expect(readPayment(sepa, context)).toMatchObject({
      value: { iban: 'DE89370400440532013000', isOnFile: false },
    })
    // The mask is for reading.
    expect(problems({ ...sepa, iban: onFile.maskedIban }, context)).toHaveProperty('iban')
  })

  test.each([
    [{ payment: 'cash' }, { payment: 'missing' }],
    [{ accountHolder: ' ' }, { accountHolder: 'missing' }],
    [{ accountHolder: 'x'.repeat(71) }, { accountHolder: 'too_long' }],
    [{ iban: '' }, { iban: 'missing' }],
    [{ iban: 'DE89370400440532013001' }, { iban: 'check_digits' }],
    [{ iban: 'DE8937040044053201300' }, { iban: 'length' }],
    [{ iban: 'XX89370400440532013000' }, { iban: 'no_country' }],
    [{ iban: 'BR1500000000000010932840814P2' }, { iban: 'not_sepa' }],
    [
      { accountHolder: '', iban: '' },
      { accountHolder: 'missing', iban: 'missing' },
    ],
  ])('%j is told at its field', (fields, expected) => {
    expect(problems({ ...sepa, ...fields })).toEqual(expected)
  })
})

describe('where earnings go', () => {
  test('to an account, without a mandate and without being asked for another way', () => {
    expect(readPayment({ accountHolder: 'Frida', iban: sepa.iban }, PAID_OUT)).toMatchObject({
      value: { kind: 'payout', accountHolder: 'Frida' },
    })
    expect(problems({ payment: 'transfer' }, PAID_OUT)).toEqual({
      accountHolder: 'missing',
      iban: 'missing',
    })
  })

  test('by mandate where a base fee may exceed them', () => {
    expect(readPayment(sepa, { ...PAID_OUT, creditor })).toMatchObject({ value: { kind: 'debit' } })
  })
})
