import { beforeAll, describe, expect, it } from 'vitest'
import { createWorld, type World } from '../../../tests/support/world.ts'
import { hashSecret } from './secret.ts'
import { createTokenPartner, errorOf, tokensOf, type TokenPartner } from './test-tokens.ts'

let partner: TokenPartner
beforeAll(async () => {
  partner = await createTokenPartner()
})

describe('POST /oauth/token, refresh_token', () => {
  const refresh = (token: string, who: World = partner.world) =>
    partner.ask({ grant_type: 'refresh_token', refresh_token: token }, {}, who)

  it('rotates on every use', async () => {
    const first = await partner.grant()
    const second = await tokensOf(await refresh(first.refresh_token))
    expect(second.refresh_token).not.toBe(first.refresh_token)
    expect((await refresh(second.refresh_token)).status).toBe(200)
  })

  it('a reused one revokes its family: the newer refresh token and every access token', async () => {
    const first = await partner.grant()
    const second = await tokensOf(await refresh(first.refresh_token))
    expect(await errorOf(await refresh(first.refresh_token))).toEqual([400, 'invalid_grant'])
    expect(await errorOf(await refresh(second.refresh_token))).toEqual([400, 'invalid_grant'])
    expect(await partner.useToken(second.access_token)).toBe(401)
  })

  it('of two uses at once one wins, and the family is revoked', async () => {
    const { refresh_token: token } = await partner.grant()
    const responses = await Promise.all([refresh(token), refresh(token)])
    expect(responses.map((response) => response.status).toSorted((a, b) => a - b)).toEqual([200, 400])
  })

  it('another client’s refresh token is refused and not used up', async () => {
    const other = await createWorld(partner.testApp)
    const { refresh_token: token } = await partner.grant()
    expect(await errorOf(await refresh(token, other))).toEqual([400, 'invalid_grant'])
    expect((await refresh(token)).status).toBe(200)
  })

  it('an expired, invented, missing or oversized one is refused', async () => {
    const { refresh_token: token } = await partner.grant()
    await partner.testApp.pool.query('update refresh_tokens set expires_at = now() where token_hash = $1', [
      hashSecret(token),
    ])
    expect(await errorOf(await refresh(token))).toEqual([400, 'invalid_grant'])
    expect(await errorOf(await refresh('invented'))).toEqual([400, 'invalid_grant'])
    expect(await errorOf(await partner.ask({ grant_type: 'refresh_token' }))).toEqual([
      400,
      'invalid_request',
    ])
    expect((await refresh('x'.repeat(600))).status).toBe(400)
  })

  it('a refused scope does not use the token up', async () => {
    const { refresh_token: token } = await partner.grant()
    expect(
      await errorOf(await partner.ask({ grant_type: 'refresh_token', refresh_token: token, scope: 'admin' })),
    ).toEqual([400, 'invalid_scope'])
    expect((await refresh(token)).status).toBe(200)
  })
})
