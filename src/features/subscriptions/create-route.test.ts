import { describe, expect, it, test } from 'vitest'
import { apiHost, type Caller } from '../../../tests/support/api-host.ts'
import { matchesContract } from '../../../tests/support/contract.ts'
import { newId } from '../../domain/identifiers.ts'
import { findCustomer } from '../customers/queries.ts'
import { createSubscriptionApi } from './create-route.ts'
import { faultsOf } from './test-api.ts'
import { createShop, type Shop, stored, SUPPLIER_CODE } from './test-orders.ts'

const person = { first_name: 'Clara', last_name: 'Neu', email: 'clara@example.com' }
const orderBody = (shop: Shop) => ({
  plan: shop.planId,
  customer: person,
  address: { street: 'Sonnenallee', house_number: '1', zip: '12045', city: 'Berlin' },
  meter: { number: '1 APA01 9512 4010', type: 'smart', estimated_usage: 2500, malo: '41373559241' },
  payment_method: {
    type: 'sepa_debit',
    sepa_debit: { iban: 'DE89370400440532013000', account_holder: 'Clara Neu' },
  },
  next_possible_start: true,
})

async function post(shop: Shop, body: unknown, caller: Partial<Caller> = {}) {
  const { db, organizationId, ctx } = shop
  const api = createSubscriptionApi({ db, now: () => ctx.now })
  const app = apiHost({ organizationId, ...caller }, (host) => host.route('/', api))
  const answer = await app.request('/subscriptions', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })
  const json = await answer.json()
  matchesContract('POST', '/subscriptions', answer.status, json)
  return { status: answer.status, json }
}

describe('POST /subscriptions', () => {
  it('makes customer, address, meter, mandate and contract at once', async () => {
    const shop = await createShop()
    const { status, json } = await post(shop, {
      ...orderBody(shop),
      intended_start_date: '2025-12-01',
      metadata: { crm: { id: 17 }, gone: null },
      unknown: 'ignored',
    })
    expect(status).toBe(200)
    expect(json).toMatchObject({
      object: 'subscription',
      plan: shop.planId,
      status: 'pending',
      type: 'consumption',
      estimated_usage: 2500,
      // The next possible start was asked for, so the day that is named does not count.
      start_at: '2025-08-18T22:00:00Z',
      end_at: null,
      source: 'api',
      metadata: { crm: { id: 17 } },
    })
    expect(json.billing_address).toBe(json.address)
    expect(await stored(shop).contract(json.id)).toMatchObject({
      email: 'clara@example.com',
      iban: 'DE89370400440532013000',
      customer_id: json.customer,
      meter_id: json.meter,
      payment_method_id: json.payment_method,
    })
  })

  it('begins on the intended day, and no earlier than is possible', async () => {
    const shop = await createShop()
    const order = { ...orderBody(shop), next_possible_start: false }
    const first = await post(shop, { ...order, intended_start_date: '2025-11-01' })
    expect(first.json.start_at).toBe('2025-10-31T23:00:00Z')
    const second = await post(shop, {
      ...order,
      intended_start_date: '2024-02-29',
      customer: { ...person, email: 'later@example.com' },
    })
    expect(second.json.start_at).toBe('2025-08-18T22:00:00Z')
    expect(faultsOf(await post(shop, order))).toEqual([400, 'intended_start_date: custom'])
  })

  it('orders a smart meter and module 1, and leaves a supplier named by code or by id', async () => {
    const shop = await createShop()
    const { id } = await shop.db
      .selectFrom('market_partners')
      .select('id')
      .where('code', '=', SUPPLIER_CODE)
      .executeTakeFirstOrThrow()
    for (const [email, previous_supplier, modules] of [
      ['one@example.com', SUPPLIER_CODE, { type: '14a_enwg' }],
      ['two@example.com', id, { type: '14a_enwg', '14a_enwg': {} }],
    ]) {
      const { json } = await post(shop, {
        ...orderBody(shop),
        customer: { ...person, email },
        meter: { number: '48213377', type: 'analog', estimated_usage: 100 },
        previous_supplier,
        product_orders: [{ type: 'smart-meter' }, modules],
      })
      expect(await stored(shop).contract(json.id)).toMatchObject({
        previous_supplier_code: SUPPLIER_CODE,
        module_1: true,
        module_2: false,
      })
    }
    expect((await stored(shop).events()).map(({ topic }) => topic)).toEqual([
      'subscription.created',
      'meter_order.created',
      'subscription.created',
      'meter_order.created',
    ])
  })

  it('takes a company', async () => {
    const shop = await createShop()
    const company = { ...person, type: 'company', company_name: 'Neu GmbH', vat_id: 'DE136695976' }
    const { json } = await post(shop, { ...orderBody(shop), customer: company })
    expect(await findCustomer(shop.db, shop.organizationId, json.customer)).toMatchObject(company)
  })
})

