import { beforeAll, describe, expect, it } from 'vitest'
import { matchesContract } from '../../../tests/support/contract.ts'
import { REDIRECT_TRICKS } from '../../../tests/support/redirect-tricks.ts'
import { createTestApp, createWorld } from '../../../tests/support/world.ts'
import { createApiClient } from '../organizations/create-api-client.ts'
import { revokeApiClient } from '../organizations/revoke-api-client.ts'
import { setPortal } from '../plans/set-portal.ts'
import { type AppWorld, CALLBACK, createAppWorld, S256 } from './test-apps.ts'

const ISSUER = 'http://localhost:4000'

let apps: AppWorld
beforeAll(async () => {
  apps = await createAppWorld()
})

const asked = (fields: Record<string, string> = {}) => ({
  response_type: 'code',
  client_id: apps.server.clientId,
  redirect_uri: CALLBACK,
  ...fields,
})

function authorize(query: Record<string, string> | string, init: RequestInit = {}) {
  return apps.world.api.send(`/oauth/authorize?${new URLSearchParams(query)}`, init)
}

/** Where it leads, and with what. */
async function led(query: Record<string, string> | string) {
  const answer = await authorize(query)
  const location = answer.headers.get('location') ?? ''
  const url = URL.parse(location)
  return {
    status: answer.status,
    to: location.split('?')[0],
    query: Object.fromEntries(url?.searchParams ?? []),
  }
}

describe('GET /oauth/authorize', () => {
  it('leads to the portal that asks, with the request in its own words and nothing else', async () => {
    const query = asked({ state: 'a b/ü&=', scope: 'read:* write:*', ...S256, flow_type: 'login' })
    expect(await led({ ...query, utm_source: 'x' })).toEqual({
      status: 302,
      to: `${apps.world.origin}/oauth/consent`,
      query,
    })
    const answer = await authorize(asked())
    expect(answer.headers.get('cache-control')).toBe('no-store')
  })

  it('asks at the portal of the plan that is named, by slug or id, else of the first', async () => {
    const other = await apps.world.addPortal()
    expect((await led(asked())).to).toBe(`${apps.world.origin}/oauth/consent`)
    const [slug = ''] = new URL(other).host.split('.')
    expect((await led(asked({ plan: slug }))).to).toBe(`${other}/oauth/consent`)
    const { plan } = apps.world
    expect((await led(asked({ plan: plan.id }))).to).toBe(`${apps.world.origin}/oauth/consent`)
  })

  it('signs up where a checkout is open', async () => {
    const world = await createWorld(apps.testApp)
    const { clientId } = await createApiClient(world.ctx, { name: 'x', redirectUris: [CALLBACK] })
    const open = await world.addPortal()
    const { id } = await apps.db
      .selectFrom('plans')
      .select('id')
      .where('slug', '=', new URL(open).host.split('.')[0] ?? '')
      .executeTakeFirstOrThrow()
    await setPortal(world.ctx, id, { checkoutEnabled: true })
    const ask = (flow_type: string) => led(asked({ client_id: clientId, flow_type }))
    expect((await ask('signup')).to).toBe(`${open}/oauth/consent`)
    expect((await ask('login')).to).toBe(`${world.origin}/oauth/consent`)
  })

  it.each([
    ['another response type', { response_type: 'token' }, 'unsupported_response_type'],
    ['a scope that nobody grants', { scope: 'write:*' }, 'invalid_scope'],
    ['an unknown method', { ...S256, code_challenge_method: 's256' }, 'invalid_request'],
    ['a challenge that is none', { ...S256, code_challenge: 'short' }, 'invalid_request'],
    ['a method without a challenge', { code_challenge_method: 'S256' }, 'invalid_request'],
    ['an unknown flow', { flow_type: 'buy' }, 'invalid_request'],
    ['an unknown plan', { plan: 'nobodys' }, 'invalid_request'],
    ['a plan with a NUL', { plan: 'a\0' }, 'invalid_request'],
    ['a state too long to be kept', { state: 'x'.repeat(2600) }, 'invalid_request'],
  ])('tells the app of %s', async (_, fields: Record<string, string>, error) => {
    const state = fields['state'] ?? ' s&t=ä '
    const { status, to, query } = await led(asked({ state, ...fields }))
    expect([status, to, query]).toEqual([
      302,
      CALLBACK,
      { error, error_description: expect.stringMatching(/^[A-Za-z].*\.$/), state, iss: ISSUER },
    ])
  })

  it('a state comes back as it was sent: none as none, an empty one as empty', async () => {
    const wrong = { response_type: 'x' }
    expect((await led(asked(wrong))).query).not.toHaveProperty('state')
    expect((await led(asked({ ...wrong, state: '' }))).query).toHaveProperty('state', '')
  })

  it('an app without a secret must bring a challenge', async () => {
    const phone = { client_id: apps.phone.clientId }
    expect((await led(asked(phone))).query['error']).toBe('invalid_request')
    expect((await led(asked({ ...phone, ...S256 }))).to).toBe(`${apps.world.origin}/oauth/consent`)
    const native = asked({ ...phone, redirect_uri: 'http://127.0.0.1:51004/cb', ...S256 })
    expect((await led(native)).query['redirect_uri']).toBe('http://127.0.0.1:51004/cb')
  })

  it('a parameter sent twice is refused, whichever comes first', async () => {
    const query = new URLSearchParams(asked({ state: 'a' }))
    query.append('state', 'b')
    expect((await led(query.toString())).query).toEqual({
      error: 'invalid_request',
      error_description: 'state is sent more than once.',
      iss: ISSUER,
    })
  })

  it('keeps the query of a registered address', async () => {
    const uri = 'https://app.example/cb?from=energy%20app'
    const { clientId } = await createApiClient(apps.world.ctx, { name: 'x', redirectUris: [uri] })
    const answer = await authorize(asked({ client_id: clientId, redirect_uri: uri, response_type: 'x' }))
    expect(answer.headers.get('location')).toMatch(/^https:\/\/app\.example\/cb\?from=energy%20app&error=/)
  })

  it('without any portal the app is told so', async () => {
    const world = await createWorld(apps.testApp, { portal: { portalEnabled: false } })
    const { clientId } = await createApiClient(world.ctx, { name: 'x', redirectUris: [CALLBACK] })
    expect((await led(asked({ client_id: clientId }))).query['error']).toBe('temporarily_unavailable')
  })
})

