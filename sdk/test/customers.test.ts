import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Customer } from '../src/index.ts'
import { envelope, rejection, startFakeStromtor } from './fake-stromtor.ts'
import type { FakeStromtor, SeenRequest } from './fake-stromtor.ts'

let fake: FakeStromtor
beforeEach(async () => void (fake = await startFakeStromtor()))
afterEach(() => fake.stop())

const customer = (id: number): Customer => ({
  object: 'customer',
  type: 'person',
  id: `cus_${id}`,
  first_name: 'Anna',
  last_name: `Sommer ${id}`,
  email: `anna${id}@example.com`,
  vat_id: null,
  external_id: null,
  created_at: '2025-09-01T00:00:00Z',
})

/** Serves `total` customers in pages; the cursor is the offset. */
function serveCustomers(total: number) {
  fake.routes.api = (request: SeenRequest) => {
    const query = new URL(request.path, fake.baseUrl).searchParams
    const offset = Number(query.get('cursor') ?? 0)
    const end = Math.min(total, offset + Number(query.get('limit') ?? 10))
    const items = Array.from({ length: end - offset }, (_, i) => customer(offset + i))
    const more = end < total
    return { body: { object: 'list', items, has_more: more, next_page: more ? String(end) : null } }
  }
}

test('a page has the fields of the wire and leads to the next', async () => {
  serveCustomers(12)
  const page = await fake.client().customers.list()
  expect(page).toMatchObject({ object: 'list', has_more: true, next_page: '10' })
  expect(page.items).toHaveLength(10)
  const second = await page.next()
  expect(second?.items.map((item) => item.id)).toEqual(['cus_10', 'cus_11'])
  expect(second).toMatchObject({ has_more: false, next_page: null })
  expect(await second?.next()).toBeUndefined()
})

test('iterating walks all pages with the same limit and filter', async () => {
  serveCustomers(25)
  const ids: string[] = []
  const filter = { email: { contains: 'anna' } }
  for await (const { id } of await fake.client().customers.list({ limit: 10, filter })) ids.push(id)
  expect(ids).toEqual(Array.from({ length: 25 }, (_, i) => `cus_${i}`))
  expect(fake.apiRequests().map((request) => decodeURIComponent(request.path))).toEqual([
    '/customers?limit=10&filter[email][contains]=anna',
    '/customers?limit=10&cursor=10&filter[email][contains]=anna',
    '/customers?limit=10&cursor=20&filter[email][contains]=anna',
  ])
})

test('leaving the loop fetches no further page', async () => {
  serveCustomers(25)
  for await (const { id } of await fake.client().customers.list({ limit: 5 })) if (id === 'cus_4') break
  expect(fake.apiRequests()).toHaveLength(1)
})

test('an empty list iterates over nothing', async () => {
  serveCustomers(0)
  const ids: string[] = []
  for await (const { id } of await fake.client().customers.list()) ids.push(id)
  expect(ids).toEqual([])
})

test('filters are written as the API reads them', async () => {
  serveCustomers(0)
  await fake.client().customers.list({
    filter: {
      email: { eq: 'a+b@example.com' },
      type: { in: ['person', 'company'] },
      created_at: { gte: new Date(Date.UTC(2025, 8, 1)), is_null: false },
    },
  })
  const { searchParams } = new URL(fake.apiRequests()[0]?.path ?? '', fake.baseUrl)
  expect(Object.fromEntries(searchParams)).toEqual({
    'filter[email][eq]': 'a+b@example.com',
    'filter[type][in]': 'person,company',
    'filter[created_at][gte]': '2025-09-01T00:00:00.000Z',
    'filter[created_at][is_null]': 'false',
  })
  const comma = fake.client().customers.list({ filter: { email: { in: ['a,b'] } } })
  expect(String(await rejection(comma))).toContain('must not contain a comma')
})

test('an e-mail in a filter does not show in an error', async () => {
  fake.routes.api = () => envelope(400, 'BAD_REQUEST', 'Bad filter.')
  const error = await rejection(
    fake.client().customers.list({ filter: { email: { eq: 'anna@example.com' } } }),
  )
  expect(String(error)).toContain(`GET ${fake.baseUrl}/customers answered 400`)
  expect(String(error)).not.toContain('anna')
})

test('retrieve asks for one id, which cannot leave its place in the path', async () => {
  fake.routes.api = () => ({ body: customer(7) })
  const stromtor = fake.client()
  expect((await stromtor.customers.retrieve('cus_7')).email).toBe('anna7@example.com')
  await stromtor.customers.retrieve('../invoices?x=1')
  expect(fake.apiRequests().map((request) => request.path)).toEqual([
    '/customers/cus_7',
    '/customers/..%2Finvoices%3Fx%3D1',
  ])
  expect(String(await rejection(stromtor.customers.retrieve('')))).toContain('needs an id')
})
