import { decodeProtectedHeader, decodeJwt, SignJWT } from 'jose'
import { beforeAll, describe, expect, it } from 'vitest'
import { createTestApp, createWorld, type TestApp, type World } from '../../../tests/support/world.ts'
import { revokeApiClient } from '../organizations/revoke-api-client.ts'
import { hashSecret } from './secret.ts'
import { createSigningKeys, rotateSigningKeys } from './signing-keys.ts'

let testApp: TestApp
let world: World
beforeAll(async () => {
  testApp = await createTestApp()
  world = await createWorld(testApp)
})

interface Tokens {
  access_token: string
  token_type: string
  expires_in: number
  refresh_token: string
  scope: string
}

const ask = (form: Record<string, string>, headers: Record<string, string> = {}, who: World = world) =>
  who.api.send('/oauth/token', {
    method: 'POST',
    headers: { authorization: who.api.basic, ...headers },
    body: new URLSearchParams(form),
  })
const askJson = (body: string) =>
  world.api.send('/oauth/token', {
    method: 'POST',
    headers: { authorization: world.api.basic, 'content-type': 'application/json' },
    body,
  })
const tokensOf = async (response: Response) => (await response.json()) as Tokens
const errorOf = async (response: Response) => [
  response.status,
  ((await response.json()) as { error?: string }).error,
]
const useToken = async (token: string) =>
  (await world.api.send('/customers', { headers: { authorization: `Bearer ${token}` } })).status

describe('POST /oauth/token, client_credentials', () => {
  it('answers a bearer token for a form body', async () => {
    const response = await ask({ grant_type: 'client_credentials' })
    expect(response.status).toBe(200)
    expect(response.headers.get('cache-control')).toBe('no-store')
    const tokens = await tokensOf(response)
    expect(tokens).toEqual({
      access_token: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/),
      token_type: 'Bearer',
      expires_in: 3600,
      refresh_token: expect.stringMatching(/^[\w-]{43}$/),
      scope: 'read:* write:*',
    })
    expect(await useToken(tokens.access_token)).toBe(200)
  })

  it('answers a JSON body alike', async () => {
    expect((await askJson('{"grant_type":"client_credentials"}')).status).toBe(200)
  })

  it('tells a form sent as JSON from broken JSON', async () => {
    const form = await askJson('grant_type=client_credentials')
    expect(form.status).toBe(400)
    expect(((await form.json()) as { message: string }).message).toContain(
      'application/x-www-form-urlencoded',
    )
    const broken = await askJson('{"grant_type":')
    expect(((await broken.json()) as { message: string }).message).toBe('The body is not valid JSON.')
  })

  it.each(['[]', '"client_credentials"', 'null', '7', '{}', '{"grant_type":7}', '{"grant_type":null}'])(
    'refuses the JSON body %s with 400',
    async (body) => {
      expect((await askJson(body)).status).toBe(400)
    },
  )

  it('refuses another content type, and a body over 100 KB', async () => {
    expect((await ask({ grant_type: 'client_credentials' }, { 'content-type': 'text/plain' })).status).toBe(
      400,
    )
    expect((await ask({ grant_type: 'client_credentials', filler: 'x'.repeat(110_000) })).status).toBe(400)
  })

  it('refuses a grant it does not know', async () => {
    expect(await errorOf(await ask({ grant_type: 'password' }))).toEqual([400, 'unsupported_grant_type'])
  })

  it('a request cannot widen the scopes of its client, only narrow them', async () => {
    expect((await tokensOf(await ask({ grant_type: 'client_credentials', scope: 'read:*' }))).scope).toBe(
      'read:*',
    )
    expect(
      (await tokensOf(await ask({ grant_type: 'client_credentials', scope: 'write:* read:* admin' }))).scope,
    ).toBe('read:* write:*')
    expect(await errorOf(await ask({ grant_type: 'client_credentials', scope: 'admin' }))).toEqual([
      400,
      'invalid_scope',
    ])
    const reader = await createWorld(testApp, { client: { scope: 'read:*' } })
    expect(
      (await tokensOf(await ask({ grant_type: 'client_credentials', scope: 'read:* write:*' }, {}, reader)))
        .scope,
    ).toBe('read:*')
  })

  it.each([
    ['nothing', ''],
    ['a bearer token', 'Bearer x'],
    ['no colon', `Basic ${btoa('demo')}`],
    ['no base64', 'Basic !!!'],
    ['an unknown client', `Basic ${btoa('nobody:secret')}`],
    ['a NUL', `Basic ${btoa('a\0b:secret')}`],
  ])('refuses client authentication with %s', async (_name, authorization) => {
    const response = await ask({ grant_type: 'client_credentials' }, { authorization })
    expect(response.headers.get('www-authenticate')).toMatch(/^Basic /)
    expect(await errorOf(response)).toEqual([401, 'invalid_client'])
  })

  it('answers a wrong secret exactly as an unknown client', async () => {
    const body = async (credentials: string) => {
      const response = await ask(
        { grant_type: 'client_credentials' },
        { authorization: `Basic ${btoa(credentials)}` },
      )
      return { ...((await response.json()) as object), requestId: '' }
    }
    expect(await body(`${world.client.clientId}:wrong`)).toEqual(await body('nobody:wrong'))
  })

  it('reads form-encoded credentials as RFC 6749 section 2.3.1 has them', async () => {
    const { clientId, clientSecret } = world.client
    const encoded = `${encodeURIComponent(clientId)}:${clientSecret.replaceAll('-', '%2D').replaceAll('_', '%5F')}`
    expect(
      (await ask({ grant_type: 'client_credentials' }, { authorization: `Basic ${btoa(encoded)}` })).status,
    ).toBe(200)
  })

  it('stores only hashes of secrets and refresh tokens', async () => {
    const tokens = await tokensOf(await ask({ grant_type: 'client_credentials' }))
    const { rows } = await testApp.pool.query(
      'select token_hash from refresh_tokens where token_hash = $1 union all select secret_hash from api_clients where secret_hash = $2',
      [hashSecret(tokens.refresh_token), hashSecret(world.client.clientSecret)],
    )
    expect(rows).toHaveLength(2)
  })

  it('slows down who guesses secrets, by address, and lets others be', async () => {
    const guess = (address: string) =>
      testApp.app.api.request(
        'http://localhost:4000/oauth/token',
        {
          method: 'POST',
          headers: { authorization: `Basic ${btoa('nobody:x')}` },
          body: new URLSearchParams({ grant_type: 'client_credentials' }),
        },
        { incoming: { socket: { remoteAddress: address } } },
      )
    const statuses: number[] = []
    for (let turn = 0; turn < 31; turn += 1) statuses.push((await guess('203.0.113.7')).status)
    expect(statuses.slice(0, 30).every((status) => status === 401)).toBe(true)
    const blocked = await guess('203.0.113.7')
    expect([statuses.at(-1), blocked.status]).toEqual([429, 429])
    expect(Number(blocked.headers.get('retry-after'))).toBeGreaterThan(0)
    expect((await guess('203.0.113.8')).status).toBe(401)
  })
})

