import { describe, expect, test } from 'vitest'
import { newId } from '../../domain/identifiers.ts'
import { instantAt } from '../../domain/local-time.ts'
import type { InsertSubscription } from './subscription.ts'
import { faultsOf, subscriptionsClient } from './test-api.ts'
import { createRetailer, type Retailer } from './test-contracts.ts'
import { terminateSubscription } from './terminate-subscription.ts'

const LATER = instantAt('2025-08-20', '10:00')
const ELSEWHERE = { street: 'Gartenweg', house_number: '3 b', zip: '10115', city: 'Berlin' }
const ACCOUNT = {
  type: 'sepa_debit',
  sepa_debit: { iban: 'DE89370400440532013000', account_holder: 'Anna Sommer' },
}

async function setUp(metadata: NonNullable<InsertSubscription['metadata']> = {}) {
  const retailer = await createRetailer()
  const { id } = await retailer.subscribe({ metadata })
  return { retailer, id, client: subscriptionsClient(retailer, { now: LATER }) }
}

const actionsOf = async ({ db, organizationId }: Retailer) =>
  (
    await db
      .selectFrom('audit_events')
      .select(['action', 'actor_id'])
      .where('organization_id', '=', organizationId)
      .where('actor_type', '=', 'client')
      .orderBy('id')
      .execute()
  ).map(({ action, actor_id }) => `${actor_id}: ${action}`)

test('200: address, account and metadata together, each told in the audit log', async () => {
  const { retailer, id, client } = await setUp({ kept: 1, gone: 2 })
  const before = await client.get(`/subscriptions/${id}`)
  const { status, json } = await client.patch(id, {
    billing_address: ELSEWHERE,
    payment_method: ACCOUNT,
    metadata: { gone: null, added: { deep: [null, 'ä'] } },
  })
  expect(status).toBe(200)
  expect(json).toMatchObject({
    address: { id: before.json.address.id, street: 'Sonnenallee' },
    billing_address: ELSEWHERE,
    payment_method: { sepa_debit: { iban: 'DE************3000', account_holder: 'Anna Sommer' } },
    metadata: { kept: 1, added: { deep: [null, 'ä'] } },
    created_at: '2025-08-15T10:00:00Z',
    updated_at: '2025-08-20T08:00:00Z',
  })
  expect(Object.keys(json.metadata)).not.toContain('gone')
  expect(json.payment_method.id).not.toBe(before.json.payment_method.id)
  expect(await actionsOf(retailer)).toEqual([
    'client_test: billing_address.changed',
    'client_test: payment_method.changed',
    'client_test: subscription.updated',
  ])
})

test('200: an empty body, unknown fields and what is the same already change nothing', async () => {
  const { retailer, id, client } = await setUp({ kept: 1 })
  const before = await client.get(`/subscriptions/${id}`)
  const same = { street: 'Sonnenallee', house_number: '12a', zip: '12045', city: 'Berlin' }
  const bodies = [
    {},
    { status: 'ended', estimated_usage: 1, end_at: '2026-01-01T23:00:00Z', customer: 'cus_x' },
    { billing_address: same, metadata: { kept: 1, never: null } },
    { payment_method: { type: 'sepa_debit', sepa_debit: mandate('DE02 1203 0000 0000 2020 51') } },
  ]
  for (const body of bodies) expect(await client.patch(id, body)).toEqual(before)
  expect(await client.patchText(id)).toEqual(before)
  // No body, though its type is named.
  expect(await client.patchText(id, '')).toEqual(before)
  expect(await actionsOf(retailer)).toEqual([])
})

const mandate = (iban: string) => ({ iban, account_holder: 'Anna Sommer' })

