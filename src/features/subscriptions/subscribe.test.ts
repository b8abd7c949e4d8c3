import { describe, expect, it, test } from 'vitest'
import { Failure } from '../../domain/failure.ts'
import { newId } from '../../domain/identifiers.ts'
import { listGridFeeReductions } from '../grid-fee-reductions/queries.ts'
import { listMeterOrders } from '../meter-orders/queries.ts'
import { createShop, orderOf, type Shop, SUPPLIER_CODE } from './test-orders.ts'
import { subscribe, type Subscribe } from './subscribe.ts'

/** What an order is refused with: the status word, then the field and its code. */
async function refusal(run: Promise<unknown>): Promise<string> {
  try {
    await run
    return 'accepted'
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    const [first] = error.errors ?? []
    return first ? `${error.code} ${first.field} ${first.code}` : error.code
  }
}

const stored = ({ db, organizationId }: Shop) => ({
  contract: (id: string) =>
    db
      .selectFrom('subscriptions as s')
      .innerJoin('customers as c', 'c.id', 's.customer_id')
      .leftJoin('payment_methods as pm', 'pm.id', 's.payment_method_id')
      .selectAll('s')
      .select(['c.email', 'c.plan_id as customer_plan', 'pm.iban', 'pm.mandate_reference'])
      .where('s.organization_id', '=', organizationId)
      .where('s.id', '=', id as never)
      .executeTakeFirstOrThrow(),
  events: () =>
    db
      .selectFrom('events')
      .select(['topic', 'context'])
      .where('organization_id', '=', organizationId)
      .orderBy('id')
      .execute(),
  counts: async () => {
    const tables = ['customers', 'subscriptions', 'addresses', 'meters', 'payment_methods', 'events'] as const
    const counts = tables.map(async (table) => {
      const rows = await db
        .selectFrom(table)
        .select('organization_id')
        .where('organization_id', '=', organizationId)
        .execute()
      return rows.length
    })
    return Promise.all(counts)
  },
})

const FEED_IN = {
  type: 'feed_in',
  tariff: 'fixed',
  markupMicroEurPerKwh: 0,
  feedInMicroEurPerKwh: 78_600,
} as const

describe('an order', () => {
  it('becomes a customer, a pending contract and all that belongs to it, and tells of it', async () => {
    const shop = await createShop()
    const { id, number, customerId } = await shop.order({
      billingAddress: { street: 'Postweg', houseNumber: '2 b', zip: '20095', city: 'Hamburg' },
      previousSupplierCode: SUPPLIER_CODE,
      creditedTo: 'hanne@partner.example',
      earlySupply: true,
      summary: { monthlyCents: 8_412 },
      metadata: { campaign: 'herbst' },
    })
    const contract = await stored(shop).contract(id)
    expect(contract).toMatchObject({
      number,
      status: 'pending',
      customer_id: customerId,
      customer_plan: shop.planId,
      plan_id: shop.planId,
      estimated_usage_wh: 2_500_000,
      grid_operator_code: '9904550000000',
      iban: 'DE89370400440532013000',
      mandate_reference: number,
      source: 'checkout',
      previous_supplier_code: SUPPLIER_CODE,
      credited_to: 'hanne@partner.example',
      early_supply: true,
      summary: { monthlyCents: 8_412 },
      metadata: { campaign: 'herbst' },
      lead_id: null,
      confirmed_at: null,
    })
    // The second working day after a Friday; the midnight before it in Berlin.
    expect(contract.start_at.toString()).toBe('2025-08-18T22:00:00Z')
    expect(contract.billing_address_id).not.toBe(contract.address_id)
    expect(await stored(shop).events()).toEqual([
      { topic: 'subscription.created', context: { subscription: id } },
    ])
  })

  it('of a known customer goes to them, paid by transfer if they like', async () => {
    const shop = await createShop()
    const { id, customerId } = await shop.order({ customer: shop.customerId, paymentMethod: undefined })
    expect(customerId).toBe(shop.customerId)
    expect(await stored(shop).contract(id)).toMatchObject({
      email: 'anna@example.com',
      payment_method_id: null,
    })
  })

  it('keeps a start that is wished for, and begins as soon as possible where that is too early', async () => {
    const shop = await createShop()
    const startOf = async (startOn: Subscribe['startOn']) => {
      const { id } = await shop.order({ startOn })
      return (await stored(shop).contract(id)).start_at.toString()
    }
    expect(await startOf('2025-11-01')).toBe('2025-10-31T23:00:00Z')
    expect(await startOf('2025-08-18')).toBe('2025-08-18T22:00:00Z')
    expect(await startOf('1999-01-01')).toBe('2025-08-18T22:00:00Z')
    expect(await refusal(shop.order({ startOn: '2030-01-01' }))).toBe('UNPROCESSABLE_ENTITY startOn custom')
  })

  it('brings a smart meter and modules of § 14a, billed as they were quoted', async () => {
    const shop = await createShop()
    const { id, customerId } = await shop.order({
      productOrders: { smartMeter: true, module1: true, module2: false, module3: false },
    })
    const orders = await listMeterOrders(shop.db, shop.organizationId, customerId)
    expect(orders.map(({ subscriptionId, status }) => [subscriptionId, status])).toEqual([[id, 'created']])
    const reductions = await listGridFeeReductions(shop.db, shop.organizationId, customerId)
    expect(reductions.map(({ module, status }) => [module, status])).toEqual([[1, 'intended']])
    expect(await stored(shop).contract(id)).toMatchObject({ module_1: true, module_3: false })
    expect((await stored(shop).events()).map(({ topic }) => topic)).toEqual([
      'subscription.created',
      'meter_order.created',
    ])
    const both = await shop.order({
      meter: { type: 'smart', number: '1APA0195124019' },
      productOrders: { smartMeter: false, module1: true, module2: false, module3: true },
    })
    const modules = await listGridFeeReductions(shop.db, shop.organizationId, both.customerId)
    expect(modules.map(({ module }) => module).toSorted()).toEqual([1, 3])
  })
})

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
