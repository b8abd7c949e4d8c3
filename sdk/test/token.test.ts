import { afterEach, beforeEach, expect, test } from 'vitest'
import { AuthenticationError, ConnectionError } from '../src/index.ts'
import { envelope, rejection, startFakeStromtor } from './fake-stromtor.ts'
import type { FakeStromtor } from './fake-stromtor.ts'

let fake: FakeStromtor
beforeEach(async () => void (fake = await startFakeStromtor()))
afterEach(() => fake.stop())

const anna = { customerId: 'cus_anna' }

test('asks for a token with form-encoded Basic credentials and a form body', async () => {
  await fake.client({ clientId: 'dé:mo' }).magicLinks.create(anna)
  const [request] = fake.tokenRequests()
  expect(request).toMatchObject({ method: 'POST', body: 'grant_type=client_credentials' })
  expect(request?.headers['content-type']).toBe('application/x-www-form-urlencoded')
  // RFC 6749 2.3.1: each part form-encoded before the colon joins them.
  expect(atob(request?.headers.authorization?.replace('Basic ', '') ?? '')).toBe(
    'd%C3%A9%3Amo:very-secret+100%25',
  )
  expect(fake.apiRequests()[0]?.headers.authorization).toBe('Bearer token-1')
})

test('uses one token for many calls', async () => {
  const stromtor = fake.client()
  for (let i = 0; i < 5; i += 1) await stromtor.magicLinks.create(anna)
  expect([fake.tokenRequests().length, fake.apiRequests().length]).toEqual([1, 5])
})

test('50 calls at once fetch one token', async () => {
  const stromtor = fake.client()
  await Promise.all(Array.from({ length: 50 }, () => stromtor.magicLinks.create(anna)))
  expect([fake.tokenRequests().length, fake.apiRequests().length]).toEqual([1, 50])
})

test('renews a minute before the expiry, and not earlier', async () => {
  let now = 1_000_000
  const stromtor = fake.client({}, { now: () => now })
  await stromtor.magicLinks.create(anna)
  now += 3_539_999
  await stromtor.magicLinks.create(anna)
  expect(fake.tokenRequests()).toHaveLength(1)
  now += 1
  await stromtor.magicLinks.create(anna)
  expect(fake.tokenRequests()).toHaveLength(2)
  expect(fake.apiRequests().at(-1)?.headers.authorization).toBe('Bearer token-2')
})

test('a short-lived token is renewed after nine tenths of its life', async () => {
  let now = 0
  fake.routes.token = () => ({ body: { access_token: 'short', expires_in: 10 } })
  const stromtor = fake.client({}, { now: () => now })
  await stromtor.magicLinks.create(anna)
  now = 8_999
  await stromtor.magicLinks.create(anna)
  expect(fake.tokenRequests()).toHaveLength(1)
  now = 9_000
  await stromtor.magicLinks.create(anna)
  expect(fake.tokenRequests()).toHaveLength(2)
})

test('a refused token is replaced once, also when 50 calls were refused together', async () => {
  const stromtor = fake.client()
  await stromtor.magicLinks.create(anna)
  const mint = fake.routes.api
  fake.routes.api = (request) =>
    request.headers.authorization === 'Bearer token-1'
      ? envelope(401, 'UNAUTHORIZED', 'Token revoked.')
      : mint(request)
  const links = await Promise.all(Array.from({ length: 50 }, () => stromtor.magicLinks.create(anna)))
  expect(links).toHaveLength(50)
  expect(fake.tokenRequests()).toHaveLength(2)
})

test('a second 401 with a fresh token is the end', async () => {
  fake.routes.api = () => envelope(401, 'UNAUTHORIZED', 'No.')
  const error = await rejection(fake.client().magicLinks.create(anna))
  expect(error).toBeInstanceOf(AuthenticationError)
  expect([fake.tokenRequests().length, fake.apiRequests().length]).toEqual([2, 2])
})

test('wrong credentials are not tried again', async () => {
  fake.routes.token = () => envelope(401, 'UNAUTHORIZED', 'Unknown client or wrong secret.')
  const error = await rejection(fake.client().magicLinks.create(anna))
  expect(error).toBeInstanceOf(AuthenticationError)
  expect(error).toMatchObject({
    status: 401,
    code: 'UNAUTHORIZED',
    detail: 'Unknown client or wrong secret.',
  })
  expect([fake.tokenRequests().length, fake.apiRequests().length]).toEqual([1, 0])
})

test('a failing token endpoint is retried like any other call, then works', async () => {
  const issue = fake.routes.token
  let failures = 2
  fake.routes.token = (request) =>
    failures-- > 0 ? envelope(503, 'INTERNAL_SERVER_ERROR', 'Later.') : issue(request)
  await fake.client().magicLinks.create(anna)
  expect(fake.tokenRequests()).toHaveLength(3)
})

test('one caller giving up does not cost the others their token', async () => {
  let release = () => {}
  const held = new Promise<void>((resolve) => (release = resolve))
  const issue = fake.routes.token
  fake.routes.token = async (request) => {
    await held
    return issue(request)
  }
  const stromtor = fake.client()
  const stop = new AbortController()
  const impatient = rejection(stromtor.magicLinks.create(anna, { signal: stop.signal }))
  const patient = stromtor.magicLinks.create(anna)
  stop.abort(new Error('customer left'))
  expect(await impatient).toMatchObject({ message: 'customer left' })
  release()
  expect(await patient).toMatchObject({ object: 'magic_link' })
  expect(fake.tokenRequests()).toHaveLength(1)
})

test('a failed token request is not remembered', async () => {
  const issue = fake.routes.token
  fake.routes.token = () => 'reset'
  const stromtor = fake.client({ maxRetries: 0 })
  expect(await rejection(stromtor.magicLinks.create(anna))).toBeInstanceOf(ConnectionError)
  fake.routes.token = issue
  expect(await stromtor.magicLinks.create(anna)).toMatchObject({ object: 'magic_link' })
})
