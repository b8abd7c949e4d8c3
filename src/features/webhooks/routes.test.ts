import { afterEach, describe, expect, it, test } from 'vitest'
import { createApiCaller } from '../../../tests/support/api-client.ts'
import { createTestApp, createWorld } from '../../../tests/support/world.ts'
import { newId } from '../../domain/identifiers.ts'
import { createApiClient } from '../organizations/create-api-client.ts'
import { faultsOf } from '../subscriptions/test-api.ts'
import { clientOf, endpointOf, type Operation, operations, PATH, URL } from './test-api.ts'
import { createTeller, tidyUp } from './test-webhooks.ts'

afterEach(tidyUp)

describe('an endpoint', () => {
  it('is made with its secret, which is never shown again', async () => {
    const teller = await createTeller()
    const call = clientOf(teller)
    const { status, json } = await call('POST', PATH, { url: ` ${URL} `, nobody: 'knows this' })
    const { secret, ...shown } = json
    expect(status).toBe(200)
    expect(secret).toMatch(/^whsec_[\w-]{43}$/)
    expect(shown).toEqual({
      object: 'webhook_endpoint',
      id: expect.stringMatching(/^we_/),
      url: URL,
      description: '',
      topics: ['*'],
      signature_header: 'X-Stromtor-Signature',
      previous_secret_until: null,
      disabled_at: null,
      created_at: '2026-11-23T08:00:00Z',
      updated_at: '2026-11-23T08:00:00Z',
    })
    expect(await call('GET', endpointOf(shown.id))).toEqual({ status: 200, json: shown })
    expect((await call('GET', PATH)).json).toEqual({
      object: 'list',
      items: [shown],
      has_more: false,
      next_page: null,
    })
  })

  it('is refused with every bad field at once', async () => {
    const call = clientOf(await createTeller())
    const answer = await call('POST', PATH, {
      url: 'https://10.0.0.1/',
      topics: ['invoice.created', 'laundry.done'],
      signature_header: 'Host',
      description: 'x'.repeat(201),
    })
    expect(faultsOf(answer)).toEqual([
      400,
      'url: custom',
      'description: too_big',
      'topics.1: invalid_value',
      'signature_header: custom',
    ])
    expect(faultsOf(await call('POST', PATH, {}))).toEqual([400, 'url: invalid_type'])
    expect(faultsOf(await call('POST', PATH, { url: URL, topics: [] }))).toEqual([400, 'topics: too_small'])
    for (const name of ['two words', 'X-Colon:', 'Größe', '', 'x'.repeat(101)]) {
      expect(faultsOf(await call('POST', PATH, { url: URL, signature_header: name }))).toEqual([
        400,
        'signature_header: invalid_format',
      ])
    }
    for (const name of ['content-Length', 'Transfer-Encoding', 'COOKIE', 'Authorization', 'Proxy-Via']) {
      expect(faultsOf(await call('POST', PATH, { url: URL, signature_header: name }))).toEqual([
        400,
        'signature_header: custom',
      ])
    }
  })

  it('changes in what is given and in nothing else', async () => {
    const teller = await createTeller()
    const call = clientOf(teller)
    const { id } = (await call('POST', PATH, { url: URL, description: 'first' })).json
    const before = (await call('GET', endpointOf(id))).json
    teller.clock.now = teller.clock.now.add({ hours: 1 })
    expect((await call('PATCH', endpointOf(id), {})).json).toEqual(before)
    expect((await call('PATCH', endpointOf(id), { url: URL, topics: ['*'] })).json).toEqual(before)
    const topics = ['invoice.paid', 'portal.link_used']
    const { json } = await call('PATCH', endpointOf(id), { topics, description: '', disabled: true })
    expect(json).toEqual({
      ...before,
      topics,
      description: '',
      disabled_at: '2026-11-23T09:00:00Z',
      updated_at: '2026-11-23T09:00:00Z',
    })
    expect((await call('PATCH', endpointOf(id), { disabled: false })).json.disabled_at).toBeNull()
    expect(faultsOf(await call('PATCH', endpointOf(id), { url: 'http://hooks.example.com/' }))).toEqual([
      400,
      'url: custom',
    ])
    const actions = await teller.db
      .selectFrom('audit_events')
      .select(['action', 'details'])
      .where('organization_id', '=', teller.organizationId)
      .where('subject', '=', id)
      .orderBy('id')
      .execute()
    expect(actions).toEqual([
      { action: 'webhook_endpoint.created', details: { url: URL, topics: ['*'] } },
      {
        action: 'webhook_endpoint.updated',
        details: { fields: ['description', 'topics', 'disabled_at'] },
      },
      { action: 'webhook_endpoint.updated', details: { fields: ['disabled_at'] } },
    ])
  })

  it('gets a new secret, and is gone when it is deleted', async () => {
    const teller = await createTeller()
    const call = clientOf(teller)
    const { id, secret } = (await call('POST', PATH, { url: URL })).json
    await teller.tell()
    const rotated = (await call('POST', `${endpointOf(id)}/rotate_secret`)).json
    expect(rotated).toMatchObject({ id, previous_secret_until: '2026-11-24T08:00:00Z' })
    expect(rotated.secret).toMatch(/^whsec_[\w-]{43}$/)
    expect(rotated.secret).not.toBe(secret)
    expect(await call('DELETE', endpointOf(id))).toEqual({
      status: 200,
      json: { object: 'webhook_endpoint', id, deleted: true },
    })
    expect((await call('GET', endpointOf(id))).status).toBe(404)
    expect((await call('DELETE', endpointOf(id))).status).toBe(404)
    expect(await teller.rows()).toEqual([])
  })

  it('there are twenty at most', async () => {
    const call = clientOf(await createTeller())
    for (let made = 0; made < 20; made += 1) expect((await call('POST', PATH, { url: URL })).status).toBe(200)
    expect(faultsOf(await call('POST', PATH, { url: URL }))).toEqual([409, 'url: custom'])
    const first = (await call('GET', `${PATH}?limit=15`)).json
    const second = (await call('GET', `${PATH}?limit=15&cursor=${first.next_page}`)).json
    const ids = [...first.items, ...second.items].map(({ id }: { id: string }) => id)
    expect([ids.length, new Set(ids).size, second.has_more]).toEqual([20, 20, false])
  })
})

