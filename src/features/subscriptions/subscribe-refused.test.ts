import { describe, expect, it, test } from 'vitest'
import { newId } from '../../domain/identifiers.ts'
import { subscribe, type Subscribe } from './subscribe.ts'
import { createShop, orderOf, refusal, stored } from './test-orders.ts'

const FEED_IN = {
  type: 'feed_in',
  tariff: 'fixed',
  markupMicroEurPerKwh: 0,
  feedInMicroEurPerKwh: 78_600,
} as const

describe('an order is refused, and leaves nothing behind', () => {
  const person = { type: 'person', first_name: 'A', last_name: 'B' } as const
  const none = { smartMeter: false, module1: false, module2: false, module3: false }
  test.each<[string, Partial<Subscribe>, string]>([
    [
      'a known e-mail',
      { customer: { ...person, email: 'ANNA@example.com' } },
      'CONFLICT email duplicate_customer_email',
    ],
    [
      'an IBAN with swapped digits',
      { paymentMethod: { accountHolder: 'A', iban: 'DE98370400440532013000' } },
      'UNPROCESSABLE_ENTITY paymentMethod.iban invalid_iban',
    ],
    [
      'an IBAN outside of SEPA',
      { paymentMethod: { accountHolder: 'A', iban: 'BR1800360305000010009795493C1' } },
      'UNPROCESSABLE_ENTITY paymentMethod.iban invalid_iban',
    ],
    [
      'a postal code nobody serves',
      { address: { street: 'Weg', houseNumber: '1', zip: '99998', city: 'Weinbergen' } },
      'UNPROCESSABLE_ENTITY zip_code unserviceable_zip',
    ],
    [
      'a place on another grid',
      { address: { street: 'Weg', houseNumber: '1', zip: '86150', city: 'Berlin' } },
      'UNPROCESSABLE_ENTITY place ambiguous_place',
    ],
    [
      'an unknown supplier',
      { previousSupplierCode: '9903829000006' },
      'UNPROCESSABLE_ENTITY previousSupplierCode custom',
    ],
    [
      'module 3 alone',
      { productOrders: { ...none, module3: true } },
      'UNPROCESSABLE_ENTITY productOrders missing_module_1',
    ],
    [
      'module 3 on an analog meter',
      { productOrders: { ...none, module1: true, module3: true } },
      'UNPROCESSABLE_ENTITY productOrders missing_smart_meter',
    ],
    [
      'modules 1 and 2',
      { productOrders: { ...none, module1: true, module2: true } },
      'UNPROCESSABLE_ENTITY productOrders unsupported_product',
    ],
    [
      'a second smart meter',
      { meter: { type: 'smart', number: '1APA0195124018' }, productOrders: { ...none, smartMeter: true } },
      'UNPROCESSABLE_ENTITY productOrders unsupported_meter_order',
    ],
    ['a lead that is not there', { leadId: newId('lead') }, 'NOT_FOUND'],
    ['a customer who is not there', { customer: newId('customer') }, 'NOT_FOUND'],
    ['a plan that is not there', { planId: newId('plan') }, 'NOT_FOUND'],
  ])('%s', async (_, fields, expected) => {
    const shop = await createShop()
    const before = await stored(shop).counts()
    expect(await refusal(shop.order(fields))).toBe(expected)
    expect(await stored(shop).counts()).toEqual(before)
  })

  test('another organisation’s plan and customer', async () => {
    const shop = await createShop()
    const other = await createShop()
    expect(await refusal(subscribe(other.ctx, orderOf(shop.planId)))).toBe('NOT_FOUND')
    expect(await refusal(other.order({ customer: shop.customerId }))).toBe('NOT_FOUND')
  })
})

describe('an order of feeding in', () => {
  it('begins on the first of a month, a month ahead', async () => {
    const shop = await createShop(FEED_IN)
    const meter = { type: 'smart', number: '1APA0195124017' } as const
    const { id } = await shop.order({ meter, startOn: '2025-09-01' })
    expect((await stored(shop).contract(id)).start_at.toString()).toBe('2025-09-30T22:00:00Z')
    expect(await refusal(shop.order({ meter, startOn: '2025-11-15' }))).toBe(
      'UNPROCESSABLE_ENTITY startOn custom',
    )
  })

  it('takes a smart meter, of a company its VAT id, and nothing beside', async () => {
    const shop = await createShop(FEED_IN)
    const meter = { type: 'smart', number: '1APA0195124017' } as const
    const company = {
      type: 'company',
      company_name: 'Solar GmbH',
      first_name: 'Sol',
      last_name: 'Ar',
      email: 'sol@example.com',
    } as const
    expect(await refusal(shop.order())).toBe('UNPROCESSABLE_ENTITY meter.type unsupported_meter')
    expect(
      await refusal(
        shop.order({
          meter,
          productOrders: { smartMeter: false, module1: true, module2: false, module3: false },
        }),
      ),
    ).toBe('UNPROCESSABLE_ENTITY productOrders unsupported_product')
    expect(await refusal(shop.order({ meter, customer: company }))).toBe(
      'UNPROCESSABLE_ENTITY customer.vat_id custom',
    )
    expect(await refusal(shop.order({ meter, customer: { ...company, vat_id: 'DE136695976' } }))).toBe(
      'accepted',
    )
  })
})

test('of two orders of one newcomer at once one is kept', async () => {
  const shop = await createShop()
  const customer = { type: 'person', first_name: 'A', last_name: 'B', email: 'twice@example.com' } as const
  const both = await Promise.all([refusal(shop.order({ customer })), refusal(shop.order({ customer }))])
  expect(both.toSorted()).toEqual(['CONFLICT email duplicate_customer_email', 'accepted'])
})
