import { randomBytes } from 'node:crypto'
import { beforeEach, describe, expect, test } from 'vitest'
import { apiHost, type Caller } from '../../../tests/support/api-host.ts'
import { addPerson, type CustomersWorld, makeCustomersWorld, NOW } from '../../../tests/support/customers.ts'
import { testDatabase } from '../../../tests/support/database.ts'
import { createDatabase, type Db } from '../../db/database.ts'
import { customersApi } from './routes.ts'

const cursorKey = randomBytes(32)

let db: Db
let mine: CustomersWorld

beforeEach(async () => {
  const { pool } = await testDatabase()
  db = createDatabase(pool)
  mine = await makeCustomersWorld(db)
})

async function get(path: string, caller: Caller = { organizationId: mine.ctx.organizationId }) {
  const app = apiHost(caller, (host) => host.route('/', customersApi({ db, cursorKey, now: () => NOW })))
  const answer = await app.request(path)
  return { status: answer.status, warning: answer.headers.get('Warning'), json: await answer.json() }
}

const emails = (json: { items: { email: string }[] }) => json.items.map(({ email }) => email)

describe('GET /customers', () => {
  test('200: an empty list', async () => {
    expect((await get('/customers')).json).toEqual({
      object: 'list',
      items: [],
      has_more: false,
      next_page: null,
    })
  })

  test('newest first, ten of them, the organisation’s own', async () => {
    await addPerson(await makeCustomersWorld(db), 'theirs@example.com', NOW.add({ hours: 99 }))
    for (let hour = 0; hour < 11; hour += 1)
      await addPerson(mine, `c${hour}@example.com`, NOW.add({ hours: hour }))
    const { json } = await get('/customers')
    expect(emails(json)).toEqual([10, 9, 8, 7, 6, 5, 4, 3, 2, 1].map((hour) => `c${hour}@example.com`))
    expect(json.has_more).toBe(true)
    const last = (await get(`/customers?cursor=${json.next_page}`)).json
    expect(emails(last)).toEqual(['c0@example.com'])
    expect(last).toMatchObject({ has_more: false, next_page: null })
  })

  test('a page that ends with the last row says so', async () => {
    await addPerson(mine, 'one@example.com')
    await addPerson(mine, 'two@example.com')
    expect((await get('/customers?limit=2')).json).toMatchObject({ has_more: false, next_page: null })
  })

  test.each([
    ['filter[email][eq]=Berta@Example.com', ['Berta@Example.com']],
    ['filter[email][eq]=berta@example.com', []],
    ['filter[email][in]=anna@example.com,Berta@Example.com', ['Berta@Example.com', 'anna@example.com']],
    ['filter[email][contains]=BERTA', ['Berta@Example.com']],
    ['filter[type][eq]=person', ['Berta@Example.com', 'anna@example.com']],
    ['filter[type][eq]=company', []],
    ['filter[created_at][gte]=2026-06-01T10:00:00.123456%2B01:00', ['Berta@Example.com']],
    ['filter[created_at][lte]=2026-06-01T08:00:00.123456Z', ['anna@example.com']],
    ['filter[external_id][is_null]=false', []],
    ['filter[type][eq]=person&filter[email][starts_with]=a', ['anna@example.com']],
  ])('%s', async (filter, expected) => {
    await addPerson(mine, 'anna@example.com')
    await addPerson(mine, 'Berta@Example.com', NOW.add({ hours: 1 }))
    const { json, warning } = await get(`/customers?${filter}`)
    expect(emails(json)).toEqual(expected)
    expect(warning).toBeNull()
  })

  test('400: bad input, every parameter named', async () => {
    const { status, json } = await get(
      '/customers?limit=500&filter[created_at][gte]=today&filter[email]=x&filter[type][eq]=%00',
    )
    expect(status).toBe(400)
    expect(json.errors.map(({ field }: { field: string }) => field)).toEqual([
      'filter[created_at][gte]',
      'filter[email]',
      'filter[type][eq]',
      'limit',
    ])
  })

  test("400: another organisation's cursor", async () => {
    for (const name of ['a', 'b']) await addPerson(mine, `${name}@example.com`)
    const { json } = await get('/customers?limit=1')
    const other = await makeCustomersWorld(db)
    const answer = await get(`/customers?limit=1&cursor=${json.next_page}`, {
      organizationId: other.ctx.organizationId,
    })
    expect(answer.status).toBe(400)
    expect(answer.json.message).toBe('Not valid: cursor.')
  })

  test('a walk of 250 rows while rows are added neither repeats nor skips one', async () => {
    // Ties in groups of seven, a microsecond apart: what a cursor of milliseconds would lose.
    const before = await Promise.all(
      Array.from({ length: 250 }, (_, index) =>
        addPerson(mine, `w${index}@example.com`, NOW.add({ microseconds: Math.floor(index / 7) })),
      ),
    )
    const walked: string[] = []
    let cursor: string | null = null
    let pages = 0
    do {
      const { json }: Awaited<ReturnType<typeof get>> = await get(
        `/customers?limit=9${cursor === null ? '' : `&cursor=${cursor}`}`,
      )
      walked.push(...json.items.map(({ id }: { id: string }) => id))
      cursor = json.next_page
      for (let added = 0; added < 3; added += 1) {
        await addPerson(mine, `n${pages}-${added}@example.com`, NOW.add({ seconds: 1 + pages }))
      }
      pages += 1
    } while (cursor !== null)
    expect(pages).toBe(28)
    expect(walked).toHaveLength(250)
    expect(walked.toSorted()).toEqual(before.toSorted())
  })
})