test('another organisation’s endpoints and deliveries are like missing ones, and so is an id of the wrong kind', async () => {
  const teller = await createTeller()
  const { id } = (await clientOf(teller)('POST', PATH, { url: URL })).json
  await teller.tell()
  const [delivery] = await teller.rows()
  const stranger = clientOf(await createTeller())
  const foreign = operations(id, delivery?.id ?? '')
  const missing = operations(newId('webhookEndpoint'), newId('webhookDelivery'))
  const wrong = operations(id.replace('we_', 'wd_'), 'x')
  for (const [method, path, body] of [...foreign, ...missing, ...wrong]) {
    const { status, json } = await stranger(method, path, body)
    expect([status, json.message]).toEqual([
      404,
      path.includes('endpoints') ? 'Webhook endpoint not found.' : 'Webhook delivery not found.',
    ])
  }
  expect((await stranger('GET', PATH)).json.items).toEqual([])
  expect((await clientOf(teller)('GET', endpointOf(id))).json.disabled_at).toBeNull()
  expect(await teller.rows()).toMatchObject([{ status: 'pending', attempts: 0 }])
})

test('403: a token that speaks for one customer', async () => {
  const teller = await createTeller()
  const { id } = (await clientOf(teller)('POST', PATH, { url: URL })).json
  await teller.tell()
  const [delivery] = await teller.rows()
  const customer = clientOf(teller, { tokenCustomerId: teller.customerId })
  const all: Operation[] = [
    ['GET', PATH],
    ['POST', PATH, { url: URL }],
    ...operations(id, delivery?.id ?? ''),
  ]
  for (const [method, path, body] of all) {
    expect([(await customer(method, path, body)).status, path]).toEqual([403, path])
  }
})

test('401 without a valid token, 403 for a client that only reads', async () => {
  const testApp = await createTestApp()
  const { api, ctx } = await createWorld(testApp)
  const { clientId, clientSecret } = await createApiClient(ctx, { name: 'Reader', scope: 'read:*' })
  const reader = createApiCaller(testApp.app, testApp.config.publicUrl, { clientId, clientSecret })
  const { id } = await (await api.post(PATH, { url: URL })).json()
  const all: Operation[] = [['GET', PATH], ['POST', PATH], ...operations(id, newId('webhookDelivery'))]
  for (const [method, path, body] of all) {
    const init = {
      method,
      ...(body !== undefined && {
        body: JSON.stringify(body),
        headers: { 'content-type': 'application/json' },
      }),
    }
    expect((await api.send(path, init)).status).toBe(401)
    expect((await reader.call(path, init)).status).toBe(method === 'GET' ? 200 : 403)
  }
  expect((await api.get(endpointOf(id))).status).toBe(200)
})
