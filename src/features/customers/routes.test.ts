import { randomBytes } from 'node:crypto'
import { beforeEach, describe, expect, test } from 'vitest'
import { apiHost, type Caller } from '../../../tests/support/api-host.ts'
import { matchesContract } from '../../../tests/support/contract.ts'
import { addPerson, type CustomersWorld, makeCustomersWorld, NOW } from '../../../tests/support/customers.ts'
import { testDatabase } from '../../../tests/support/database.ts'
import { createDatabase, type Db } from '../../db/database.ts'
import { newId } from '../../domain/identifiers.ts'
import { createCustomer } from './create-customer.ts'
import { findCustomerByEmail } from './queries.ts'
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
  const json = await answer.json()
  matchesContract(
    'GET',
    path.startsWith('/customers/') ? '/customers/{id}' : '/customers',
    answer.status,
    json,
  )
  return { status: answer.status, warning: answer.headers.get('Warning'), json }
}

describe('GET /customers/{id}', () => {
  test('200: a person', async () => {
    const id = await addPerson(mine, 'anna@example.com')
    expect(await get(`/customers/${id}`)).toEqual({
      status: 200,
      warning: null,
      json: {
        object: 'customer',
        id,
        type: 'person',
        first_name: 'Anna',
        last_name: 'Sommer',
        email: 'anna@example.com',
        vat_id: null,
        external_id: null,
        created_at: '2026-06-01T08:00:00.123456Z',
      },
    })
  })

  test('200: a company', async () => {
    const { id } = await createCustomer(mine.ctx, {
      type: 'company',
      company_name: 'Yıldız GmbH',
      first_name: 'Dilek',
      last_name: 'Yıldız',
      email: 'dilek@example.com',
      vat_id: 'DE136695976',
      externalId: 'crm-17',
      planSlug: mine.planSlug,
    })
    expect((await get(`/customers/${id}`)).json).toEqual({
      object: 'customer',
      id,
      type: 'company',
      first_name: 'Dilek',
      last_name: 'Yıldız',
      company_name: 'Yıldız GmbH',
      email: 'dilek@example.com',
      vat_id: 'DE136695976',
      external_id: 'crm-17',
      created_at: '2026-06-01T08:00:00.123456Z',
    })
  })

  test("404: another organisation's customer, a missing one and an id of the wrong kind answer alike", async () => {
    const theirs = await addPerson(await makeCustomersWorld(db), 'anna@example.com')
    const own = await addPerson(mine, 'anna@example.com')
    const wrong = [
      theirs,
      newId('customer'),
      own.replace('cus_', 'sub_'),
      own.toUpperCase(),
      'x',
      'cus_',
      '%00',
      `${own}%00`,
    ]
    const missing = {
      status: 404,
      warning: null,
      json: {
        code: 'NOT_FOUND',
        message: 'Customer not found.',
        requestId: '7a5c1c52-0d5e-4a7e-9d0f-3f0c6f4d2b11',
        docs: 'https://api.example.com/docs/errors/not-found',
      },
    }
    for (const id of wrong) expect(await get(`/customers/${id}`)).toEqual(missing)
  })

  test("404: a customer's token sees that customer alone", async () => {
    const anna = await addPerson(mine, 'anna@example.com')
    const bernd = await addPerson(mine, 'bernd@example.com')
    const caller = { organizationId: mine.ctx.organizationId, tokenCustomerId: anna }
    expect((await get(`/customers/${anna}`, caller)).status).toBe(200)
    expect((await get(`/customers/${bernd}`, caller)).status).toBe(404)
    const { items } = (await get('/customers', caller)).json
    expect(items.map(({ id }: { id: string }) => id)).toEqual([anna])
  })

  test('405: another method', async () => {
    const app = apiHost({ organizationId: mine.ctx.organizationId }, (host) =>
      host.route('/', customersApi({ db, cursorKey, now: () => NOW })),
    )
    const answer = await app.request('/customers', { method: 'DELETE' })
    expect(answer.status).toBe(405)
    expect(answer.headers.get('Allow')).toBe('GET, HEAD')
  })
})

test('a customer is found by e-mail however it is capitalised, in the own organisation only', async () => {
  const id = await addPerson(mine, 'Anna@Example.com')
  const other = await makeCustomersWorld(db)
  expect((await findCustomerByEmail(db, mine.ctx.organizationId, 'aNNA@example.COM'))?.id).toBe(id)
  expect(await findCustomerByEmail(db, mine.ctx.organizationId, 'anna@example')).toBeUndefined()
  expect(await findCustomerByEmail(db, other.ctx.organizationId, 'Anna@Example.com')).toBeUndefined()
})

test('the document has both operations as the contract names them', () => {
  const document = customersApi({ db, cursorKey, now: () => NOW }).getOpenAPIDocument({
    openapi: '3.0.3',
    info: { title: 'Partner API', version: '2026-05-27.curie' },
  })
  const list = document.paths['/customers']?.get
  expect(list?.['x-filterable']).toEqual({
    email: { type: 'string' },
    type: { type: 'string' },
    external_id: { type: 'string' },
    created_at: { type: 'date' },
  })
  expect(list?.security).toEqual([{ Bearer: [] }])
  expect(list?.parameters?.map((parameter) => 'name' in parameter && parameter.name)).toEqual([
    'cursor',
    'limit',
  ])
  expect(Object.keys(list?.responses ?? {})).toEqual(['200', 'default'])
  expect(document.paths['/customers/{id}']?.get?.security).toEqual([{ Bearer: [] }])
  expect(document.components?.schemas?.['Customer']).toMatchObject({
    anyOf: [{ title: 'Person' }, { title: 'Company' }],
  })
})
