import { randomBytes } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import { apiHost, type Caller } from '../../../tests/support/api-host.ts'
import { matchesContract } from '../../../tests/support/contract.ts'
import { addPerson, type CustomersWorld, makeCustomersWorld, NOW } from '../../../tests/support/customers.ts'
import { testDatabase } from '../../../tests/support/database.ts'
import { createDatabase, type Db } from '../../db/database.ts'
import { newId } from '../../domain/identifiers.ts'
import { createCustomer } from './create-customer.ts'
import { customersApi } from './routes.ts'

const cursorKey = randomBytes(32)

let db: Db
let mine: CustomersWorld

beforeAll(async () => {
  const { pool } = await testDatabase()
  db = createDatabase(pool)
  mine = await makeCustomersWorld(db)
})

async function send(method: 'GET' | 'PATCH', id: string, body?: string, more: Partial<Caller> = {}) {
  const caller = { organizationId: mine.ctx.organizationId, ...more }
  const app = apiHost(caller, (host) => host.route('/', customersApi({ db, cursorKey, now: () => NOW })))
  const json = body === undefined ? {} : { body, headers: { 'Content-Type': 'application/json' } }
  const answer = await app.request(`/customers/${id}`, { method, ...json })
  const read = await answer.json()
  matchesContract(method, '/customers/{id}', answer.status, read)
  return { status: answer.status, json: read }
}

const patch = (id: string, body: unknown, more: Partial<Caller> = {}) =>
  send('PATCH', id, JSON.stringify(body), more)

let sequence = 0
const anna = () => addPerson(mine, `anna${(sequence += 1)}@example.com`)

const company = async () => {
  sequence += 1
  const { id } = await createCustomer(mine.ctx, {
    type: 'company',
    company_name: 'Yıldız GmbH',
    first_name: 'Dilek',
    last_name: 'Yıldız',
    email: `dilek${sequence}@example.com`,
    planSlug: mine.planSlug,
  })
  return id
}

test('200: names alone are changed, trimmed, and told in the audit log', async () => {
  const id = await anna()
  const before = (await send('GET', id)).json
  const { status, json } = await patch(id, {
    first_name: ' Anne ',
    company_name: 'Anne & Co',
    email: 'other@example.com',
    external_id: 'x',
    type: 'company',
    id: 'cus_x',
  })
  // A person has no company, so its name is ignored like every other field.
  expect({ status, json }).toEqual({ status: 200, json: { ...before, first_name: 'Anne' } })
  expect((await send('GET', id)).json).toEqual(json)
  const audit = await db
    .selectFrom('audit_events')
    .select(['action', 'actor_type', 'actor_id', 'details'])
    .where('organization_id', '=', mine.ctx.organizationId)
    .where('customer_id', '=', id)
    .where('action', '=', 'customer.updated')
    .execute()
  expect(audit).toEqual([
    {
      action: 'customer.updated',
      actor_type: 'client',
      actor_id: 'client_test',
      details: { fields: ['first_name'] },
    },
  ])
})

test('200: a company and who speaks for it', async () => {
  const id = await company()
  const names = { company_name: 'Sommer AG', first_name: 'Ayşe', last_name: 'Sommer' }
  expect((await patch(id, names)).json).toMatchObject({ type: 'company', ...names })
})

test('200: an empty body changes nothing', async () => {
  const id = await anna()
  const before = await send('GET', id)
  expect(await patch(id, {})).toEqual(before)
  expect(await send('PATCH', id)).toEqual(before)
})

test('400: every bad field at once', async () => {
  const id = await company()
  const { status, json } = await patch(id, { first_name: '', last_name: 'x'.repeat(101), company_name: null })
  expect(status).toBe(400)
  expect(json.errors.map(({ code, field }: Record<string, string>) => `${field}: ${code}`)).toEqual([
    'first_name: too_small',
    'last_name: too_big',
    'company_name: invalid_type',
  ])
  expect((await patch(id, { last_name: 'a\0b' })).json.errors[0]).toMatchObject({ field: 'last_name' })
  for (const text of ['{', '[]', 'null', '5']) expect((await send('PATCH', id, text)).status).toBe(400)
  expect((await send('GET', id)).json.last_name).toBe('Yıldız')
})

test("404: another organisation's customer, a missing one and an id of the wrong kind answer alike", async () => {
  const other = await makeCustomersWorld(db)
  const theirs = await addPerson(other, 'anna@example.com')
  const own = await anna()
  for (const id of [theirs, newId('customer'), own.replace('cus_', 'sub_'), 'x', '%00']) {
    const { status, json } = await patch(id, { first_name: 'Eva' })
    expect([status, json.message]).toEqual([404, 'Customer not found.'])
  }
  const { json } = await send('GET', theirs, undefined, { organizationId: other.ctx.organizationId })
  expect(json.first_name).toBe('Anna')
})

test("403: a customer's token only reads", async () => {
  const id = await anna()
  expect((await patch(id, { first_name: 'Eva' }, { tokenCustomerId: id })).status).toBe(403)
  expect((await send('GET', id)).json.first_name).toBe('Anna')
})
