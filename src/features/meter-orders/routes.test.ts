import { randomBytes } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { apiHost, type Caller, REQUEST_ID } from '../../../tests/support/api-host.ts'
import { matchesContract } from '../../../tests/support/contract.ts'
import { newId } from '../../domain/identifiers.ts'
import { type Day, instantAt } from '../../domain/local-time.ts'
import { createRetailer, type Retailer } from '../subscriptions/test-contracts.ts'
import { recordMeterOrder } from './record-meter-order.ts'
import { meterOrdersApi } from './routes.ts'

const cursorKey = randomBytes(32)
const now = instantAt('2025-10-06', '12:00')
let mine: Retailer
beforeAll(async () => {
  mine = await createRetailer()
})

async function call(path: string, caller: Caller = mine, body?: unknown) {
  const api = meterOrdersApi({ db: mine.db, cursorKey, now: () => now })
  const init =
    body === undefined
      ? {}
      : { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
  const answer = await apiHost(caller, (host) => host.route('/', api)).request(path, init)
  const json = await answer.json()
  const template = path.startsWith('/meter-orders/') ? '/meter-orders/{id}' : '/meter-orders'
  matchesContract(init.method ?? 'GET', template, answer.status, json)
  return { status: answer.status, warning: answer.headers.get('Warning'), json }
}

const place = (subscription: unknown, caller?: Caller) => call('/meter-orders', caller, { subscription })
const analog = (retailer = mine, fields: Parameters<Retailer['subscribe']>[0] = {}) =>
  retailer.subscribe({ meter: { type: 'analog', number: '48213377' }, ...fields })
const ids = ({ json }: { json: { items: { id: string }[] } }) => json.items.map(({ id }) => id)

describe('GET /meter-orders/{id}', () => {
  test('200: each step with its instant, blocked beside the status', async () => {
    const { id: subscriptionId } = await analog()
    const { id } = await recordMeterOrder(mine.ctx, {
      subscriptionId,
      provider: 'metrify',
      createdAt: instantAt('2025-09-02', '10:00'),
      placedAt: instantAt('2025-09-03', '08:00'),
      blocked: { at: instantAt('2025-09-10', '12:00'), reason: 'check_missing' },
    })
    expect(await call(`/meter-orders/${id}`)).toEqual({
      status: 200,
      warning: null,
      json: {
        object: 'meter_order',
        id,
        subscription: subscriptionId,
        customer: mine.customerId,
        provider: 'metrify',
        status: 'placed',
        created_at: '2025-09-02T08:00:00Z',
        placed_at: '2025-09-03T06:00:00Z',
        check_submitted_at: null,
        check_reviewed_at: null,
        appointment_at: null,
        installed_at: null,
        activated_at: null,
        cancelled_at: null,
        cancelled_reason: null,
        blocked_at: '2025-09-10T10:00:00Z',
        blocked_reason: 'check_missing',
      },
    })
  })

  test('404: another organisation’s, another customer’s, a missing one and an id of the wrong kind alike', async () => {
    const { id: subscriptionId } = await analog()
    const { id } = (await place(subscriptionId)).json
    const missing = {
      status: 404,
      warning: null,
      json: {
        code: 'NOT_FOUND',
        message: 'Meter order not found.',
        requestId: REQUEST_ID,
        docs: 'https://api.example.com/docs/errors/not-found',
      },
    }
    const path = `/meter-orders/${id}`
    expect(await call(path, await createRetailer())).toEqual(missing)
    const { organizationId, customerId } = mine
    expect(await call(path, { organizationId, tokenCustomerId: newId('customer') })).toEqual(missing)
    expect((await call(path, { organizationId, tokenCustomerId: customerId })).status).toBe(200)
    for (const wrong of [newId('meterOrder'), subscriptionId, 'x', '%00']) {
      expect(await call(`/meter-orders/${wrong}`)).toEqual(missing)
    }
  })
})

describe('GET /meter-orders', () => {
  async function threeOrders() {
    const retailer = await createRetailer()
    const [first, second] = [await analog(retailer), await analog(retailer)]
    const order = (subscriptionId: typeof first.id, day: Day) => ({
      subscriptionId,
      provider: 'inexogy' as const,
      createdAt: instantAt(day, '10:00'),
    })
    const at = instantAt('2025-09-20', '10:00')
    const recorded = [
      await recordMeterOrder(retailer.ctx, {
        ...order(first.id, '2025-09-01'),
        cancelled: { at, reason: 'customer_request' },
      }),
      await recordMeterOrder(retailer.ctx, { ...order(second.id, '2025-09-02'), installedAt: at }),
      await recordMeterOrder(retailer.ctx, order(first.id, '2025-09-03')),
    ]
    return { retailer, first, second, oldestFirst: recorded.map(({ id }) => id) }
  }

  test('newest first, by status, customer and contract', async () => {
    const { retailer, first, second, oldestFirst } = await threeOrders()
    const [one, two, three] = oldestFirst
    const list = async (query = '') => ids(await call(`/meter-orders${query}`, retailer))
    expect(await list()).toEqual([three, two, one])
    expect(await list('?filter[status][eq]=created')).toEqual([three])
    expect(await list('?filter[status][in]=cancelled,installed')).toEqual([two, one])
    expect(await list(`?filter[subscription][eq]=${first.id}`)).toEqual([three, one])
    expect(await list(`?filter[subscription][ne]=${first.id}`)).toEqual([two])
    expect(await list(`?filter[customer][eq]=${retailer.customerId}`)).toEqual([three, two, one])
    expect(await list(`?filter[customer][eq]=${second.id}`)).toEqual([])
    const bad = await call('/meter-orders?filter[status][eq]=late&limit=x', retailer)
    expect(bad.json.errors.map(({ field }: { field: string }) => field)).toEqual([
      'filter[status][eq]',
      'limit',
    ])
  })

  test('a walk repeats and skips nothing while orders are being made, and nobody else’s cursor opens', async () => {
    const { retailer, oldestFirst } = await threeOrders()
    const [one, two, three] = oldestFirst
    const first = await call('/meter-orders?limit=1', retailer)
    await place((await analog(retailer)).id, retailer)
    const next = (page: typeof first) => `/meter-orders?limit=1&cursor=${page.json.next_page}`
    const second = await call(next(first), retailer)
    const third = await call(next(second), retailer)
    expect([first, second, third].map(ids)).toEqual([[three], [two], [one]])
    expect(third.json).toMatchObject({ has_more: false, next_page: null })
    expect((await call(next(first), mine)).status).toBe(400)
  })

  test('a customer’s token sees that customer’s alone', async () => {
    const { retailer, oldestFirst } = await threeOrders()
    const { organizationId, customerId } = retailer
    const seen = async (tokenCustomerId: typeof customerId) =>
      ids(await call('/meter-orders', { organizationId, tokenCustomerId }))
    expect(await seen(customerId)).toEqual(oldestFirst.toReversed())
    expect(await seen(newId('customer'))).toEqual([])
  })
})

describe('POST /meter-orders', () => {
  test('200: a new order, and again after it was cancelled', async () => {
    const { id } = await analog()
    const cancelled = { at: instantAt('2025-09-04', '10:00'), reason: 'customer_request' } as const
    const createdAt = instantAt('2025-09-02', '10:00')
    await recordMeterOrder(mine.ctx, { subscriptionId: id, provider: 'inexogy', createdAt, cancelled })
    const { status, json } = await place(id)
    expect(status).toBe(200)
    expect(json).toMatchObject({
      subscription: id,
      customer: mine.customerId,
      provider: 'inexogy',
      status: 'created',
      created_at: '2025-10-06T10:00:00Z',
      placed_at: null,
    })
    expect((await call(`/meter-orders/${json.id}`)).json).toEqual(json)
    const { organizationId } = mine
    const events = mine.db.selectFrom('events').select(['topic', 'context'])
    const told = await events.where('organization_id', '=', organizationId).execute()
    expect(told).toContainEqual({
      topic: 'meter_order.created',
      context: { meter_order: json.id, subscription: id },
    })
  })

  test('409: on order already, also when asked twice at once', async () => {
    const { id } = await analog()
    const answers = await Promise.all([place(id), place(id), place(id)])
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(2)
    const { json } = await place(id)
    expect(json).toMatchObject({
      code: 'CONFLICT',
      errors: [{ code: 'duplicate_meter_order', field: 'subscription' }],
    })
  })

  test('422: a smart meter is there, or electricity is fed in', async () => {
    const smart = await mine.subscribe()
    const installed = await analog()
    await recordMeterOrder(mine.ctx, {
      subscriptionId: installed.id,
      provider: 'inexogy',
      createdAt: instantAt('2025-09-02', '10:00'),
      activatedAt: instantAt('2025-09-30', '10:00'),
    })
    const roof = await createRetailer({
      type: 'feed_in',
      tariff: 'fixed',
      feedInMicroEurPerKwh: 80_000,
      markupMicroEurPerKwh: 0,
    })
    const fedIn = await roof.subscribe()
    for (const answer of [await place(smart.id), await place(installed.id), await place(fedIn.id, roof)]) {
      expect(answer.status).toBe(422)
      expect(answer.json.errors).toMatchObject([{ code: 'unsupported_meter_order', field: 'subscription' }])
    }
  })

  test('409: the contract has ended', async () => {
    const { id } = await analog()
    const ended = { status: 'ended', end_at: instantAt('2025-10-01', '00:00').toString() } as const
    await mine.db.updateTable('subscriptions').set(ended).where('id', '=', id).execute()
    const { status, json } = await place(id)
    expect([status, json.errors[0].code]).toEqual([409, 'ended_subscription'])
  })

  test('404: a contract of another organisation, or none', async () => {
    const { id } = await analog()
    const stranger = await createRetailer()
    for (const answer of [
      await place(id, stranger),
      await place(newId('subscription')),
      await place('x'),
      await place(id.toUpperCase()),
    ]) {
      expect(answer.status).toBe(404)
      expect(answer.json.message).toBe('Subscription not found.')
    }
  })

  test('400: no contract named; 403: a customer’s token', async () => {
    for (const subscription of [undefined, null, 5, ['x']]) {
      const { status, json } = await place(subscription)
      expect([status, json.errors[0].field]).toEqual([400, 'subscription'])
    }
    const { id } = await analog()
    const { organizationId, customerId } = mine
    expect((await place(id, { organizationId, tokenCustomerId: customerId })).status).toBe(403)
  })
})
