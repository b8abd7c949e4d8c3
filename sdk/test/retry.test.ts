import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { ApiError, ConnectionError, RateLimitError } from '../src/index.ts'
import { retryAfterMs } from '../src/retry-after.ts'
import { retryDelayMs } from '../src/retry.ts'
import { envelope, rejection, startFakeStromtor } from './fake-stromtor.ts'
import type { Answer, FakeStromtor } from './fake-stromtor.ts'

let fake: FakeStromtor
beforeEach(async () => void (fake = await startFakeStromtor()))
afterEach(() => fake.stop())

const anna = { customerId: 'cus_anna' }

/** Answers these in turn, then as the fake does by default. */
function answerFirst(...answers: Answer[]) {
  const usual = fake.routes.api
  fake.routes.api = (request) => answers.shift() ?? usual(request)
}

const unavailable = envelope(503, 'INTERNAL_SERVER_ERROR', 'Later.')

test('503 twice, then the link; the pauses have full jitter under a doubling ceiling', async () => {
  answerFirst(unavailable, unavailable)
  const { link } = await fake.client().magicLinks.create(anna)
  expect(link).toBe('https://s.example/auth/confirm?x')
  expect(fake.slept).toEqual([125, 250]) // random() is 0.5; the ceilings are 250 and 500 ms
})

test('every attempt of one call carries the same Idempotency-Key, the next call another', async () => {
  answerFirst(unavailable, 'reset')
  const stromtor = fake.client()
  await stromtor.magicLinks.create(anna)
  await stromtor.magicLinks.create(anna)
  const keys = fake.apiRequests().map((request) => request.headers['idempotency-key'])
  expect(keys).toHaveLength(4)
  expect(keys[0]).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
  expect(new Set(keys.slice(0, 3)).size).toBe(1)
  expect(keys[3]).not.toBe(keys[0])
})

test.each([
  [400, 'BAD_REQUEST'],
  [403, 'FORBIDDEN'],
  [404, 'NOT_FOUND'],
  [409, 'CONFLICT'],
  [422, 'UNPROCESSABLE_ENTITY'],
])('%i is not tried again', async (status, code) => {
  fake.routes.api = () => envelope(status, code, 'No.')
  expect(await rejection(fake.client().magicLinks.create(anna))).toMatchObject({ status, code })
  expect(fake.apiRequests()).toHaveLength(1)
  expect(fake.slept).toEqual([])
})

test('gives up after maxRetries and throws the last answer', async () => {
  fake.routes.api = () => unavailable
  const error = await rejection(fake.client({ maxRetries: 3 }).magicLinks.create(anna))
  expect(error).toBeInstanceOf(ApiError)
  expect(fake.apiRequests()).toHaveLength(4)
  expect(fake.slept).toEqual([125, 250, 500])
})

test('maxRetries 0 tries once', async () => {
  fake.routes.api = () => 'reset'
  const error = await rejection(fake.client({ maxRetries: 0 }).magicLinks.create(anna))
  expect(error).toBeInstanceOf(ConnectionError)
  expect(fake.apiRequests()).toHaveLength(1)
})

test('a broken connection is tried again', async () => {
  answerFirst('reset')
  await fake.client().magicLinks.create(anna)
  expect(fake.apiRequests()).toHaveLength(2)
  expect(fake.slept).toEqual([125])
})

test('an attempt that is still at work on the other side is waited for, any other conflict is not', async () => {
  const conflict = {
    code: 'CONFLICT',
    message: 'Still at work.',
    requestId: 'r',
    docs: 'https://docs.example',
  }
  answerFirst('reset', { status: 409, headers: { 'retry-after': '1' }, body: conflict })
  await fake.client().magicLinks.create(anna)
  const keys = fake.apiRequests().map(({ headers }) => headers['idempotency-key'])
  expect([keys.length, new Set(keys).size]).toEqual([3, 1])
  expect(fake.slept).toEqual([125, 1250])
  fake.routes.api = () => ({ status: 409, body: conflict })
  const error = await rejection(fake.client().magicLinks.create(anna))
  expect(error).toMatchObject({ status: 409, code: 'CONFLICT' })
  expect(fake.apiRequests()).toHaveLength(4)
})

describe('Retry-After', () => {
  const limited = (retryAfter: string): Answer => ({
    status: 429,
    headers: { 'retry-after': retryAfter },
    body: { code: 'TOO_MANY_REQUESTS', message: 'Slow down.', requestId: 'r', docs: 'https://docs.example' },
  })

  test('is a minimum, with the jitter on top', async () => {
    answerFirst(limited('2'))
    await fake.client().magicLinks.create(anna)
    expect(fake.slept).toEqual([2125])
  })

  test('beyond the time limit: fails at once and says how long', async () => {
    fake.routes.api = () => limited('60')
    const error = await rejection(fake.client().magicLinks.create(anna))
    expect(error).toBeInstanceOf(RateLimitError)
    expect(error).toMatchObject({ status: 429, retryAfterMs: 60_000 })
    expect(fake.apiRequests()).toHaveLength(1)
  })

  test.each([
    ['3', 3000],
    ['0', 0],
    ['Mon, 23 Nov 2026 10:00:05 GMT', 5000],
    ['Mon, 23 Nov 2026 09:00:00 GMT', 0],
    ['soon', undefined],
    ['', undefined],
    [null, undefined],
  ])('%j reads as %j', (header, expected) => {
    expect(retryAfterMs(header, Date.UTC(2026, 10, 23, 10, 0, 0))).toBe(expected)
  })
})

test('the ceiling of the jitter ends at 4 s', () => {
  const delays = [1, 2, 3, 4, 5, 6, 30].map((retry) => retryDelayMs(new Error('any'), retry, () => 0.999))
  expect(delays).toEqual([249, 499, 999, 1998, 3996, 3996, 3996])
  expect(retryDelayMs(new Error('any'), 6, () => 0)).toBe(0)
})
