import { randomBytes } from 'node:crypto'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, test } from 'vitest'
import { apiHost, type Caller } from '../../../tests/support/api-host.ts'
import { matchesContract } from '../../../tests/support/contract.ts'
import { newId } from '../../domain/identifiers.ts'
import { createRetailer, type Retailer } from '../subscriptions/test-contracts.ts'
import { createPlan } from './create-plan.ts'
import { listPlans } from './queries.ts'
import { plansApi } from './routes.ts'

const cursorKey = randomBytes(32)

async function get(retailer: Retailer, path: string, more: Partial<Caller> = {}) {
  const app = apiHost({ organizationId: retailer.organizationId, ...more }, (host) =>
    host.route('/', plansApi({ db: retailer.db, cursorKey })),
  )
  const answer = await app.request(path)
  const json = await answer.json()
  matchesContract('GET', path.startsWith('/plans/') ? '/plans/{id}' : '/plans', answer.status, json)
  return { status: answer.status, json }
}

const namesOf = ({ json }: { json: { items: { name: string }[] } }) => json.items.map(({ name }) => name)

/** Adds one plan a day after the retailer's own, oldest first. */
async function addPlans(retailer: Retailer, names: readonly string[]) {
  const created = []
  for (const [index, name] of names.entries()) {
    const now = Temporal.Instant.from('2025-08-20T08:00:00Z').add({ hours: 24 * index })
    const slug = `p${randomBytes(6).toString('hex')}`
    created.push(await createPlan({ ...retailer.ctx, now }, { slug, name }))
  }
  return created
}

describe('GET /plans/{id}', () => {
  test('200: the base fee is in EUR with VAT', async () => {
    const retailer = await createRetailer()
    const { id, slug } = await createPlan(retailer.ctx, {
      slug: 'solar-plus',
      name: 'Solar Plus',
      description: 'Wir kaufen Ihren Strom.',
      type: 'feed_in',
      tariff: 'fixed',
      baseFeeCents: 1190,
      feedInMicroEurPerKwh: 78_000,
    })
    expect(await get(retailer, `/plans/${id}`)).toEqual({
      status: 200,
      json: {
        object: 'plan',
        id,
        name: 'Solar Plus',
        slug,
        description: 'Wir kaufen Ihren Strom.',
        price: 11.9,
        currency: 'EUR',
        created_at: '2025-08-15T10:00:00Z',
        type: 'feed_in',
      },
    })
  })

  test("404: another organisation's plan, a missing one, a slug and an id of the wrong kind answer alike", async () => {
    const retailer = await createRetailer()
    const other = await createRetailer()
    const [own] = await listPlans(retailer.db, retailer.organizationId)
    const [theirs] = await listPlans(other.db, other.organizationId)
    const wrong = [theirs?.id, newId('plan'), own?.slug, own?.id.replace('pln_', 'cus_'), 'x', '%00']
    for (const id of wrong) {
      const { status, json } = await get(retailer, `/plans/${id}`)
      expect([status, json.message]).toEqual([404, 'Plan not found.'])
    }
    expect((await get(retailer, `/plans/${own?.id}`)).status).toBe(200)
  })
})

describe('GET /plans', () => {
  test('newest first, page by page, of the own organisation only', async () => {
    const retailer = await createRetailer()
    await addPlans(await createRetailer(), ['Fremd'])
    await addPlans(retailer, ['Zwei', 'Drei'])
    const first = await get(retailer, '/plans?limit=2')
    expect(namesOf(first)).toEqual(['Drei', 'Zwei'])
    expect(first.json.has_more).toBe(true)
    const rest = await get(retailer, `/plans?limit=2&cursor=${first.json.next_page}`)
    expect(namesOf(rest)).toEqual(['Dynamisch'])
    expect([rest.json.has_more, rest.json.next_page]).toEqual([false, null])
  })

  test('filters: every plan is active, so another status finds none', async () => {
    const retailer = await createRetailer()
    await addPlans(retailer, ['Zwei', 'Drei'])
    const named = async (query: string) => namesOf(await get(retailer, `/plans?${query}`))
    expect(await named('filter[status][eq]=active')).toEqual(['Drei', 'Zwei', 'Dynamisch'])
    expect(await named('filter[status][in]=archived,active')).toHaveLength(3)
    expect(await named('filter[status][eq]=archived')).toEqual([])
    expect(await named('filter[status][ne]=active')).toEqual([])
    expect(await named('filter[created_at][gte]=2025-08-21T08:00:00Z')).toEqual(['Drei'])
    expect(await named('filter[created_at][lte]=2025-08-16T00:00:00%2B02:00')).toEqual(['Dynamisch'])
  })

  test('400: a bad limit, cursor and date are named', async () => {
    const retailer = await createRetailer()
    const bad = await get(retailer, '/plans?limit=101&filter[created_at][gte]=yesterday')
    expect(bad.status).toBe(400)
    expect(bad.json.errors.map(({ field }: { field: string }) => field)).toEqual([
      'filter[created_at][gte]',
      'limit',
    ])
    expect((await get(retailer, '/plans?cursor=x')).json.errors[0].field).toBe('cursor')
  })

  test("a customer's token sees the plans of that customer's contracts", async () => {
    const retailer = await createRetailer()
    const [other] = await addPlans(retailer, ['Zwei'])
    const token = { tokenCustomerId: retailer.customerId }
    expect(namesOf(await get(retailer, '/plans', token))).toEqual([])
    await retailer.subscribe()
    expect(namesOf(await get(retailer, '/plans', token))).toEqual(['Dynamisch'])
    expect((await get(retailer, `/plans/${other?.id}`, token)).status).toBe(404)
  })
})

test('the document has both operations as the contract names them', async () => {
  const { db } = await createRetailer()
  const { paths } = plansApi({ db, cursorKey }).getOpenAPIDocument({
    openapi: '3.0.3',
    info: { title: 'Partner API', version: '2026-05-27.curie' },
  })
  expect(paths['/plans']?.get?.['x-filterable']).toEqual({
    status: { type: 'string' },
    created_at: { type: 'date' },
  })
  expect(paths['/plans/{id}']?.get?.security).toEqual([{ Bearer: [] }])
})
