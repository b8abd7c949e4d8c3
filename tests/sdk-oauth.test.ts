import { beforeAll, expect, test } from 'vitest'
import type { Stromtor } from '../sdk/src/index.ts'
import { type AppWorld, CALLBACK, createAppWorld } from '../src/features/oauth/test-apps.ts'
import { rejection, sdkOn } from './support/sdk.ts'

let apps: AppWorld
let stromtor: Stromtor
let calls: string[]
beforeAll(async () => {
  apps = await createAppWorld()
  const { clientId, clientSecret } = apps.server
  ;({ stromtor, calls } = sdkOn(apps.testApp.app, { clientId, clientSecret }))
})

/** A code as the portal hands it out when the customer agrees to what the address asks for. */
async function agree(url: string): Promise<string> {
  const { client_id: clientId = '', ...fields } = Object.fromEntries(new URL(url).searchParams)
  return apps.allow(clientId, fields)
}

test('a customer is asked, agrees, and is read with tokens that renew', async () => {
  const { url, state, codeVerifier } = await stromtor.oauth.start({ redirectUri: CALLBACK })
  expect(url).toContain(`state=${state}`)
  const code = await agree(url)
  const tokens = await stromtor.oauth.exchangeCode({ code, redirectUri: CALLBACK, codeVerifier })
  const customer = stromtor.withAccessToken(tokens.access_token)
  const { items } = await customer.customers.list()
  expect(items.map(({ id }) => id)).toEqual([apps.world.customer.id])

  const next = await stromtor.oauth.refresh(tokens.refresh_token)
  expect(next.refresh_token).not.toBe(tokens.refresh_token)
  const current = stromtor.withAccessToken(() => next.access_token)
  expect(await current.customers.retrieve(apps.world.customer.id)).toMatchObject({ object: 'customer' })
  const { id: other } = await apps.world.addCustomer()
  expect(await rejection(current.customers.retrieve(other))).toMatchObject({ status: 404 })
})

test('the authorisation endpoint leads to the portal that asks', async () => {
  const { url } = await stromtor.oauth.start({ redirectUri: CALLBACK, flowType: 'signup' })
  const { pathname, search } = new URL(url)
  const answer = await apps.world.api.send(pathname + search)
  expect(answer.status).toBe(302)
})

test('a code without its verifier, or used before, is refused and not sent twice', async () => {
  const { url, codeVerifier } = await stromtor.oauth.start({ redirectUri: CALLBACK })
  const code = await agree(url)
  calls.length = 0
  const exchange = { code, redirectUri: CALLBACK, codeVerifier }
  const stolen = stromtor.oauth.exchangeCode({ ...exchange, codeVerifier: 'x'.repeat(43) })
  expect(await rejection(stolen)).toMatchObject({ status: 400 })
  expect(await stromtor.oauth.exchangeCode(exchange)).toMatchObject({ token_type: 'Bearer' })
  expect(await rejection(stromtor.oauth.exchangeCode(exchange))).toMatchObject({ status: 400 })
  expect(calls).toEqual(Array.from({ length: 3 }, () => 'POST /oauth/token'))
})

test('a refused token of a customer is asked for once more, and only then', async () => {
  const tokens = await apps.tokens()
  const answers = ['stale', tokens.access_token]
  const renewing = stromtor.withAccessToken(() => answers.shift() ?? 'none')
  expect((await renewing.customers.list()).items).toHaveLength(1)
  calls.length = 0
  expect(await rejection(stromtor.withAccessToken('stale').customers.list())).toMatchObject({ status: 401 })
  expect(calls).toEqual(['GET /customers'])
})