describe('GET /oauth/authorize never leads to an address that is not registered', () => {
  async function refused(query: Record<string, string> | string) {
    const answer = await authorize(query)
    const body = (await answer.json()) as { errors: { field: string }[] }
    matchesContract('GET', '/oauth/authorize', answer.status, body)
    return [answer.status, answer.headers.get('location'), body.errors.map(({ field }) => field)]
  }

  it.each([
    'https://evil.example/cb',
    'https://app.example.evil.example/cb',
    'https://app.example@evil.example/cb',
    'https://app.example/cbx',
    'https://app.example/cb/../../evil',
    'https://app.example/cb%2f..%2fevil',
    'http://app.example/cb',
    'javascript:alert(1)',
    '//evil.example',
    '/cb',
    '',
  ])('%s', async (redirect_uri) => {
    expect(await refused(asked({ redirect_uri }))).toEqual([400, null, ['redirect_uri']])
  })

  it('whatever is written behind the registered one', async () => {
    const astray: string[] = []
    for (const trick of REDIRECT_TRICKS) {
      const answer = await authorize(asked({ redirect_uri: CALLBACK + trick, response_type: 'x' }))
      const location = answer.headers.get('location')
      const isHome = location?.startsWith(`${CALLBACK}/`) || location?.startsWith(`${CALLBACK}?error=`)
      if (location === null ? answer.status !== 400 : !isHome) astray.push(trick)
    }
    expect(astray).toEqual([])
  })

  it('nor for a client that is unknown, revoked, asks no customers, or is named twice', async () => {
    const plain = apps.world.client.clientId
    expect(await refused(asked({ client_id: plain }))).toEqual([400, null, ['redirect_uri']])
    const gone = await createApiClient(apps.world.ctx, { name: 'x', redirectUris: [CALLBACK] })
    await revokeApiClient(apps.world.ctx, gone.clientId)
    for (const client_id of [gone.clientId, 'nobody', '', 'a\0b', 'x'.repeat(200)])
      expect(await refused(asked({ client_id }))).toEqual([400, null, ['client_id']])
    expect(await refused('')).toEqual([400, null, ['client_id']])
    const twice = new URLSearchParams(asked())
    twice.append('redirect_uri', 'https://evil.example')
    expect(await refused(twice.toString())).toEqual([400, null, ['redirect_uri']])
  })

  it('a customer reads a page of it, which repeats nothing that was sent', async () => {
    const answer = await authorize(asked({ redirect_uri: 'https://evil.example/<script>' }), {
      headers: { accept: 'text/html,*/*' },
    })
    const html = await answer.text()
    expect([answer.status, answer.headers.get('content-type')]).toEqual([400, 'text/html; charset=UTF-8'])
    expect(html).toContain('Es wurde nichts freigegeben.')
    expect(html).not.toContain('evil')
    expect(html).toContain('<link rel="stylesheet" href="/docs/style.css" />')
    const policy = answer.headers.get('content-security-policy') ?? ''
    expect(policy.split('; ')).toEqual(
      expect.arrayContaining(["default-src 'none'", "style-src 'self'", "frame-ancestors 'none'"]),
    )
  })
})

describe('/oauth/authorize by others than a person', () => {
  it('HEAD and a prefetch lead nowhere', async () => {
    for (const init of [{ method: 'HEAD' }, { headers: { 'sec-purpose': 'prefetch' } }]) {
      const answer = await authorize(asked(), init)
      expect([answer.status, answer.headers.get('location')]).toEqual([204, null])
    }
  })

  it('a portal’s own domain is used where it has one', async () => {
    const testApp = await createTestApp()
    const world = await createWorld(testApp, {
      portal: { portalEnabled: true, customDomain: 'strom.example.com' },
    })
    const { clientId } = await createApiClient(world.ctx, { name: 'x', redirectUris: [CALLBACK] })
    const answer = await authorize(asked({ client_id: clientId }))
    expect(answer.headers.get('location')).toMatch(/^https:\/\/strom\.example\.com\/oauth\/consent\?/)
  })
})
