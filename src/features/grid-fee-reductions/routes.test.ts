import { randomBytes } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { apiHost, type Caller, REQUEST_ID } from '../../../tests/support/api-host.ts'
import { matchesContract } from '../../../tests/support/contract.ts'
import { newId, type SubscriptionId } from '../../domain/identifiers.ts'
import { type Day, instantAt } from '../../domain/local-time.ts'
import { createRetailer, type Retailer } from '../subscriptions/test-contracts.ts'
import { type ReductionState, recordGridFeeReduction } from './record-grid-fee-reduction.ts'
import { gridFeeReductionsApi } from './routes.ts'

const cursorKey = randomBytes(32)
const now = instantAt('2025-10-06', '12:00')
let mine: Retailer
beforeAll(async () => {
  mine = await createRetailer()
})

async function call(path: string, caller: Caller = mine, body?: unknown) {
  const api = gridFeeReductionsApi({ db: mine.db, cursorKey, now: () => now })
  const init =
    body === undefined
      ? {}
      : { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
  const answer = await apiHost(caller, (host) => host.route('/', api)).request(path, init)
  const json = await answer.json()
  const template = path.startsWith('/grid-fee-reductions/')
    ? '/grid-fee-reductions/{id}'
    : '/grid-fee-reductions'
  matchesContract(init.method ?? 'GET', template, answer.status, json)
  return { status: answer.status, warning: answer.headers.get('Warning'), json }
}

type Answer = Awaited<ReturnType<typeof call>>

const order = (subscription: unknown, module: number, caller?: Caller) =>
  call('/grid-fee-reductions', caller, { subscription, type: `enwg-14a-module-${module}` })
const refusal = ({ status, json }: Answer) => [status, json.errors?.[0]?.code, json.errors?.[0]?.field]
const ids = ({ json }: Answer) => json.items.map(({ id }: { id: string }) => id)

const record = (
  retailer: Retailer,
  subscriptionId: SubscriptionId,
  { module = 1, state, day = '2025-09-02' }: { module?: 1 | 2 | 3; state: ReductionState; day?: Day },
) =>
  recordGridFeeReduction(retailer.at('2025-10-01'), {
    subscriptionId,
    module,
    createdAt: instantAt(day, '10:00'),
    state,
  })

const REJECTED: ReductionState = { status: 'rejected', reason: 'Keine steuerbare Einrichtung gemeldet.' }

/** A contract whose supply has begun. */
async function running(fields: Parameters<Retailer['subscribe']>[0] = {}, retailer = mine) {
  const { id } = await retailer.subscribe(fields)
  await retailer.db.updateTable('subscriptions').set({ status: 'active' }).where('id', '=', id).execute()
  return id
}

describe('GET /grid-fee-reductions/{id}', () => {
  test('200: with the midnights between which it holds', async () => {
    const subscription = await running()
    const { id } = await record(mine, subscription, {
      state: { status: 'ended', from: '2025-09-15', until: '2025-11-01' },
    })
    expect(await call(`/grid-fee-reductions/${id}`)).toEqual({
      status: 200,
      warning: null,
      json: {
        object: 'grid_fee_reduction',
        id,
        subscription,
        customer: mine.customerId,
        type: 'enwg-14a-module-1',
        status: 'ended',
        valid_from: '2025-09-14T22:00:00Z',
        valid_until: '2025-10-31T23:00:00Z',
        rejected_reason: null,
        created_at: '2025-09-02T08:00:00Z',
        updated_at: '2025-10-01T07:00:00Z',
      },
    })
  })

  test('404: another organisation’s, another customer’s, a missing one and an id of the wrong kind alike', async () => {
    const { id } = await record(mine, await running(), { state: REJECTED })
    const missing = {
      status: 404,
      warning: null,
      json: {
        code: 'NOT_FOUND',
        message: 'Grid fee reduction not found.',
        requestId: REQUEST_ID,
        docs: 'https://api.example.com/docs/errors/not-found',
      },
    }
    const path = `/grid-fee-reductions/${id}`
    expect(await call(path, await createRetailer())).toEqual(missing)
    const { organizationId, customerId } = mine
    expect(await call(path, { organizationId, tokenCustomerId: newId('customer') })).toEqual(missing)
    const own = await call(path, { organizationId, tokenCustomerId: customerId })
    expect(own.json).toMatchObject({ status: 'rejected', rejected_reason: REJECTED.reason })
    for (const wrong of [newId('gridFeeReduction'), id.toUpperCase(), 'x', '%00']) {
      expect(await call(`/grid-fee-reductions/${wrong}`)).toEqual(missing)
    }
  })
})

describe('GET /grid-fee-reductions', () => {
  async function three() {
    const retailer = await createRetailer()
    const [first, second] = [await running({}, retailer), await running({}, retailer)]
    const recorded = [
      await record(retailer, first, { state: REJECTED, day: '2025-09-02' }),
      await record(retailer, second, { state: { status: 'ordered' }, day: '2025-09-03' }),
      await record(retailer, first, {
        state: { status: 'activated', from: '2025-09-10' },
        day: '2025-09-04',
      }),
    ]
    return { retailer, first, oldestFirst: recorded.map(({ id }) => id) }
  }

  test('newest first, by status, contract, customer and time', async () => {
    const { retailer, first, oldestFirst } = await three()
    const [one, two, newest] = oldestFirst
    const list = async (query = '') => ids(await call(`/grid-fee-reductions${query}`, retailer))
    expect(await list()).toEqual([newest, two, one])
    expect(await list('?filter[status][in]=activated,ordered')).toEqual([newest, two])
    expect(await list(`?filter[subscription][eq]=${first}`)).toEqual([newest, one])
    expect(await list(`?filter[customer][eq]=${retailer.customerId}&limit=100`)).toHaveLength(3)
    expect(await list('?filter[created_at][lte]=2025-09-03T08:00:00Z')).toEqual([two, one])
    expect(await list('?filter[updated_at][gte]=2025-10-01T09:00:01%2B02:00')).toEqual([])
    const bad = await call(
      '/grid-fee-reductions?filter[status][eq]=x&filter[created_at][gte]=2025-09-03',
      retailer,
    )
    expect(bad.status).toBe(400)
    expect(bad.json.errors).toHaveLength(2)
  })

  test('a walk repeats and skips nothing while reductions are being ordered', async () => {
    const { retailer, oldestFirst } = await three()
    const [one, two, newest] = oldestFirst
    const first = await call('/grid-fee-reductions?limit=2', retailer)
    await order(await running({}, retailer), 1, retailer)
    const path = `/grid-fee-reductions?limit=2&cursor=${first.json.next_page}`
    const second = await call(path, retailer)
    expect([first, second].map(ids)).toEqual([[newest, two], [one]])
    expect(second.json).toMatchObject({ has_more: false, next_page: null })
    expect((await call(path, mine)).status).toBe(400)
  })

  test('a customer’s token sees that customer’s alone', async () => {
    const { retailer, oldestFirst } = await three()
    const { organizationId, customerId } = retailer
    const seen = async (tokenCustomerId: typeof customerId) =>
      ids(await call('/grid-fee-reductions', { organizationId, tokenCustomerId }))
    expect(await seen(customerId)).toEqual(oldestFirst.toReversed())
    expect(await seen(newId('customer'))).toEqual([])
  })
})

describe('POST /grid-fee-reductions', () => {
  test('200: ordered while supply runs, intended before', async () => {
    const subscription = await running()
    const { status, json } = await order(subscription, 1)
    expect(status).toBe(200)
    expect(json).toMatchObject({
      subscription,
      customer: mine.customerId,
      type: 'enwg-14a-module-1',
      status: 'ordered',
      valid_from: null,
      created_at: '2025-10-06T10:00:00Z',
    })
    expect((await order(subscription, 3)).json).toMatchObject({
      type: 'enwg-14a-module-3',
      status: 'ordered',
    })
    const pending = await mine.subscribe({ startOn: '2025-11-01' })
    expect((await order(pending.id, 2)).json.status).toBe('intended')
  })

  test('200: again after it was rejected or ended; 409 while it is open or in force', async () => {
    const subscription = await running()
    await record(mine, subscription, { state: REJECTED })
    await record(mine, subscription, { state: { status: 'ended', from: '2025-09-01', until: '2025-09-15' } })
    const answers = await Promise.all([order(subscription, 1), order(subscription, 1)])
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409])
    expect(refusal(await order(subscription, 1))).toEqual([409, 'duplicate_grid_reduction', 'type'])
    const billed = await running({ module1: true })
    expect(refusal(await order(billed, 1))).toEqual([409, 'duplicate_grid_reduction', 'type'])
    expect((await order(billed, 3)).status).toBe(200)
  })

  test('422: what a module needs or excludes', async () => {
    const smart = await running()
    expect(refusal(await order(smart, 3))).toEqual([422, 'missing_module_1', 'type'])
    const analog = await running({ meter: { type: 'analog', number: '48213377' } })
    await order(analog, 1)
    expect(refusal(await order(analog, 3))).toEqual([422, 'missing_smart_meter', 'type'])
    expect(refusal(await order(analog, 2))).toEqual([422, 'unsupported_product', 'type'])
    const alone = await running({ module2: true })
    expect(refusal(await order(alone, 1))).toEqual([422, 'unsupported_product', 'type'])
    const roof = await createRetailer({ type: 'feed_in', feedInMicroEurPerKwh: 80_000, tariff: 'fixed' })
    const fedIn = await running({}, roof)
    expect(refusal(await order(fedIn, 1, roof))).toEqual([422, 'unsupported_product', 'subscription'])
  })

  test('409: the contract has ended', async () => {
    const id = await running()
    const ended = { status: 'ended', end_at: instantAt('2025-10-01', '00:00').toString() } as const
    await mine.db.updateTable('subscriptions').set(ended).where('id', '=', id).execute()
    expect(refusal(await order(id, 1))).toEqual([409, 'ended_subscription', 'subscription'])
  })

  test('404: a contract of another organisation, or none; 403: a customer’s token', async () => {
    const id = await running()
    for (const answer of [
      await order(id, 1, await createRetailer()),
      await order(newId('subscription'), 1),
      await order('x', 1),
    ]) {
      expect([answer.status, answer.json.message]).toEqual([404, 'Subscription not found.'])
    }
    const { organizationId, customerId } = mine
    expect((await order(id, 1, { organizationId, tokenCustomerId: customerId })).status).toBe(403)
  })

  test('400: every bad field at once', async () => {
    const { status, json } = await order(5, 4)
    expect(status).toBe(400)
    expect(json.errors.map(({ field }: { field: string }) => field)).toEqual(['subscription', 'type'])
  })
})
