import { beforeAll, describe, expect, it } from 'vitest'
import { createWorld } from '../../../tests/support/world.ts'
import { hashSecret } from './secret.ts'
import { createTokenPartner, errorOf, tokensOf, type TokenPartner } from './test-tokens.ts'

let partner: TokenPartner
beforeAll(async () => {
  partner = await createTokenPartner()
})

const askJson = (body: string) =>
  partner.world.api.send('/oauth/token', {
    method: 'POST',
    headers: { authorization: partner.world.api.basic, 'content-type': 'application/json' },
    body,
  })

describe('POST /oauth/token, client_credentials', () => {
  it('answers a bearer token for a form body', async () => {
    const response = await partner.ask({ grant_type: 'client_credentials' })
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
    expect(await partner.useToken(tokens.access_token)).toBe(200)
  })

  it('answers a JSON body alike', async () => {
    expect((await askJson('{"grant_type":"client_credentials"}')).status).toBe(200)
  })

  it('tells a form sent as JSON from broken JSON', async () => {
    const form = await askJson('grant_type=client_credentials')
    expect(form.status).toBe(400)
    expect(await form.json()).toMatchObject({
      message: expect.stringContaining('application/x-www-form-urlencoded'),
      error: 'invalid_request',
    })
    const broken = await askJson('{"grant_type":')
    expect(((await broken.json()) as { message: string }).message).toBe('The body is not valid JSON.')
  })

  it.each(['[]', '"client_credentials"', 'null', '7', '{}', '{"grant_type":7}', '{"grant_type":null}'])(
    'refuses the JSON body %s with 400',
    async (body) => {
      expect(await errorOf(await askJson(body))).toEqual([400, 'invalid_request'])
    },
  )

  it('refuses another content type, and a body over 100 KB', async () => {
    expect(
      (await partner.ask({ grant_type: 'client_credentials' }, { 'content-type': 'text/plain' })).status,
    ).toBe(400)
    expect(
      (await partner.ask({ grant_type: 'client_credentials', filler: 'x'.repeat(110_000) })).status,
    ).toBe(400)
  })

  it('refuses a parameter that is sent twice, in words of RFC 6749', async () => {
    const response = await partner.world.api.send('/oauth/token', {
      method: 'POST',
      headers: {
        authorization: partner.world.api.basic,
        'content-type': 'application/x-www-form-urlencoded',
      },
      body: 'grant_type=client_credentials&scope=read:*&scope=write:*',
    })
    expect(response.status).toBe(400)
    expect(await response.json()).toMatchObject({
      error: 'invalid_request',
      error_description: 'scope is sent more than once.',
      errors: [{ field: 'scope' }],
    })
  })

  it('refuses a grant it does not know', async () => {
    expect(await errorOf(await partner.ask({ grant_type: 'password' }))).toEqual([
      400,
      'unsupported_grant_type',
    ])
  })

  it('a request cannot widen the scopes of its client, only narrow them', async () => {
    expect(
      (await tokensOf(await partner.ask({ grant_type: 'client_credentials', scope: 'read:*' }))).scope,
    ).toBe('read:*')
    expect(
      (await tokensOf(await partner.ask({ grant_type: 'client_credentials', scope: 'write:* read:* admin' })))
        .scope,
    ).toBe('read:* write:*')
    expect(await errorOf(await partner.ask({ grant_type: 'client_credentials', scope: 'admin' }))).toEqual([
      400,
      'invalid_scope',
    ])
    const reader = await createWorld(partner.testApp, { client: { scope: 'read:*' } })
    expect(
      (
        await tokensOf(
          await partner.ask({ grant_type: 'client_credentials', scope: 'read:* write:*' }, {}, reader),
        )
      ).scope,
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
    const response = await partner.ask({ grant_type: 'client_credentials' }, { authorization })
    expect(response.headers.get('www-authenticate')).toMatch(/^Basic /)
    expect(await errorOf(response)).toEqual([401, 'invalid_client'])
  })

  it('answers a wrong secret exactly as an unknown client', async () => {
    const body = async (credentials: string) => {
      const response = await partner.ask(
        { grant_type: 'client_credentials' },
        { authorization: `Basic ${btoa(credentials)}` },
      )
      return { ...((await response.json()) as object), requestId: '' }
    }
    expect(await body(`${partner.world.client.clientId}:wrong`)).toEqual(await body('nobody:wrong'))
  })

  it('reads form-encoded credentials as RFC 6749 section 2.3.1 has them', async () => {
    const { clientId, clientSecret } = partner.world.client
    const encoded = `${encodeURIComponent(clientId)}:${clientSecret.replaceAll('-', '%2D').replaceAll('_', '%5F')}`
    expect(
      (await partner.ask({ grant_type: 'client_credentials' }, { authorization: `Basic ${btoa(encoded)}` }))
        .status,
    ).toBe(200)
  })

  it('stores only hashes of secrets and refresh tokens', async () => {
    const tokens = await partner.grant()
    const { rows } = await partner.testApp.pool.query(
      'select token_hash from refresh_tokens where token_hash = $1 union all select secret_hash from api_clients where secret_hash = $2',
      [hashSecret(tokens.refresh_token), hashSecret(partner.world.client.clientSecret)],
    )
    expect(rows).toHaveLength(2)
  })

  it('slows down who guesses secrets, by address, and lets others be', async () => {
    const guess = (address: string) =>
      partner.testApp.app.api.request(
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

describe('GET /.well-known/oauth-authorization-server', () => {
  it('describes the server as RFC 8414 asks', async () => {
    const response = await partner.world.api.send('/.well-known/oauth-authorization-server')
    expect(response.status).toBe(200)
    expect(await response.json()).toEqual({
      issuer: 'http://localhost:4000',
      authorization_endpoint: 'http://localhost:4000/oauth/authorize',
      token_endpoint: 'http://localhost:4000/oauth/token',
      response_types_supported: ['code'],
      response_modes_supported: ['query'],
      grant_types_supported: ['authorization_code', 'client_credentials', 'refresh_token'],
      code_challenge_methods_supported: ['S256', 'plain'],
      scopes_supported: ['read:*', 'write:*'],
      token_endpoint_auth_methods_supported: ['client_secret_basic', 'none'],
      authorization_response_iss_parameter_supported: true,
      service_documentation: 'http://localhost:4000/docs',
    })
  })
})