describe('metadata', () => {
  test('null clears it', async () => {
    const { id, client } = await setUp({ a: 1, b: {} })
    expect((await client.patch(id, { metadata: null })).json.metadata).toEqual({})
  })

  test('400: more than 10 KB after merging', async () => {
    const { id, client } = await setUp()
    const half = 'x'.repeat(5100)
    expect((await client.patch(id, { metadata: { a: half } })).status).toBe(200)
    expect((await client.patch(id, { metadata: { b: half } })).status).toBe(200)
    expect(faultsOf(await client.patch(id, { metadata: { c: 'x'.repeat(30) } }))).toEqual([
      400,
      'metadata: too_big',
    ])
    expect((await client.patch(id, { metadata: { c: 'x'.repeat(30), a: null } })).status).toBe(200)
  })

  test('400: what the database cannot hold, however deep', async () => {
    const { id, client } = await setUp()
    const bad = [
      '{"metadata":{"a":["b\\u0000"]}}',
      '{"metadata":{"\\u0000":1}}',
      '{"metadata":{"a":{"\\ud800":1}}}',
      `{"metadata":{"a":${'['.repeat(40_000)}${']'.repeat(40_000)}}}`,
      `{"metadata":${'{"a":'.repeat(51)}1${'}'.repeat(51)}}`,
    ]
    for (const text of bad)
      expect(faultsOf(await client.patchText(id, text))).toEqual([400, 'metadata: custom'])
    expect(faultsOf(await client.patchText(id, '{"metadata":[1]}'))).toEqual([400, 'metadata: invalid_type'])
    const odd = '{"metadata":{"__proto__":{"x":1},"constructor":2,"":3,"n":1e308}}'
    const { json } = await client.patchText(id, odd)
    expect(json.metadata).toMatchObject({ '': 3, n: 1e308 })
    expect(json.metadata.x).toBeUndefined()
  })
})

describe('what is refused', () => {
  test('400: every bad field at once, and nothing is written', async () => {
    const { retailer, id, client } = await setUp()
    const refused = await client.patch(id, {
      billing_address: { street: '12', house_number: '1#', zip: '00000', city: 'Berlin 3' },
      payment_method: { type: 'sepa_debit', sepa_debit: { iban: 5, account_holder: ' ' } },
      metadata: 'x',
    })
    expect(faultsOf(refused)).toEqual([
      400,
      'billing_address.street: invalid_format',
      'billing_address.house_number: invalid_format',
      'billing_address.zip: custom',
      'billing_address.city: invalid_format',
      'payment_method.sepa_debit.iban: invalid_type',
      'payment_method.sepa_debit.account_holder: too_small',
      'metadata: invalid_type',
    ])
    const half = await client.patch(id, {
      billing_address: { street: 'Gartenweg' },
      payment_method: { type: 'card' },
    })
    expect(faultsOf(half)).toEqual([
      400,
      'billing_address.house_number: invalid_type',
      'billing_address.zip: invalid_type',
      'billing_address.city: invalid_type',
      'payment_method.type: invalid_value',
      'payment_method.sepa_debit: invalid_type',
    ])
    for (const text of ['{', '[]', 'null', '"x"']) expect((await client.patchText(id, text)).status).toBe(400)
    expect(await actionsOf(retailer)).toEqual([])
  })

  test('422: an IBAN that is none, with nothing else written either; its number is not repeated', async () => {
    const { retailer, id, client } = await setUp()
    for (const iban of ['DE02120300000000202052', 'DE0212', 'XX00', 'BR1500000000000010932840814P2']) {
      const payment_method = { type: 'sepa_debit', sepa_debit: mandate(iban) }
      const refused = await client.patch(id, { billing_address: ELSEWHERE, payment_method })
      expect(faultsOf(refused)).toEqual([422, 'payment_method.sepa_debit.iban: invalid_iban'])
      expect(JSON.stringify(refused.json)).not.toContain(iban)
    }
    expect(await actionsOf(retailer)).toEqual([])
  })

  test('422: a contract that is over gets no other account; its bills may still go elsewhere', async () => {
    const { retailer, id, client } = await setUp()
    await terminateSubscription(retailer.ctx, { subscriptionId: id, reason: 'WITHDRAWAL' })
    const refused = await client.patch(id, { payment_method: ACCOUNT })
    expect(faultsOf(refused)).toEqual([422, 'payment_method: ended_subscription'])
    expect((await client.patch(id, { billing_address: ELSEWHERE })).json.billing_address).toMatchObject(
      ELSEWHERE,
    )
  })

  test("404: another organisation's contract, a missing one and an id of the wrong kind", async () => {
    const { id, client } = await setUp()
    const other = await setUp()
    for (const wrong of [other.id, newId('subscription'), id.replace('sub_', 'cus_'), '%00']) {
      expect((await client.patch(wrong, { metadata: { a: 1 } })).status).toBe(404)
      expect((await client.patch(wrong, {})).status).toBe(404)
    }
    expect((await other.client.get(`/subscriptions/${other.id}`)).json.metadata).toEqual({})
  })
})

test('twenty changes at once all arrive', async () => {
  const { id, client } = await setUp()
  const keys = Array.from({ length: 20 }, (_, index) => `k${index}`)
  await Promise.all(keys.map((key) => client.patch(id, { metadata: { [key]: true } })))
  const { json } = await client.get(`/subscriptions/${id}`)
  expect(Object.keys(json.metadata).toSorted()).toEqual(keys.toSorted())
})
