import { randomBytes } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { newId } from '../../domain/identifiers.ts'
import { instantAt } from '../../domain/local-time.ts'
import { listPlans } from '../plans/queries.ts'
import { storeMarketPartners } from '../market-partners/store-market-partners.ts'
import { createSubscription } from './create-subscription.ts'
import { subscriptionsApi } from './routes.ts'
import { subscriptionsClient } from './test-api.ts'
import { createRetailer } from './test-contracts.ts'

const created_at = '2025-08-15T10:00:00Z'

async function setUp() {
  const retailer = await createRetailer()
  const { id } = await retailer.subscribe({
    number: 'SW-1001',
    meter: { type: 'smart', number: '1APA0195124010', malo: '41373559241' },
    metadata: { crm: { id: 7 }, tags: ['a'] },
  })
  const [plan] = await listPlans(retailer.db, retailer.organizationId)
  return { retailer, id, planId: plan?.id, client: subscriptionsClient(retailer) }
}

describe('GET /subscriptions/{id}', () => {
  test('200: a contract with all that belongs to it, the IBAN masked', async () => {
    const { retailer, id, planId, client } = await setUp()
    const { status, json } = await client.get(`/subscriptions/${id}`)
    expect(status).toBe(200)
    const address = {
      object: 'address',
      id: expect.stringMatching(/^adr_/),
      street: 'Sonnenallee',
      house_number: '12a',
      zip: '12045',
      city: 'Berlin',
      created_at,
    }
    expect(json).toEqual({
      object: 'subscription',
      id,
      plan: planId,
      customer: {
        object: 'customer',
        id: retailer.customerId,
        type: 'person',
        first_name: 'Anna',
        last_name: 'Sommer',
        email: 'anna@example.com',
        vat_id: null,
        external_id: null,
        created_at,
      },
      address,
      meter: {
        object: 'meter',
        id: expect.stringMatching(/^mtr_/),
        melo: null,
        number: '1APA0195124010',
        type: 'smart',
        malo: '41373559241',
        created_at,
      },
      payment_method: {
        object: 'payment_method',
        id: expect.stringMatching(/^pm_/),
        type: 'sepa_debit',
        sepa_debit: { iban: 'DE************2051', account_holder: 'Anna Sommer' },
        created_at,
      },
      supplier: null,
      number: 'SW-1001',
      status: 'pending',
      estimated_usage: 2800,
      created_at,
      updated_at: created_at,
      start_at: '2025-08-31T22:00:00Z',
      terminated_at: null,
      end_at: null,
      metadata: { crm: { id: 7 }, tags: ['a'] },
      type: 'consumption',
      source: 'api',
      billing_address: address,
    })
  })

  test('200: without a mandate the account is empty; bills may go elsewhere', async () => {
    const { retailer, client } = await setUp()
    const withoutMandate = await createSubscription(retailer.ctx, {
      customerId: retailer.customerId,
      planSlug: (await listPlans(retailer.db, retailer.organizationId))[0]?.slug ?? '',
      startOn: '2025-10-01',
      address: { street: 'Karl-Marx-Straße', houseNumber: '1', zip: '12043', city: 'Berlin' },
      billingAddress: { street: 'Postfach', houseNumber: '9', zip: '10115', city: 'Berlin' },
      meter: { type: 'analog', number: '1APA0195124011' },
      estimatedUsageWh: 1_234_567,
      gridOperatorCode: '9904550000000',
      concessionClass: 'le_500000',
    })
    const { json } = await client.get(`/subscriptions/${withoutMandate.id}`)
    expect(json.payment_method).toEqual({
      object: 'payment_method',
      id: '',
      type: 'sepa_debit',
      sepa_debit: { iban: '', account_holder: '-' },
      created_at,
    })
    expect([json.address.street, json.billing_address.street]).toEqual(['Karl-Marx-Straße', 'Postfach'])
    expect([json.estimated_usage, json.metadata]).toEqual([1234.567, {}])
  })

  test('200: with the supplier that was left, where its code is known', async () => {
    const { retailer, id, client } = await setUp()
    const now = instantAt('2025-01-01', '01:00')
    const known = { code: '9900001000005', role: 'supplier', name: 'Stadtwerke Altstadt' } as const
    await storeMarketPartners({ db: retailer.db, now }, [known, { ...known, role: 'grid_operator' }])
    const leave = (code: string) =>
      retailer.db
        .updateTable('subscriptions')
        .set({ previous_supplier_code: code })
        .where('id', '=', id)
        .execute()
    await leave(known.code)
    const { supplier } = (await client.get(`/subscriptions/${id}`)).json
    expect(supplier).toEqual({
      object: 'supplier',
      id: expect.stringMatching(/^mp_/),
      name: 'Stadtwerke Altstadt',
      country: 'DE',
      created_at: '2025-01-01T00:00:00Z',
    })
    expect((await client.get('/subscriptions')).json.items).toMatchObject([{ id, supplier: supplier.id }])
    await leave('9900002000003')
    expect((await client.get(`/subscriptions/${id}`)).json.supplier).toBeNull()
  })

  test("404: another organisation's contract, a missing one and an id of the wrong kind answer alike", async () => {
    const { id, client } = await setUp()
    const other = await setUp()
    const wrong = [other.id, newId('subscription'), id.replace('sub_', 'cus_'), 'x', '%00', `${id}%00`]
    for (const each of wrong) {
      const { status, json } = await client.get(`/subscriptions/${each}`)
      expect([status, json.message]).toEqual([404, 'Subscription not found.'])
    }
  })
})

test("a customer's token reads that customer's contracts and writes none", async () => {
  const { retailer, id } = await setUp()
  const own = subscriptionsClient(retailer, { tokenCustomerId: retailer.customerId })
  const stranger = subscriptionsClient(retailer, { tokenCustomerId: newId('customer') })
  expect((await own.get(`/subscriptions/${id}`)).status).toBe(200)
  expect((await own.get('/subscriptions')).json.items).toHaveLength(1)
  expect((await stranger.get(`/subscriptions/${id}`)).status).toBe(404)
  expect((await stranger.get('/subscriptions')).json.items).toEqual([])
  expect((await own.patch(id, { metadata: { a: 1 } })).status).toBe(403)
  expect((await own.terminate(id, { reason: 'ORDINARY' })).status).toBe(403)
})

test('the document has the operations as the contract names them', async () => {
  const { db } = await createRetailer()
  const api = subscriptionsApi({ db, cursorKey: randomBytes(32), now: () => expect.fail() })
  const { paths, components } = api.getOpenAPIDocument({
    openapi: '3.0.3',
    info: { title: 'Partner API', version: '2026-05-27.curie' },
  })
  expect(paths['/subscriptions']?.get?.['x-filterable']).toEqual({
    status: { type: 'enum', values: ['pending', 'active', 'ended'] },
    customer: { type: 'string' },
    plan: { type: 'string' },
    created_at: { type: 'date' },
    updated_at: { type: 'date' },
  })
  expect(Object.keys(paths['/subscriptions/{id}'] ?? {})).toEqual(['get', 'patch'])
  expect(Object.keys(paths['/subscriptions/{id}/terminate'] ?? {})).toEqual(['post'])
  expect(components?.schemas?.['TerminateSubscription']).toMatchObject({ oneOf: [{}, {}, {}] })
  expect(components?.schemas?.['UpdateSubscription']).toMatchObject({
    properties: { metadata: { type: 'object', nullable: true } },
  })
})
