import { beforeAll, describe, expect, it } from 'vitest'
import { matchesContract } from '../../../tests/support/contract.ts'
import { createWorld } from '../../../tests/support/world.ts'
import { createApiClient } from '../organizations/create-api-client.ts'
import { listConsents } from './list-consents.ts'
import { revokeConsent } from './revoke-consent.ts'
import { hashSecret } from './secret.ts'
import { type AppWorld, CALLBACK, createAppWorld, S256, VERIFIER } from './test-apps.ts'
import { errorOf, tokensOf } from './test-tokens.ts'

let apps: AppWorld
beforeAll(async () => {
  apps = await createAppWorld()
})

const REFUSED = [400, 'invalid_grant']
const age = (code: string, interval: string) =>
  apps.testApp.pool.query(
    'update authorization_codes set expires_at = expires_at - $2::interval where code_hash = $1',
    [hashSecret(code), interval],
  )

describe('POST /oauth/token, authorization_code', () => {
  it('answers tokens that read, for one customer', async () => {
    const response = await apps.exchange(await apps.allow(apps.server.clientId))
    expect([response.status, response.headers.get('cache-control')]).toEqual([200, 'no-store'])
    const tokens = await tokensOf(response)
    expect(tokens).toEqual({
      access_token: expect.any(String),
      token_type: 'Bearer',
      expires_in: 3600,
      refresh_token: expect.stringMatching(/^[\w-]{43}$/),
      scope: 'read:*',
    })
    matchesContract('POST', '/oauth/token', 200, tokens)
    await apps.world.addCustomer()
    const seen = (await (await apps.call(tokens.access_token, '/customers')).json()) as { items: object[] }
    expect(seen.items).toEqual([expect.objectContaining({ id: apps.world.customer.id })])
  })

  it('they write nothing and mint no link', async () => {
    const { access_token } = await apps.tokens()
    const { id } = apps.world.customer
    for (const [method, path, body] of [
      ['POST', '/admin/magic_link', { customerId: id }],
      ['PATCH', `/customers/${id}`, { first_name: 'Eve' }],
    ] as const) {
      const answer = await apps.call(access_token, path, { method, body })
      expect([path, answer.status]).toEqual([path, 403])
    }
    expect((await apps.call(access_token, '/admin/audit_events')).status).toBe(403)
  })

  it('a JSON body does as well, and a client of our contract need not name its redirect URI again', async () => {
    const code = await apps.allow(apps.server.clientId, S256)
    const response = await apps.world.api.send('/oauth/token', {
      method: 'POST',
      headers: { authorization: apps.server.basic, 'content-type': 'application/json' },
      body: JSON.stringify({
        grant_type: 'authorization_code',
        code,
        client_id: apps.server.clientId,
        code_verifier: VERIFIER,
      }),
    })
    expect(response.status).toBe(200)
  })

  it('a code works once; when it comes back, what it gave is revoked', async () => {
    const code = await apps.allow(apps.server.clientId)
    const { refresh_token } = await tokensOf(await apps.exchange(code))
    expect(await errorOf(await apps.exchange(code))).toEqual(REFUSED)
    const refreshed = await apps.token({ grant_type: 'refresh_token', refresh_token }, apps.server.basic)
    expect(await errorOf(refreshed)).toEqual(REFUSED)
  })

  it('of two exchanges at once one wins, and the code counts as come back', async () => {
    const code = await apps.allow(apps.server.clientId)
    const answers = await Promise.all([apps.exchange(code), apps.exchange(code)])
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 400])
    const { rows } = await apps.testApp.pool.query(
      `select family.revoked_reason from authorization_codes code
       join token_families family on family.id = code.family_id where code_hash = $1`,
      [hashSecret(code)],
    )
    expect(rows).toEqual([{ revoked_reason: 'authorization code reused' }])
  })

  it('lives for ten minutes, and is stored as a hash alone', async () => {
    const code = await apps.allow(apps.server.clientId)
    await age(code, '9 minutes 50 seconds')
    expect((await apps.exchange(code)).status).toBe(200)
    const late = await apps.allow(apps.server.clientId)
    await age(late, '10 minutes')
    expect(await errorOf(await apps.exchange(late))).toEqual(REFUSED)
    const { rows } = await apps.testApp.pool.query('select code::text as row from authorization_codes code')
    expect(JSON.stringify(rows)).not.toContain(late)
  })

  it('belongs to its client, and stays good for it when another one tries', async () => {
    const code = await apps.allow(apps.server.clientId)
    const other = await createApiClient(apps.world.ctx, { name: 'Other', redirectUris: [CALLBACK] })
    const foreign = (await createWorld(apps.testApp, { client: { redirectUris: [CALLBACK] } })).client
    for (const { clientId, clientSecret } of [other, foreign]) {
      const answer = await apps.exchange(code, {}, `Basic ${btoa(`${clientId}:${clientSecret}`)}`)
      expect(await errorOf(answer)).toEqual(REFUSED)
    }
    expect((await apps.exchangePublic(code)).status).toBe(400)
    expect((await apps.exchange(code)).status).toBe(200)
  })

  it.each([
    ['another redirect URI', { redirect_uri: `${CALLBACK}/other` }],
    ['an empty one', { redirect_uri: '' }],
    ['a verifier for a code without a challenge', { code_verifier: VERIFIER }],
  ])('refuses %s', async (_, fields) => {
    const code = await apps.allow(apps.server.clientId)
    expect(await errorOf(await apps.exchange(code, fields))).toEqual(REFUSED)
  })

  it.each([
    ['unknown', 'x'.repeat(43), REFUSED],
    ['with a NUL', 'a\0b', REFUSED],
    ['missing', '', [400, 'invalid_request']],
  ])('refuses a code that is %s', async (_, code, answer) => {
    expect(await errorOf(await apps.exchange(code))).toEqual(answer)
  })

  it('a client with redirect URIs is somebody else’s: its own credentials open nothing', async () => {
    const answer = await apps.token({ grant_type: 'client_credentials' }, apps.server.basic)
    expect(await errorOf(answer)).toEqual([400, 'unauthorized_client'])
    const own = await createApiClient(apps.world.ctx, {
      name: 'Own',
      redirectUris: [CALLBACK],
      clientCredentials: true,
    })
    const basic = `Basic ${btoa(`${own.clientId}:${own.clientSecret}`)}`
    expect((await apps.token({ grant_type: 'client_credentials' }, basic)).status).toBe(200)
  })

  it('a body that names another client than its credentials is refused', async () => {
    const code = await apps.allow(apps.server.clientId)
    const answer = await apps.exchange(code, { client_id: apps.phone.clientId })
    expect(await errorOf(answer)).toEqual([400, 'invalid_request'])
  })
})

