import { gunzipSync } from 'node:zlib'
import { beforeAll, describe, expect, it } from 'vitest'
import { createDatabase, createPool } from './db/database.ts'
import { operations } from './http/operations.ts'
import { contractErrorCodes, contractPaths } from '../tests/support/contract.ts'
import { createTestApp, createWorld, type TestApp, type World } from '../tests/support/world.ts'

let testApp: TestApp
let world: World
beforeAll(async () => {
  testApp = await createTestApp({ METRICS_TOKEN: 'metrics-token-of-16' })
  world = await createWorld(testApp)
})

const onApi = (path: string, init: RequestInit = {}) => world.api.send(path, init)

describe('operations', () => {
  it('GET /health says that the process runs, on every host', async () => {
    for (const response of [await onApi('/health'), await world.browser().get('/health')]) {
      expect([response.status, await response.text()]).toEqual([200, 'OK'])
    }
  })

  it('GET /ready says that the database answers, and 503 when it does not', async () => {
    expect((await onApi('/ready')).status).toBe(200)
    const nowhere = createPool({ connectionString: 'postgres://nobody@127.0.0.1:1/nothing', max: 1 })
    const { metrics } = testApp.deps
    const cutOff = operations({ db: createDatabase(nowhere), metrics, metricsToken: undefined })
    expect((await cutOff.request('/ready')).status).toBe(503)
    await nowhere.end()
  })

  it('GET /metrics asks for its token and hides from everybody else', async () => {
    expect((await onApi('/metrics')).status).toBe(404)
    const allowed = await onApi('/metrics', { headers: { authorization: 'Bearer metrics-token-of-16' } })
    expect(await allowed.text()).toContain('stromtor_http_request_duration_seconds_count')
  })
})

describe('every answer of the API', () => {
  it('carries a request id, the version and headers that forbid everything', async () => {
    const response = await onApi('/customers')
    expect(response.headers.get('x-request-id')).toMatch(
      /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    )
    expect(response.headers.get('x-api-version')).toBe('2026-05-27.curie')
    expect(response.headers.get('content-security-policy')).toBe("default-src 'none'; frame-ancestors 'none'")
    expect(response.headers.get('x-content-type-options')).toBe('nosniff')
    expect(response.headers.get('strict-transport-security')).toBeNull()
  })

  it.each(['/admin/magic_link', '/oauth/token'])(
    'a body over 100 KB is 400, declared or streamed: POST %s',
    async (path) => {
      const headers = {
        authorization: `Bearer ${await world.api.accessToken()}`,
        'content-type': 'application/json',
      }
      const declared = { ...headers, 'content-length': '102401' }
      const streamed = new Blob(['x'.repeat(102_401)]).stream()
      for (const init of [
        { headers: declared, body: '{}' },
        { headers, body: streamed, duplex: 'half' },
      ]) {
        const response = await onApi(path, { method: 'POST', ...init })
        expect([response.status, ((await response.json()) as { message: string }).message]).toEqual([
          400,
          'The body is larger than 100 KB.',
        ])
      }
    },
  )

  it('is kept by no cache where a token opened it', async () => {
    for (const path of ['/customers', `/customers/${world.customer.id}`, '/customers/cus_x']) {
      expect((await world.api.get(path)).headers.get('cache-control')).toBe('no-store')
    }
  })

  it('an unknown path is 404 in the envelope', async () => {
    const response = await world.api.get('/nothing-here')
    expect(response.status).toBe(404)
    expect(await response.json()).toMatchObject({
      code: 'NOT_FOUND',
      requestId: response.headers.get('x-request-id'),
    })
  })

  it.each([
    ['GET', '/oauth/token', 'POST'],
    ['POST', '/oauth/authorize', 'GET, HEAD'],
    ['DELETE', '/customers', 'GET, HEAD'],
    ['PUT', '/customers/cus_x', 'GET, HEAD, PATCH'],
    ['POST', '/docs', 'GET, HEAD'],
  ])('%s %s is 405 for whoever asks, with a token or without', async (method, path, allow) => {
    const reader = await createWorld(testApp, { client: { scope: 'read:*' } })
    for (const answer of [
      await onApi(path, { method }),
      await world.api.call(path, { method }),
      await reader.api.call(path, { method }),
    ]) {
      expect([answer.status, answer.headers.get('allow')]).toEqual([405, allow])
    }
  })

  it('a body that is no JSON is told from a body that is not said to be any', async () => {
    const send = async (type: string, body: string) => {
      const headers = { 'content-type': type }
      const answer = await world.api.call('/admin/magic_link', { method: 'POST', headers, body })
      return [answer.status, ((await answer.json()) as { errors: { field: string }[] }).errors[0]?.field]
    }
    expect(await send('application/json', '{"customerId":')).toEqual([400, 'body'])
    expect(await send('application/x-www-form-urlencoded', 'customerId=x')).toEqual([400, 'content-type'])
  })

  it('an unexpected failure is a 500 that says nothing about itself, and is logged', async () => {
    const broken = await createTestApp()
    const there = await createWorld(broken)
    await there.api.accessToken()
    broken.deps.db.selectFrom = () => {
      throw new Error('secret table customers')
    }
    const response = await there.api.get('/customers')
    const text = await response.text()
    expect([response.status, text.includes('secret')]).toEqual([500, false])
    expect(JSON.parse(text)).toMatchObject({ code: 'INTERNAL_SERVER_ERROR' })
    expect(broken.lines.some((line) => line['msg'] === 'unexpected failure')).toBe(true)
  })
})

