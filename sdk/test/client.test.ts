import { readFile } from 'node:fs/promises'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { Stromtor, StromtorError } from '../src/index.ts'
import type { MagicLinkCreate, StromtorOptions } from '../src/index.ts'
import { refuseClientSide } from '../src/server-only.ts'
import { sdkVersion } from '../src/version.ts'
import { rejection, startFakeStromtor } from './fake-stromtor.ts'
import type { FakeStromtor } from './fake-stromtor.ts'

let fake: FakeStromtor
beforeEach(async () => void (fake = await startFakeStromtor()))
afterEach(() => fake.stop())

describe('magicLinks.create', () => {
  test('sends the plain call as the contract has it and answers its own field names', async () => {
    const answer = await fake.client().magicLinks.create({ customerId: 'cus_1' })
    expect(answer).toEqual({
      object: 'magic_link',
      link: 'https://s.example/auth/confirm?x',
      expires_at: '2026-11-23T10:05:00Z',
    })
    const [request] = fake.apiRequests()
    expect(request).toMatchObject({
      method: 'POST',
      path: '/admin/magic_link',
      body: '{"customerId":"cus_1"}',
    })
    expect(request?.headers).toMatchObject({
      'content-type': 'application/json',
      'x-api-version': '2026-05-27.curie',
      'user-agent': 'stromtor-sdk/0.1.0',
    })
  })

  test('passes every option on, and nothing else', async () => {
    const input = {
      externalCustomerId: '4711',
      next: '/invoices',
      returnUrl: 'https://app.example/',
      locale: 'en',
      delivery: 'message',
      flow: 'invoice',
    } satisfies MagicLinkCreate
    await fake.client().magicLinks.create({ ...input, password: 'x' } as MagicLinkCreate)
    expect(JSON.parse(fake.apiRequests()[0]?.body ?? '')).toEqual(input)
  })

  test.each(['{}', '{"customerId":""}', '{"customerId":"cus_1","externalCustomerId":"1"}'])(
    'refuses %s before any request',
    async (json) => {
      const input: MagicLinkCreate = JSON.parse(json)
      const error = await rejection(fake.client().magicLinks.create(input))
      expect(String(error)).toBe(
        'StromtorError: magicLinks.create needs either customerId or externalCustomerId',
      )
      expect(fake.seen).toEqual([])
    },
  )
})

describe('options', () => {
  const good = { clientId: 'demo', clientSecret: 's3cret', baseUrl: 'https://api.example.com' }

  test.each<[string, Partial<StromtorOptions>]>([
    ['clientId is missing', { clientId: undefined }],
    ['clientSecret is missing', { clientSecret: ' ' }],
    ['baseUrl is missing', { baseUrl: '' }],
    ['baseUrl must be an absolute address', { baseUrl: 'api.example.com' }],
    ['baseUrl must be https', { baseUrl: 'http://api.example.com' }],
    ['baseUrl must be https', { baseUrl: 'http://127.0.0.1.example.com' }],
    ['baseUrl must be https', { baseUrl: 'ftp://localhost' }],
    ['baseUrl must not hold', { baseUrl: 'https://u:s3cret@api.example.com' }],
    ['baseUrl must not hold', { baseUrl: 'https://api.example.com/?a=1' }],
    ['timeoutMs must be', { timeoutMs: 0 }],
    ['timeoutMs must be', { timeoutMs: Number.NaN }],
    ['timeoutMs must be', { timeoutMs: 2 ** 31 }],
    ['maxRetries must be', { maxRetries: -1 }],
    ['maxRetries must be', { maxRetries: 1.5 }],
  ])('%s: %j', (message, wrong) => {
    expect(() => new Stromtor({ ...good, ...wrong })).toThrow(StromtorError)
    expect(() => new Stromtor({ ...good, ...wrong })).toThrow(message)
    expect(() => new Stromtor({ ...good, ...wrong })).not.toThrow('s3cret')
  })

  test.each(['http://localhost:4000', 'http://api.localhost', 'http://127.0.0.1:1', 'http://[::1]:4000'])(
    'http is fine on %s',
    (baseUrl) => {
      expect(new Stromtor({ ...good, baseUrl })).toBeInstanceOf(Stromtor)
    },
  )

  test('a path in baseUrl is kept, a trailing slash is not doubled; apiVersion and fetch are used', async () => {
    const urls: string[] = []
    const stromtor = new Stromtor({
      ...good,
      baseUrl: 'http://stromtor.internal/power/',
      allowInsecureHttp: true,
      apiVersion: '2027-01-01.volta',
      fetch: async (url, init) => {
        urls.push(`${new Headers(init.headers).get('x-api-version') ?? '-'} ${url}`)
        return Response.json({ access_token: 't', expires_in: 60, object: 'list', items: [] })
      },
    })
    await stromtor.customers.list()
    expect(urls).toEqual([
      '- http://stromtor.internal/power/oauth/token',
      '2027-01-01.volta http://stromtor.internal/power/customers',
    ])
  })
})

describe('server side only', () => {
  test('refuses a browser and React Native', () => {
    expect(() => refuseClientSide({ window: {}, document: {} })).toThrow('servers only')
    expect(() => refuseClientSide({ window: {}, navigator: { product: 'ReactNative' } })).toThrow(
      'servers only',
    )
  })

  test('runs on Node, Bun, Deno and Workers', () => {
    for (const global of [
      globalThis,
      {},
      { window: {} },
      { navigator: { userAgent: 'Cloudflare-Workers' } },
    ]) {
      expect(() => refuseClientSide(global)).not.toThrow()
    }
  })
})

test('the version sent is the version published', async () => {
  const manifest = JSON.parse(await readFile(new URL('../package.json', import.meta.url), 'utf8'))
  expect(sdkVersion).toBe(manifest.version)
})
