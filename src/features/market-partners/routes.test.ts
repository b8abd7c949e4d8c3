import { randomBytes } from 'node:crypto'
import { Temporal } from 'temporal-polyfill'
import { beforeAll, expect, test } from 'vitest'
import { apiHost } from '../../../tests/support/api-host.ts'
import { matchesContract } from '../../../tests/support/contract.ts'
import { testDatabase } from '../../../tests/support/database.ts'
import { createDatabase, type Db } from '../../db/database.ts'
import { newId } from '../../domain/identifiers.ts'
import { marketPartnersApi } from './routes.ts'
import { storeMarketPartners } from './store-market-partners.ts'

const cursorKey = randomBytes(32)
const organizationId = newId('organization')

let db: Db

beforeAll(async () => {
  const { pool } = await testDatabase()
  db = createDatabase(pool)
  const store = (at: string, partners: Parameters<typeof storeMarketPartners>[1]) =>
    storeMarketPartners({ db, now: Temporal.Instant.from(at) }, partners)
  await store('2026-05-01T08:00:00Z', [
    { code: '9900001000005', role: 'supplier', name: 'Stadtwerke Altstadt 100%' },
    { code: '9900002000003', role: 'grid_operator', name: 'Netz Altstadt' },
    { code: '9900003000001', role: 'metering_operator', name: 'Messung Altstadt' },
  ])
  await store('2026-05-02T08:00:00Z', [
    { code: '9900004000009', role: 'supplier', name: 'Ökostrom Neustadt' },
  ])
  await store('2026-05-03T08:00:00Z', [
    { code: '9900005000007', role: 'supplier', name: 'Grundversorgung Nord' },
  ])
})

async function get(query = '', more: { tokenCustomerId?: `cus_${string}` } = {}) {
  const caller = { organizationId, ...more }
  const app = apiHost(caller, (host) => host.route('/', marketPartnersApi({ db, cursorKey })))
  const answer = await app.request(`/market-partners?${query}`)
  const json = await answer.json()
  matchesContract('GET', '/market-partners', answer.status, json)
  return { status: answer.status, json }
}

const namesOf = ({ json }: { json: { items: { name: string }[] } }) => json.items.map(({ name }) => name)

test('200: the suppliers, newest first, and nobody in another role', async () => {
  const { status, json } = await get()
  expect(status).toBe(200)
  expect(namesOf({ json })).toEqual(['Grundversorgung Nord', 'Ökostrom Neustadt', 'Stadtwerke Altstadt 100%'])
  expect(json.items[1]).toEqual({
    object: 'market_partner',
    id: expect.stringMatching(/^mp_/),
    name: 'Ökostrom Neustadt',
    type: 'supplier',
    code: '9900004000009',
    code_type: 'BDEW',
    country: 'DE',
    created_at: '2026-05-02T08:00:00Z',
  })
})

test('200: a token of one customer sees the same', async () => {
  expect(namesOf(await get('', { tokenCustomerId: newId('customer') }))).toHaveLength(3)
})

test('filters by name however it is written, by code and by date', async () => {
  const named = async (query: string) => namesOf(await get(query))
  expect(await named('filter[name][contains]=ÖKO')).toEqual(['Ökostrom Neustadt'])
  expect(await named('filter[name][contains]=100%25')).toEqual(['Stadtwerke Altstadt 100%'])
  expect(await named('filter[name][contains]=netz')).toEqual([])
  expect(await named('filter[name][starts_with]=grund')).toEqual(['Grundversorgung Nord'])
  expect(await named('filter[code][in]=9900001000005,9900004000009')).toEqual([
    'Ökostrom Neustadt',
    'Stadtwerke Altstadt 100%',
  ])
  expect(await named('filter[code][eq]=9900002000003')).toEqual([])
  expect(await named('filter[created_at][gte]=2026-05-03T00:00:00Z')).toEqual(['Grundversorgung Nord'])
})

test('page by page, with the filters bound to the cursor', async () => {
  const first = await get('limit=2')
  expect(first.json.has_more).toBe(true)
  expect(namesOf(await get(`limit=2&cursor=${first.json.next_page}`))).toEqual(['Stadtwerke Altstadt 100%'])
  const bent = await get(`limit=2&filter[name][contains]=stadt&cursor=${first.json.next_page}`)
  expect([bent.status, bent.json.errors[0].field]).toEqual([400, 'cursor'])
})

test('400: every bad parameter is named', async () => {
  const { status, json } = await get('limit=0&filter[created_at][lte]=2026-05-03&filter[name]=x')
  expect(status).toBe(400)
  expect(json.errors.map(({ field }: { field: string }) => field)).toEqual([
    'filter[created_at][lte]',
    'filter[name]',
    'limit',
  ])
})

test('the document has the filters of the contract', () => {
  const { paths } = marketPartnersApi({ db, cursorKey }).getOpenAPIDocument({
    openapi: '3.0.3',
    info: { title: 'Partner API', version: '2026-05-27.curie' },
  })
  expect(paths['/market-partners']?.get?.['x-filterable']).toEqual({
    name: { type: 'string' },
    code: { type: 'string' },
    created_at: { type: 'date' },
  })
})