describe('POST /subscriptions refuses', () => {
  test('every bad field at once', async () => {
    const shop = await createShop()
    const answer = await post(shop, {
      plan: 7,
      customer: { email: 'nobody', first_name: '', vat_id: 'DE1' },
      address: { street: '1', house_number: '#', zip: '1204', city: 'B3' },
      meter: { number: '?', type: 'steam', estimated_usage: 99, malo: '41373559242' },
      payment_method: { type: 'card', sepa_debit: { iban: '', account_holder: '' } },
      next_possible_start: 'yes',
      product_orders: [{ type: 'battery' }],
      metadata: [],
    })
    expect(answer.status).toBe(400)
    const fields: string[] = answer.json.errors.map(({ field }: { field: string }) => field)
    expect(new Set(fields)).toEqual(
      new Set([
        'plan',
        'customer.email',
        'customer.first_name',
        'customer.last_name',
        'customer.vat_id',
        'address.street',
        'address.house_number',
        'address.zip',
        'address.city',
        'meter.number',
        'meter.type',
        'meter.estimated_usage',
        'meter.malo',
        'payment_method.type',
        'payment_method.sepa_debit.iban',
        'payment_method.sepa_debit.account_holder',
        'next_possible_start',
        'product_orders.0.type',
        'metadata',
      ]),
    )
  })

  test('what breaks a rule, at its field', async () => {
    const shop = await createShop()
    const order = orderBody(shop)
    const sepa = order.payment_method.sepa_debit
    const cases: [object, (string | number)[]][] = [
      [
        { customer: { ...person, email: 'anna@example.com' } },
        [409, 'customer.email: duplicate_customer_email'],
      ],
      [
        { payment_method: { type: 'sepa_debit', sepa_debit: { ...sepa, iban: 'DE98370400440532013000' } } },
        [422, 'payment_method.sepa_debit.iban: invalid_iban'],
      ],
      [{ address: { ...order.address, zip: '99998' } }, [422, 'address.zip: unserviceable_zip']],
      [{ address: { ...order.address, zip: '86150' } }, [422, 'address.city: custom']],
      [{ previous_supplier: '9903829000006' }, [422, 'previous_supplier: custom']],
      [{ previous_supplier: newId('marketPartner') }, [422, 'previous_supplier: custom']],
      [{ product_orders: [{ type: 'smart-meter' }] }, [422, 'product_orders: unsupported_meter_order']],
      [
        { product_orders: [{ type: '14a_enwg', '14a_enwg': { module_3: true } }] },
        [422, 'product_orders: missing_module_1'],
      ],
      [
        { next_possible_start: false, intended_start_date: '2031-01-01' },
        [422, 'intended_start_date: custom'],
      ],
      [{ metadata: { note: 'x'.repeat(10_240) } }, [400, 'metadata: too_big']],
      [{ intended_start_date: '2025-02-30' }, [400, 'intended_start_date: invalid_format']],
    ]
    const before = await stored(shop).counts()
    for (const [fields, faults] of cases) {
      expect(faultsOf(await post(shop, { ...order, ...fields }))).toEqual(faults)
    }
    expect((await post(shop, '{"plan":')).status).toBe(400)
    expect(await stored(shop).counts()).toEqual(before)
  })

  test('another organisation’s plan and lead like missing ones, and a token that only reads', async () => {
    const shop = await createShop()
    const other = await createShop()
    for (const plan of [other.planId, newId('plan'), 'x', shop.planId.toUpperCase()]) {
      expect((await post(shop, { ...orderBody(shop), plan })).json).toMatchObject({
        code: 'NOT_FOUND',
        message: 'Plan not found.',
      })
    }
    for (const lead of [newId('lead'), newId('plan'), '']) {
      expect((await post(shop, { ...orderBody(shop), lead })).json.message).toBe('Lead not found.')
    }
    const token = { tokenCustomerId: shop.customerId }
    expect((await post(shop, orderBody(shop), token)).status).toBe(403)
  })
})