describe('POST /oauth/token, refresh_token', () => {
  const refresh = (token: string, who: World = world) =>
    ask({ grant_type: 'refresh_token', refresh_token: token }, {}, who)

  it('rotates on every use', async () => {
    const first = await tokensOf(await ask({ grant_type: 'client_credentials' }))
    const second = await tokensOf(await refresh(first.refresh_token))
    expect(second.refresh_token).not.toBe(first.refresh_token)
    expect((await refresh(second.refresh_token)).status).toBe(200)
  })

  it('a reused one revokes its family: the newer refresh token and every access token', async () => {
    const first = await tokensOf(await ask({ grant_type: 'client_credentials' }))
    const second = await tokensOf(await refresh(first.refresh_token))
    expect(await errorOf(await refresh(first.refresh_token))).toEqual([400, 'invalid_grant'])
    expect(await errorOf(await refresh(second.refresh_token))).toEqual([400, 'invalid_grant'])
    expect(await useToken(second.access_token)).toBe(401)
  })

  it('of two uses at once one wins, and the family is revoked', async () => {
    const { refresh_token: token } = await tokensOf(await ask({ grant_type: 'client_credentials' }))
    const responses = await Promise.all([refresh(token), refresh(token)])
    expect(responses.map((response) => response.status).toSorted((a, b) => a - b)).toEqual([200, 400])
  })

  it('another client’s refresh token is refused and not used up', async () => {
    const other = await createWorld(testApp)
    const { refresh_token: token } = await tokensOf(await ask({ grant_type: 'client_credentials' }))
    expect(await errorOf(await refresh(token, other))).toEqual([400, 'invalid_grant'])
    expect((await refresh(token)).status).toBe(200)
  })

  it('an expired, invented, missing or oversized one is refused', async () => {
    const { refresh_token: token } = await tokensOf(await ask({ grant_type: 'client_credentials' }))
    await testApp.pool.query('update refresh_tokens set expires_at = now() where token_hash = $1', [
      hashSecret(token),
    ])
    expect(await errorOf(await refresh(token))).toEqual([400, 'invalid_grant'])
    expect(await errorOf(await refresh('invented'))).toEqual([400, 'invalid_grant'])
    expect(await errorOf(await ask({ grant_type: 'refresh_token' }))).toEqual([400, 'invalid_request'])
    expect((await refresh('x'.repeat(600))).status).toBe(400)
  })

  it('a refused scope does not use the token up', async () => {
    const { refresh_token: token } = await tokensOf(await ask({ grant_type: 'client_credentials' }))
    expect(
      await errorOf(await ask({ grant_type: 'refresh_token', refresh_token: token, scope: 'admin' })),
    ).toEqual([400, 'invalid_scope'])
    expect((await refresh(token)).status).toBe(200)
  })
})

