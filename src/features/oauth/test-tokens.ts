import { createTestApp, createWorld, type World } from '../../../tests/support/world.ts'

interface Tokens {
  access_token: string
  token_type: string
  expires_in: number
  refresh_token: string
  scope: string
}

/** A partner with its API client, and the ways to ask the token endpoint. */
export async function createTokenPartner() {
  const testApp = await createTestApp()
  const world = await createWorld(testApp)
  const ask = (form: Record<string, string>, headers: Record<string, string> = {}, who: World = world) =>
    who.api.send('/oauth/token', {
      method: 'POST',
      headers: { authorization: who.api.basic, ...headers },
      body: new URLSearchParams(form),
    })
  return {
    testApp,
    world,
    ask,
    /** Tokens as a partner's backend gets them first. */
    grant: async () => tokensOf(await ask({ grant_type: 'client_credentials' })),
    /** How a call with that access token is answered. */
    useToken: async (token: string) =>
      (await world.api.send('/customers', { headers: { authorization: `Bearer ${token}` } })).status,
  }
}

export type TokenPartner = Awaited<ReturnType<typeof createTokenPartner>>

export const tokensOf = async (response: Response) => (await response.json()) as Tokens

/** An answer that refuses: its status and its code of RFC 6749. */
export const errorOf = async (response: Response) => [
  response.status,
  ((await response.json()) as { error?: string }).error,
]
