import { randomUUID } from 'node:crypto'
import { Temporal } from 'temporal-polyfill'
import { createPublicClient } from '../../../src/features/organizations/create-public-client.ts'
import { API, PARTNER } from './addresses.ts'
import { inWorld } from './world.ts'

/** As long as RFC 7636 wants one; a test has nothing to hide. */
const VERIFIER = 'x'.repeat(43)
/** A page of the demo's partner app that stands still, whatever is asked behind it. */
export const CALLBACK = `${PARTNER}/sign-in`

export interface App {
  name: string
  /** What the app asks for, as a query. */
  asked: string
  /** Where its button leads. */
  start: string
  /** The access token for the code in the address that the customer came back to. */
  tokenFor: (address: string) => Promise<string>
  /** How a call of the API with that token is answered. */
  read: (accessToken: string, path: string) => Promise<{ status: number; text: string }>
}

/** An app on a customer's own device, known to the organisation of that plan. */
export async function registerApp(slug: string): Promise<App> {
  const name = `Hausgeist ${randomUUID().slice(0, 4)}`
  const { clientId } = await inWorld(async (db) => {
    const { organization_id: organizationId } = await db
      .selectFrom('plans')
      .select('organization_id')
      .where('slug', '=', slug)
      .executeTakeFirstOrThrow()
    return createPublicClient(
      { db, organizationId, actor: { type: 'operator' }, now: Temporal.Now.instant() },
      {
        name,
        description: 'Lädt Autos, wenn Strom günstig ist.',
        redirectUris: ['http://localhost/sign-in'],
      },
    )
  })
  const asked = new URLSearchParams({
    response_type: 'code',
    client_id: clientId,
    redirect_uri: CALLBACK,
    state: 'from the app',
    code_challenge: VERIFIER,
    code_challenge_method: 'plain',
  }).toString()
  return {
    name,
    asked,
    start: `${API}/oauth/authorize?${asked}`,
    async tokenFor(address) {
      const answer = await fetch(`${API}/oauth/token`, {
        method: 'POST',
        body: new URLSearchParams({
          grant_type: 'authorization_code',
          code: new URL(address).searchParams.get('code') ?? '',
          redirect_uri: CALLBACK,
          client_id: clientId,
          code_verifier: VERIFIER,
        }),
      })
      return ((await answer.json()) as { access_token: string }).access_token
    },
    async read(accessToken, path) {
      const answer = await fetch(API + path, { headers: { authorization: `Bearer ${accessToken}` } })
      return { status: answer.status, text: await answer.text() }
    },
  }
}