describe('access tokens', () => {
  it('keys rotate by kid without a restart, two valid at once', async () => {
    const before = await tokensOf(await ask({ grant_type: 'client_credentials' }))
    const kid = await rotateSigningKeys(testApp.config.signingKeysFile)
    // A process that has not looked at the file since meets the new key id in a token, and looks.
    const keys = createSigningKeys(testApp.config.signingKeysFile)
    const { key } = await keys.current()
    const fresh = await new SignJWT({ ...decodeJwt(before.access_token) })
      .setProtectedHeader({ alg: 'HS256', kid, typ: 'at+jwt' })
      .sign(key)
    expect(await useToken(fresh)).toBe(200)
    expect(await useToken(before.access_token)).toBe(200)
    const after = await tokensOf(await ask({ grant_type: 'client_credentials' }))
    expect(decodeProtectedHeader(after.access_token).kid).toBe(kid)
    await rotateSigningKeys(testApp.config.signingKeysFile)
    await createSigningKeys(testApp.config.signingKeysFile).current()
    expect(await useToken(after.access_token)).toBe(200)
  })

  it('refuses a forged, unsigned, foreign or expired one', async () => {
    const { access_token: token } = await tokensOf(await ask({ grant_type: 'client_credentials' }))
    const [header, payload, signature] = token.split('.') as [string, string, string]
    const unsigned = `${Buffer.from('{"alg":"none","typ":"at+jwt"}').toString('base64url')}.${payload}.`
    const bent = Buffer.from(JSON.stringify({ ...decodeJwt(token), scope: 'read:* write:* admin' })).toString(
      'base64url',
    )
    const { kid, key } = await createSigningKeys(testApp.config.signingKeysFile).current()
    const sign = (claims: Record<string, unknown>) =>
      new SignJWT({ ...decodeJwt(token), ...claims })
        .setProtectedHeader({ alg: 'HS256', kid, typ: 'at+jwt' })
        .sign(key)
    const bad = [
      unsigned,
      `${header}.${bent}.${signature}`,
      token.slice(0, -2),
      await sign({ exp: 1 }),
      await sign({ iss: 'https://elsewhere.example' }),
      await sign({ aud: 'https://elsewhere.example' }),
      await sign({ fam: 'fam_00000000000000000000000000' }),
    ]
    for (const candidate of bad) expect(await useToken(candidate)).toBe(401)
    expect(await useToken(await sign({}))).toBe(200)
  })

  it('a revoked client’s tokens stop working', async () => {
    const other = await createWorld(testApp)
    const token = await other.api.accessToken()
    await revokeApiClient(other.ctx, other.client.clientId)
    expect(await useToken(token)).toBe(401)
    expect((await ask({ grant_type: 'client_credentials' }, {}, other)).status).toBe(401)
  })
})

describe('GET /.well-known/oauth-authorization-server', () => {
  it('describes the server as RFC 8414 asks', async () => {
    const response = await world.api.send('/.well-known/oauth-authorization-server')
    expect(response.status).toBe(200)
    expect(await response.json()).toMatchObject({
      issuer: 'http://localhost:4000',
      token_endpoint: 'http://localhost:4000/oauth/token',
      grant_types_supported: ['client_credentials', 'refresh_token'],
      token_endpoint_auth_methods_supported: ['client_secret_basic'],
    })
  })
})
