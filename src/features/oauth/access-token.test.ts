import { decodeProtectedHeader, decodeJwt, SignJWT } from 'jose'
import { beforeAll, describe, expect, it } from 'vitest'
import { createWorld } from '../../../tests/support/world.ts'
import { revokeApiClient } from '../organizations/revoke-api-client.ts'
import { createSigningKeys, rotateSigningKeys } from './signing-keys.ts'
import { createTokenPartner, type TokenPartner } from './test-tokens.ts'

let partner: TokenPartner
beforeAll(async () => {
  partner = await createTokenPartner()
})

describe('access tokens', () => {
  it('keys rotate by kid without a restart, two valid at once', async () => {
    const before = await partner.grant()
    const kid = await rotateSigningKeys(partner.testApp.config.signingKeysFile)
    // A process that has not looked at the file since meets the new key id in a token, and looks.
    const keys = createSigningKeys(partner.testApp.config.signingKeysFile)
    const { key } = await keys.current()
    const fresh = await new SignJWT({ ...decodeJwt(before.access_token) })
      .setProtectedHeader({ alg: 'HS256', kid, typ: 'at+jwt' })
      .sign(key)
    expect(await partner.useToken(fresh)).toBe(200)
    expect(await partner.useToken(before.access_token)).toBe(200)
    const after = await partner.grant()
    expect(decodeProtectedHeader(after.access_token).kid).toBe(kid)
    await rotateSigningKeys(partner.testApp.config.signingKeysFile)
    await createSigningKeys(partner.testApp.config.signingKeysFile).current()
    expect(await partner.useToken(after.access_token)).toBe(200)
  })

  it('refuses a forged, unsigned, foreign or expired one', async () => {
    const { access_token: token } = await partner.grant()
    const [header, payload, signature] = token.split('.') as [string, string, string]
    const unsigned = `${Buffer.from('{"alg":"none","typ":"at+jwt"}').toString('base64url')}.${payload}.`
    const bent = Buffer.from(JSON.stringify({ ...decodeJwt(token), scope: 'read:* write:* admin' })).toString(
      'base64url',
    )
    const { kid, key } = await createSigningKeys(partner.testApp.config.signingKeysFile).current()
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
    for (const candidate of bad) expect(await partner.useToken(candidate)).toBe(401)
    expect(await partner.useToken(await sign({}))).toBe(200)
  })

  it('a revoked client’s tokens stop working', async () => {
    const other = await createWorld(partner.testApp)
    const token = await other.api.accessToken()
    await revokeApiClient(other.ctx, other.client.clientId)
    expect(await partner.useToken(token)).toBe(401)
    expect((await partner.ask({ grant_type: 'client_credentials' }, {}, other)).status).toBe(401)
  })
})
