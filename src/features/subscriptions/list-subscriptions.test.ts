import { randomBytes } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import type { Day } from '../../domain/local-time.ts'
import { createCustomer } from '../customers/create-customer.ts'
import { createPlan } from '../plans/create-plan.ts'
import { listPlans } from '../plans/queries.ts'
import { advanceSubscriptions } from './advance-subscriptions.ts'
import { createSubscription } from './create-subscription.ts'
import { subscriptionsClient } from './test-api.ts'
import { createRetailer } from './test-contracts.ts'

const created_at = '2025-08-15T10:00:00Z'

describe('GET /subscriptions', () => {
  /** Three contracts of two customers on two plans, made on three days; the first of them has begun. */
  async function threeContracts() {
    const retailer = await createRetailer()
    const { id: first } = await retailer.subscribe({ number: 'SW-1001', metadata: { crm: { id: 7 } } })
    const [plan] = await listPlans(retailer.db, retailer.organizationId)
    const { slug } = await createPlan(retailer.ctx, {
      slug: `p${randomBytes(6).toString('hex')}`,
      name: 'Zwei',
    })
    const bernd = await createCustomer(retailer.ctx, {
      type: 'person',
      first_name: 'Bernd',
      last_name: 'Winter',
      email: 'bernd@example.com',
      planSlug: slug,
    })
    const contractOf = async (number: string, on: Day) =>
      createSubscription(retailer.at(on), {
        startOn: '2026-01-01',
        address: { street: 'Am Weg', houseNumber: '1', zip: '12043', city: 'Berlin' },
        estimatedUsageWh: 1_000_000,
        gridOperatorCode: '9904550000000',
        concessionClass: 'le_500000',
        number,
        customerId: bernd.id,
        planSlug: slug,
        meter: { type: 'analog', number: '1APA0195124012' },
      })
    const second = await contractOf('SW-2', '2025-08-20')
    const third = await contractOf('SW-3', '2025-08-21')
    await advanceSubscriptions(retailer.at('2025-09-02'))
    return {
      retailer,
      planId: plan?.id,
      bernd,
      ids: [first, second.id, third.id],
      client: subscriptionsClient(retailer),
    }
  }
  const numbersOf = ({ json }: { json: { items: { number: string }[] } }) =>
    json.items.map(({ number }) => number)

  test('200: newest first, what belongs to each by its id', async () => {
    const { retailer, planId, ids, client } = await threeContracts()
    const { json } = await client.get('/subscriptions')
    expect(numbersOf({ json })).toEqual(['SW-3', 'SW-2', 'SW-1001'])
    expect(json.items[2]).toEqual({
      object: 'subscription',
      id: ids[0],
      plan: planId,
      customer: retailer.customerId,
      address: expect.stringMatching(/^adr_/),
      meter: expect.stringMatching(/^mtr_/),
      payment_method: expect.stringMatching(/^pm_/),
      supplier: null,
      number: 'SW-1001',
      status: 'active',
      estimated_usage: 2800,
      created_at,
      updated_at: '2025-09-02T07:00:00Z',
      start_at: '2025-08-31T22:00:00Z',
      terminated_at: null,
      end_at: null,
      metadata: { crm: { id: 7 } },
      type: 'consumption',
      source: 'api',
      billing_address: json.items[2].address,
    })
    expect(json.items[0].payment_method).toBe('')
  })

  test('filters by status, customer, plan and both dates', async () => {
    const { retailer, planId, bernd, client } = await threeContracts()
    const numbers = async (query: string) => numbersOf(await client.get(`/subscriptions?${query}`))
    expect(await numbers('filter[status][eq]=active')).toEqual(['SW-1001'])
    expect(await numbers('filter[status][in]=pending,ended')).toEqual(['SW-3', 'SW-2'])
    expect(await numbers(`filter[customer][eq]=${bernd.id}`)).toEqual(['SW-3', 'SW-2'])
    expect(await numbers(`filter[plan][eq]=${planId}`)).toEqual(['SW-1001'])
    expect(await numbers(`filter[customer][ne]=${retailer.customerId}&filter[status][eq]=active`)).toEqual([])
    expect(await numbers('filter[created_at][gte]=2025-08-21T00:00:00%2B02:00')).toEqual(['SW-3'])
    expect(await numbers('filter[updated_at][gte]=2025-09-01T00:00:00Z')).toEqual(['SW-1001'])
    expect(await numbers('limit=1&filter[created_at][lte]=2025-08-20T12:00:00Z')).toEqual(['SW-2'])
  })

  test('page by page, of the own organisation only', async () => {
    const { client } = await threeContracts()
    const first = await client.get('/subscriptions?limit=2')
    expect([numbersOf(first), first.json.has_more]).toEqual([['SW-3', 'SW-2'], true])
    const rest = await client.get(`/subscriptions?limit=2&cursor=${first.json.next_page}`)
    expect([numbersOf(rest), rest.json.has_more]).toEqual([['SW-1001'], false])
    const bent = await client.get(`/subscriptions?limit=3&cursor=${first.json.next_page}`)
    expect([bent.status, bent.json.errors[0].field]).toEqual([400, 'cursor'])
  })

  test('400: every bad parameter is named', async () => {
    const { client } = await threeContracts()
    const { status, json } = await client.get('/subscriptions?limit=x&filter[status][eq]=gone')
    expect(status).toBe(400)
    expect(json.errors.map(({ field }: { field: string }) => field)).toEqual(['filter[status][eq]', 'limit'])
  })
})
