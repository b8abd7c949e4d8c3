import { once } from 'node:events'
import { type IncomingMessage, request as httpRequest } from 'node:http'
import { type AddressInfo, createServer } from 'node:net'
import * as client from 'openid-client'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createApiClient } from '../src/features/organizations/create-api-client.ts'
import { createPublicClient } from '../src/features/organizations/create-public-client.ts'
import { type Listening, serve } from '../src/serve.ts'
import { createBrowser } from './support/cookie-browser.ts'
import { hiddenField } from './support/demo-portal.ts'
import { createMailWorld, type MailWorld } from './support/inbox.ts'

// A client library that knows nothing of us but RFCs, as it is published, over HTTP.

const CALLBACK = 'https://app.example/cb'

let mail: MailWorld
let server: Listening
let issuer: URL
beforeAll(async () => {
  const port = await freePort()
  mail = await createMailWorld({ PORT: String(port) })
  server = await serve(mail.testApp.app, { host: '127.0.0.1', port })
  issuer = new URL(mail.testApp.config.publicUrl)
})
afterAll(() => server.stop())

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = probe.address() as AddressInfo
  probe.close()
  return port
}

const discover = (clientId: string, authentication: client.ClientAuth) =>
  client.discovery(issuer, clientId, undefined, authentication, {
    algorithm: 'oauth2',
    // The test's server speaks plain HTTP on loopback.
    execute: [client.allowInsecureRequests],
  })

/** A customer's browser, over the same socket: Node itself does not resolve `*.localhost`. */
function customersBrowser(origin: string) {
  async function overHttp(request: Request): Promise<Response> {
    const url = new URL(request.url)
    const sent = httpRequest({
      host: '127.0.0.1',
      port: issuer.port,
      path: url.pathname + url.search,
      method: request.method,
      headers: { ...Object.fromEntries(request.headers), host: url.host },
    })
    sent.end(Buffer.from(await request.arrayBuffer()))
    const [answer] = (await once(sent, 'response')) as [IncomingMessage]
    const chunks: Buffer[] = []
    for await (const chunk of answer) chunks.push(chunk as Buffer)
    const headers = new Headers()
    for (const [name, values] of Object.entries(answer.headersDistinct))
      for (const value of values ?? []) headers.append(name, value)
    return new Response(chunks.length > 0 ? Buffer.concat(chunks) : null, {
      status: answer.statusCode ?? 0,
      headers,
    })
  }
  return createBrowser({ ...mail.testApp.app, fetch: overHttp }, origin)
}

/** Goes the way of a customer from the app's button to the app's callback: sign-in by code, the question, “Erlauben”. */
async function decide(start: URL, email: string): Promise<URL> {
  const led = await fetch(start, { redirect: 'manual' })
  const portal = new URL(led.headers.get('location') ?? '')
  const browser = customersBrowser(portal.origin)
  const toLogin = await browser.get(portal.pathname + portal.search)
  expect(toLogin.headers.get('location')).toBe('/login?next=%2Foauth%2Fconsent')
  await browser.post('/login', { email, next: '/oauth/consent' })
  const signedIn = await browser.post('/login/code', { code: await mail.codeFor(email) })
  const html = await (await browser.get(signedIn.headers.get('location') ?? '')).text()
  const answer = await browser.post('/oauth/consent', {
    csrf: hiddenField(html, 'csrf'),
    request: hiddenField(html, 'request').replaceAll('&amp;', '&'),
    decision: 'allow',
  })
  return new URL(answer.headers.get('location') ?? '')
}

const customersSeen = async (config: client.Configuration, accessToken: string) => {
  const answer = await client.fetchProtectedResource(
    config,
    accessToken,
    new URL('/customers', issuer),
    'GET',
  )
  return ((await answer.json()) as { items: { email: string }[] }).items.map(({ email }) => email)
}

describe('openid-client', () => {
  it('finds the server, and gets tokens by its own credentials', async () => {
    const { clientId, clientSecret } = mail.world.client
    const config = await discover(clientId, client.ClientSecretBasic(clientSecret))
    expect(config.serverMetadata().supportsPKCE()).toBe(true)
    const tokens = await client.clientCredentialsGrant(config, { scope: 'read:*' })
    expect(tokens).toMatchObject({ token_type: 'bearer', expires_in: 3600, scope: 'read:*' })
    const email = await mail.newCustomer()
    expect(await customersSeen(config, tokens.access_token)).toContain(email)
    const next = await client.refreshTokenGrant(config, tokens.refresh_token ?? '')
    expect(await customersSeen(config, next.access_token)).toContain(email)
  })

  const kinds = ['with a secret', 'without a secret'] as const
  it.each(kinds)('completes the authorisation code flow with PKCE, as a client %s', async (kind) => {
    const { ctx } = mail.world
    const app = { name: 'Hausgeist', redirectUris: [CALLBACK] }
    const config =
      kind === 'with a secret'
        ? await createApiClient(ctx, app).then(({ clientId, clientSecret }) =>
            discover(clientId, client.ClientSecretBasic(clientSecret)),
          )
        : await createPublicClient(ctx, app).then(({ clientId }) => discover(clientId, client.None()))
    const email = await mail.newCustomer()
    const pkceCodeVerifier = client.randomPKCECodeVerifier()
    const expectedState = client.randomState()
    const start = client.buildAuthorizationUrl(config, {
      redirect_uri: CALLBACK,
      scope: 'read:*',
      state: expectedState,
      code_challenge: await client.calculatePKCECodeChallenge(pkceCodeVerifier),
      code_challenge_method: 'S256',
    })
    const callback = await decide(start, email)
    expect(callback.origin + callback.pathname).toBe(CALLBACK)

    // The library itself compares state and issuer, and sends redirect_uri and verifier.
    const tokens = await client.authorizationCodeGrant(config, callback, { pkceCodeVerifier, expectedState })
    expect(tokens).toMatchObject({ token_type: 'bearer', expires_in: 3600, scope: 'read:*' })
    expect(await customersSeen(config, tokens.access_token)).toEqual([email])

    const next = await client.refreshTokenGrant(config, tokens.refresh_token ?? '')
    expect(await customersSeen(config, next.access_token)).toEqual([email])
    await expect(client.refreshTokenGrant(config, tokens.refresh_token ?? '')).rejects.toMatchObject({
      error: 'invalid_grant',
    })
    const replayed = client.authorizationCodeGrant(config, callback, { pkceCodeVerifier, expectedState })
    await expect(replayed).rejects.toMatchObject({ error: 'invalid_grant', status: 400 })
  })
})