describe('PKCE', () => {
  it('an app without a secret proves itself by its verifier', async () => {
    const code = await apps.allow(apps.phone.clientId, S256)
    expect((await apps.exchangePublic(code)).status).toBe(200)
    const plain = { code_challenge: VERIFIER, code_challenge_method: 'plain' }
    expect((await apps.exchangePublic(await apps.allow(apps.phone.clientId, plain))).status).toBe(200)
    const unnamed = { code_challenge: VERIFIER }
    expect((await apps.exchangePublic(await apps.allow(apps.phone.clientId, unnamed))).status).toBe(200)
  })

  it.each([
    ['another verifier', 'b-verifier-of-forty-three-characters-or-more'],
    ['one that is too short', VERIFIER.slice(0, 42)],
    ['the challenge itself', S256.code_challenge],
    ['an empty one', ''],
  ])('refuses %s, and the code stays good for who has the right one', async (_, code_verifier) => {
    const code = await apps.allow(apps.phone.clientId, S256)
    expect(await errorOf(await apps.exchangePublic(code, { code_verifier }))).toEqual(REFUSED)
    expect((await apps.exchangePublic(code)).status).toBe(200)
  })

  it('holds an app with a secret to its challenge too', async () => {
    const code = await apps.allow(apps.server.clientId, S256)
    expect(await errorOf(await apps.exchange(code))).toEqual(REFUSED)
    expect((await apps.exchange(code, { code_verifier: VERIFIER })).status).toBe(200)
  })

  it('a client that has a secret must show it; one that has none cannot have credentials', async () => {
    const code = await apps.allow(apps.server.clientId, S256)
    const unproven = await apps.exchangePublic(code, { client_id: apps.server.clientId })
    expect(await errorOf(unproven)).toEqual([401, 'invalid_client'])
    for (const secret of ['', 'x', 'no client has this secret']) {
      const basic = `Basic ${btoa(`${apps.phone.clientId}:${secret}`)}`
      const answer = await apps.token({ grant_type: 'client_credentials' }, basic)
      expect(await errorOf(answer)).toEqual([401, 'invalid_client'])
    }
    const own = await apps.token({ grant_type: 'client_credentials', client_id: apps.phone.clientId })
    expect(await errorOf(own)).toEqual([400, 'unauthorized_client'])
  })
})

describe('POST /oauth/token, refresh_token of a customer’s tokens', () => {
  it('rotates, stays with the customer, and reads only', async () => {
    const { refresh_token } = await apps.tokens()
    const asked = { grant_type: 'refresh_token', refresh_token, scope: 'read:* write:*' }
    const next = await tokensOf(await apps.token(asked, apps.server.basic))
    expect([next.scope, next.refresh_token === refresh_token]).toEqual(['read:*', false])
    await apps.world.addCustomer()
    const seen = (await (await apps.call(next.access_token, '/customers')).json()) as { items: unknown[] }
    expect(seen.items).toHaveLength(1)
    const again = await apps.token({ grant_type: 'refresh_token', refresh_token }, apps.server.basic)
    expect(await errorOf(again)).toEqual(REFUSED)
  })

  it('an app without a secret refreshes by its name; another one cannot', async () => {
    const code = await apps.allow(apps.phone.clientId, S256)
    const { refresh_token } = await tokensOf(await apps.exchangePublic(code))
    const asked = { grant_type: 'refresh_token', refresh_token }
    expect(await errorOf(await apps.token(asked, apps.server.basic))).toEqual(REFUSED)
    const next = await tokensOf(await apps.token({ ...asked, client_id: apps.phone.clientId }))
    expect((await apps.call(next.access_token, '/customers')).status).toBe(200)
  })

  it('no token slips past a consent that is taken back at the same moment', async () => {
    const alive: string[] = []
    for (let round = 0; round < 8; round += 1) {
      const { id } = await apps.world.addCustomer()
      const code = await apps.allow(apps.server.clientId, {}, id)
      const [access] = await listConsents(apps.db, apps.world.organization.id, id)
      const [answer] = await Promise.all([
        apps.exchange(code),
        revokeConsent(apps.ctxOf(id), id, access?.consentId ?? ''),
      ])
      const { refresh_token } = await tokensOf(answer)
      const refreshed = await apps.token({ grant_type: 'refresh_token', refresh_token }, apps.server.basic)
      if (refreshed.status === 200) alive.push(id)
    }
    expect(alive).toEqual([])
  })
})
