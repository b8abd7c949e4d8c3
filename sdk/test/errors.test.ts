import { createServer } from 'node:http'
import { inspect } from 'node:util'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { ApiError, ConnectionError, StromtorError, TimeoutError } from '../src/index.ts'
import {
  envelope,
  listenOnLoopback,
  rejection,
  requestId,
  secret,
  startFakeStromtor,
} from './fake-stromtor.ts'
import type { FakeStromtor } from './fake-stromtor.ts'

let fake: FakeStromtor
beforeEach(async () => void (fake = await startFakeStromtor()))
afterEach(() => fake.stop())

const emil = { customerId: 'cus_emil' }

test('an API error carries the whole envelope and says method and address', async () => {
  const errors = [{ code: 'custom', field: 'customerId', message: 'no portal' }]
  fake.routes.api = () => envelope(422, 'UNPROCESSABLE_ENTITY', 'Portal is not configured.', { errors })
  const error = await rejection(fake.client().magicLinks.create(emil))
  expect(error).toBeInstanceOf(ApiError)
  expect(error).toBeInstanceOf(StromtorError)
  expect(error).toMatchObject({
    name: 'ApiError',
    status: 422,
    code: 'UNPROCESSABLE_ENTITY',
    detail: 'Portal is not configured.',
    requestId,
    docs: 'https://docs.example/errors/UNPROCESSABLE_ENTITY',
    errors,
    message: `POST ${fake.baseUrl}/admin/magic_link answered 422 UNPROCESSABLE_ENTITY: Portal is not configured. (request ${requestId})`,
  })
})

test("a proxy's page is an API error with its status, without an envelope", async () => {
  const headers = { 'content-type': 'text/html', 'x-request-id': 'edge-7' }
  fake.routes.api = () => ({ status: 413, headers, body: '<h1>Too large</h1>' })
  const error = await rejection(fake.client().magicLinks.create(emil))
  expect(error).toMatchObject({
    status: 413,
    code: 'HTTP_413',
    requestId: 'edge-7',
    errors: [],
    docs: undefined,
  })
})

test('a redirect is an error and is not followed', async () => {
  fake.routes.token = () => ({ status: 307, headers: { location: `${fake.baseUrl}/elsewhere` }, body: '' })
  const error = await rejection(fake.client().magicLinks.create(emil))
  expect(error).toMatchObject({ status: 307, code: 'HTTP_307' })
  expect(String(error)).toContain('check that baseUrl is the final address')
  expect(fake.seen.map((request) => request.path)).toEqual(['/oauth/token'])
})

test('an answer that is not JSON, or has no link, is named', async () => {
  fake.routes.api = () => ({ body: '<html>' })
  expect(String(await rejection(fake.client().magicLinks.create(emil)))).toContain(
    'other than JSON: is baseUrl right?',
  )
  fake.routes.api = () => ({ body: { hello: 'world' } })
  expect(String(await rejection(fake.client().magicLinks.create(emil)))).toContain('answered without "link"')
  expect(String(await rejection(fake.client().customers.list()))).toContain('answered without a list')
  expect(String(await rejection(fake.client().customers.retrieve('cus_1')))).toContain(
    'answered without "id"',
  )
  fake.routes.token = () => ({ body: {} })
  expect(String(await rejection(fake.client().customers.list()))).toContain(
    'answered without an access_token',
  )
})

test('an unreachable server is a ConnectionError that says why', async () => {
  const server = createServer()
  const baseUrl = await listenOnLoopback(server)
  await new Promise((resolve) => server.close(resolve))
  const error = await rejection(fake.client({ baseUrl }).magicLinks.create(emil))
  expect(error).toBeInstanceOf(ConnectionError)
  expect(String(error)).toContain(
    `POST ${baseUrl}/oauth/token could not reach Stromtor: connect ECONNREFUSED ${new URL(baseUrl).host}`,
  )
  expect(fake.slept).toHaveLength(2)
})

test('no answer in time is a TimeoutError; it is not tried again', async () => {
  fake.routes.api = () => 'hang'
  const started = Date.now()
  const error = await rejection(fake.client().magicLinks.create(emil, { timeoutMs: 150 }))
  expect(error).toBeInstanceOf(TimeoutError)
  expect(error).toMatchObject({
    timeoutMs: 150,
    message: `POST ${fake.baseUrl}/admin/magic_link got no answer within 150 ms`,
  })
  expect(Date.now() - started).toBeLessThan(1500)
  expect(fake.apiRequests()).toHaveLength(1)
})

test('a token endpoint that hangs ends at the time limit too', async () => {
  fake.routes.token = () => 'hang'
  const error = await rejection(fake.client({ timeoutMs: 150 }).magicLinks.create(emil))
  expect(error).toBeInstanceOf(TimeoutError)
})

test("the caller's signal ends the call with its own reason, before and during", async () => {
  fake.routes.api = () => 'hang'
  const reason = new Error('customer left')
  const early = rejection(fake.client().magicLinks.create(emil, { signal: AbortSignal.abort(reason) }))
  expect(await early).toBe(reason)
  expect(fake.seen).toEqual([])
  const stop = new AbortController()
  setTimeout(() => stop.abort(reason), 50)
  expect(await rejection(fake.client().magicLinks.create(emil, { signal: stop.signal }))).toBe(reason)
})

test('a real pause between attempts ends when the caller aborts', async () => {
  fake.routes.api = () => ({ status: 503, headers: { 'retry-after': '5' }, body: '' })
  const { systemRuntime } = await import('../src/runtime.ts')
  const stop = new AbortController()
  const reason = new Error('customer left')
  setTimeout(() => stop.abort(reason), 200)
  const call = fake.client({}, systemRuntime).magicLinks.create(emil, { signal: stop.signal })
  expect(await rejection(call)).toBe(reason)
})

test('neither secret nor token show in the client, its parts or any error', async () => {
  const stromtor = fake.client()
  await stromtor.magicLinks.create(emil)
  const shown: unknown[] = [
    stromtor,
    stromtor.magicLinks,
    stromtor.customers,
    await rejection(stromtor.customers.retrieve('')),
  ]
  for (const answer of [
    envelope(401, 'UNAUTHORIZED', 'No.'),
    envelope(500, 'INTERNAL_SERVER_ERROR', 'Oh.'),
  ]) {
    fake.routes.api = () => answer
    shown.push(await rejection(stromtor.magicLinks.create(emil)))
  }
  fake.routes.api = () => 'reset'
  shown.push(await rejection(stromtor.magicLinks.create(emil)))
  fake.routes.token = () => envelope(401, 'UNAUTHORIZED', 'No.')
  shown.push(await rejection(fake.client().magicLinks.create(emil)))
  const text = shown
    .map((value) => inspect(value, { depth: null, showHidden: true }) + JSON.stringify(value) + String(value))
    .join('\n')
  const basic = fake.tokenRequests()[0]?.headers.authorization ?? ''
  expect(basic).toMatch(/^Basic .{20}/)
  for (const hidden of [secret, 'very-secret', basic, basic.slice(6), 'token-1', 'token-2']) {
    expect(text).not.toContain(hidden)
  }
})