describe('documentation', () => {
  it('has a page for every error code that an answer points to', async () => {
    const codes = [
      'bad-request',
      'unauthorized',
      'payment-required',
      'forbidden',
      'not-found',
      'method-not-allowed',
      'conflict',
      'unprocessable-entity',
      'too-many-requests',
      'internal-server-error',
    ]
    for (const code of codes) {
      const page = await onApi(`/docs/errors/${code}`)
      expect([code, page.status]).toEqual([code, 200])
      expect(await page.text()).toContain(code.toUpperCase().replaceAll('-', '_'))
    }
    expect((await onApi('/docs/errors/nothing')).status).toBe(404)
  })

  it('says of every code that the contract knows in `errors` what it means', async () => {
    const pages = await Promise.all(
      ['bad-request', 'conflict', 'unprocessable-entity'].map(async (code) =>
        (await onApi(`/docs/errors/${code}`)).text(),
      ),
    )
    // A client is never told to upgrade as long as there is one version; the others are none of our schemas' faults.
    const never = [
      'upgrade_api_version',
      'not_multiple_of',
      'unrecognized_keys',
      'invalid_key',
      'invalid_element',
    ]
    const silent = contractErrorCodes().filter((code) => !pages.some((page) => page.includes(`id="${code}"`)))
    expect(silent.toSorted()).toEqual(never.toSorted())
  })

  it('serves the document of all operations, without a token', async () => {
    const response = await onApi('/openapi.json')
    const document = (await response.json()) as { paths: Record<string, unknown> }
    const served = Object.keys(document.paths)
    const known = contractPaths()
    // Beyond the contract: what an organisation looks after by itself.
    expect(served.filter((path) => !known.includes(path) && !path.startsWith('/admin/'))).toEqual([])
    expect(known.filter((path) => !served.includes(path))).toEqual([])
  })
})

describe('every page of a portal', () => {
  it('allows nothing but its own host, and no frame', async () => {
    const { headers } = await world.browser().get('/login')
    expect(headers.get('content-security-policy')).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    )
    expect([headers.get('x-content-type-options'), headers.get('x-frame-options')]).toEqual([
      'nosniff',
      'DENY',
    ])
  })

  it('may be framed by the origins that the portal lists', async () => {
    const framed = await createWorld(testApp, { portal: { frameAncestors: ['https://app.partner.example'] } })
    const { headers } = await framed.browser().get('/login')
    expect(headers.get('content-security-policy')).toContain('frame-ancestors https://app.partner.example')
    expect(headers.get('x-frame-options')).toBeNull()
  })

  it('tells the browser what it may fetch ahead: never a sign-in, a sign-out or a legal page', async () => {
    const browser = world.browser()
    const link = await world.api.mint({ customerId: world.customer.id })
    await browser.get(link.pathname + link.search)
    expect((await browser.get('/start')).headers.get('speculation-rules')).toBe('"/speculation-rules.json"')
    const rules = await browser.get('/speculation-rules.json')
    expect(rules.headers.get('content-type')).toBe('application/speculationrules+json')
    const text = await rules.text()
    for (const path of ['/auth/*', '/logout', '/login*', '/imprint', '/cancel', '/withdraw'])
      expect(text).toContain(`"${path}"`)
  })

  it('is compressed for whoever can read it so', async () => {
    const plain = await world.browser().get('/login')
    expect(plain.headers.get('content-encoding')).toBeNull()
    const packed = await world.browser().get('/login', { 'accept-encoding': 'gzip' })
    expect(packed.headers.get('content-encoding')).toBe('gzip')
    expect(gunzipSync(Buffer.from(await packed.arrayBuffer())).toString()).toBe(await plain.text())
  })

  it('an unknown path is a 404 in the brand', async () => {
    const response = await world.browser().get('/nothing-here')
    expect(response.status).toBe(404)
    expect(await response.text()).toContain('Sonnwerk')
  })
})
