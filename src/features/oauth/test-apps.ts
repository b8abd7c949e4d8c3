import { createHash } from 'node:crypto'
import { Temporal } from 'temporal-polyfill'
import { createTestApp, createWorld, type World } from '../../../tests/support/world.ts'
import type { CustomerId } from '../../domain/identifiers.ts'
import type { Ctx } from '../ctx.ts'
import { createApiClient } from '../organizations/create-api-client.ts'
import { createPublicClient } from '../organizations/create-public-client.ts'
import { readAuthorization } from './authorization-request.ts'
import { grantConsent } from './grant-consent.ts'
import { tokensOf } from './test-tokens.ts'

export const CALLBACK = 'https://app.example/cb'
export const VERIFIER = 'a-verifier-of-forty-three-characters-or-more'
export const S256 = {
  code_challenge: createHash('sha256').update(VERIFIER).digest('base64url'),
  code_challenge_method: 'S256',
}

/** A retailer whose customers are asked by two apps: one whose server keeps a secret, one on their own telephones. */
export async function createAppWorld() {
  const testApp = await createTestApp()
  const world = await createWorld(testApp)
  const { db } = testApp.deps
  const server = await createApiClient(world.ctx, {
    name: 'Hausgeist Produktion',
    displayName: 'Hausgeist',
    description: 'Lädt Ihr Auto, wenn Strom günstig ist.',
    redirectUris: [CALLBACK],
  })
  const phone = await createPublicClient(world.ctx, {
    name: 'Taschengeist',
    redirectUris: [CALLBACK, 'com.example.geist:/cb', 'http://127.0.0.1/cb'],
  })
  const basic = `Basic ${btoa(`${server.clientId}:${server.clientSecret}`)}`

  function token(form: Record<string, string>, authorization?: string): Promise<Response> {
    return world.api.send('/oauth/token', {
      method: 'POST',
      ...(authorization !== undefined && { headers: { authorization } }),
      body: new URLSearchParams(form),
    })
  }

  async function requestOf(clientId: string, fields: Record<string, string> = {}) {
    const parameters = new URLSearchParams({
      response_type: 'code',
      client_id: clientId,
      redirect_uri: CALLBACK,
      ...fields,
    })
    const read = await readAuthorization(db, testApp.config.publicUrl, parameters)
    if (read.outcome !== 'asked') throw new Error(`Refused: ${JSON.stringify(read)}`)
    return read.request
  }

  const ctxOf = (customerId: CustomerId, who: World = world): Ctx => ({
    ...who.ctx,
    actor: { type: 'customer', id: customerId },
    now: Temporal.Now.instant(),
  })

  return {
    testApp,
    world,
    db,
    server: { ...server, basic },
    phone,
    ctxOf,
    requestOf,
    token,
    /** A code as the portal gives it to the app of that id. */
    async allow(clientId: string, fields: Record<string, string> = {}, customerId = world.customer.id) {
      return grantConsent(ctxOf(customerId), customerId, await requestOf(clientId, fields))
    },
    /** Exchanges a code of the app with a secret. */
    exchange: (
      code: string,
      fields: Record<string, string> = {},
      authorization: string | undefined = basic,
    ) => token({ grant_type: 'authorization_code', code, redirect_uri: CALLBACK, ...fields }, authorization),
    /** Exchanges a code of the app without one. */
    exchangePublic: (code: string, fields: Record<string, string> = {}) =>
      token({
        grant_type: 'authorization_code',
        code,
        redirect_uri: CALLBACK,
        client_id: phone.clientId,
        code_verifier: VERIFIER,
        ...fields,
      }),
    /** Tokens that the app with a secret holds for a customer. */
    async tokens(customerId = world.customer.id) {
      const code = await this.allow(server.clientId, {}, customerId)
      return tokensOf(await this.exchange(code))
    },
    /** Calls the API with a token; `change` sends JSON. */
    call(accessToken: string, path: string, change?: { method: string; body: object }): Promise<Response> {
      const headers = { authorization: `Bearer ${accessToken}`, 'content-type': 'application/json' }
      const body = change && { method: change.method, body: JSON.stringify(change.body) }
      return world.api.send(path, { headers, ...body })
    },
  }
}

export type AppWorld = Awaited<ReturnType<typeof createAppWorld>>
