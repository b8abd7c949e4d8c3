import { SignJWT, type JWTPayload } from 'jose'
import type { Temporal } from 'temporal-polyfill'
import type { CustomerId, OrganizationId } from '../../src/domain/identifiers.ts'
import type { Ctx } from '../../src/features/ctx.ts'
import { readAuthorization } from '../../src/features/oauth/authorization-request.ts'
import { setClientRate } from '../../src/features/oauth/client-rate.ts'
import { grantConsent } from '../../src/features/oauth/grant-consent.ts'
import { createSigningKeys } from '../../src/features/oauth/signing-keys.ts'
import { createApiClient } from '../../src/features/organizations/create-api-client.ts'
import { createApiCaller } from './api-client.ts'
import { demoDatabase } from './database.ts'
import { type FuzzDocument, operationsOf } from './fuzz-document.ts'
import { createTestApp, type TestApp } from './world.ts'

export type CallerName = 'client' | 'reader' | 'customer' | 'other' | 'nobody' | 'expired'

/** What a caller sends, and what must never be in an answer to it. */
interface FuzzCaller {
  authorization: string | undefined
  hidden: ReadonlySet<string>
}

const ID = /\b[a-z]{2,4}_[0-7][0-9a-hjkmnp-tv-z]{25}\b/g
/** A local part has 64 characters at most (RFC 5321 section 4.5.3.1): a run of any length would take its square in time. */
const EMAIL = /[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+/g

/** Every id and e-mail address in a text. */
export const namesIn = (text: string): string[] => [...(text.match(ID) ?? []), ...(text.match(EMAIL) ?? [])]

const LISTS = ['plans', 'customers', 'subscriptions', 'invoices', 'meter-readings', 'meter-orders'].concat([
  'grid-fee-reductions',
  'leads',
  'market-partners',
  'admin/webhook_endpoints',
  'admin/audit_events',
])

type Api = ReturnType<typeof createApiCaller>
type Item = { id: string; slug?: string; customer?: string; subscription?: string }

/** Everything that a caller's own lists hold, and a signed cursor of each. */
async function readAll(api: Api, authorization: string) {
  const items = new Map<string, Item[]>()
  const cursors = new Map<string, string>()
  for (const list of LISTS) {
    const found: Item[] = []
    let next: string | null = ''
    while (next !== null) {
      const query = `limit=100${next && `&cursor=${encodeURIComponent(next)}`}`
      const answer = await api.call(`/${list}?${query}`, { headers: { authorization } })
      const page = (await answer.json()) as { items: Item[]; next_page: string | null }
      if (answer.status !== 200) throw new Error(`${list}: ${JSON.stringify(page)}`)
      found.push(...page.items)
      next = page.next_page
    }
    items.set(list, found)
    const first = await api.call(`/${list}?limit=1`, { headers: { authorization } })
    cursors.set(`/${list}`, ((await first.json()) as { next_page: string | null }).next_page ?? '')
  }
  return { items, cursors, names: new Set(namesIn(JSON.stringify([...items.values()]))) }
}

/** An order with its events, a lead, and endpoints with a delivery, so that there is one of everything. */
async function fill(api: Api, plan: string) {
  await api.post('/leads', { plan, address: { zip: '12045' }, meter: { estimated_usage: 2500 } })
  for (const name of ['a', 'b', 'gone']) {
    const answer = await api.post('/admin/webhook_endpoints', { url: `https://${name}.example/hooks` })
    const { id } = (await answer.json()) as { id: string }
    await api.post(`/admin/webhook_endpoints/${id}/test`, {})
  }
  await api.post('/subscriptions', {
    plan,
    customer: { first_name: 'Mika', last_name: 'Neu', email: `mika@${plan.slice(-8)}.example` },
    address: { street: 'Weserstraße', house_number: '43', zip: '12045', city: 'Berlin' },
    meter: { number: plan.slice(-8), type: 'analog', estimated_usage: 2500 },
    payment_method: {
      type: 'sepa_debit',
      sepa_debit: { iban: 'DE89370400440532013000', account_holder: 'Mika Neu' },
    },
    next_possible_start: true,
  })
}

const planOf = (items: Map<string, Item[]>): string =>
  items.get('plans')?.find(({ slug }) => ['sonnwerk', 'nordlicht'].includes(slug ?? ''))?.id ?? ''

/** The demo world's two organisations behind the API, and everybody who may or may not call it. */
export async function createFuzzWorld(now: Temporal.Instant) {
  await demoDatabase(now)
  const testApp = await createTestApp({}, { now: () => now })
  const { db } = testApp.deps
  const apiOf = (clientId: string, clientSecret = `${clientId}-secret`) =>
    createApiCaller(testApp.app, testApp.config.publicUrl, { clientId, clientSecret })
  const bearer = async (api: Api) => `Bearer ${await api.accessToken()}`
  const [client, reader, other] = [apiOf('demo'), apiOf('demo-read'), apiOf('nordlicht')]
  for (const api of [client, other]) {
    const { items } = (await (await api.get('/plans')).json()) as { items: Item[] }
    await fill(api, planOf(new Map([['plans', items]])))
  }
  const mine = await readAll(client, await bearer(client))
  const theirs = await readAll(other, await bearer(other))
  const deliveries = async (api: Api, list: Item[]) =>
    namesIn(await (await api.get(`/admin/webhook_endpoints/${list[0]?.id}/deliveries`)).text())
  for (const [api, { items, names }] of [
    [client, mine],
    [other, theirs],
  ] as const)
    for (const name of await deliveries(api, items.get('admin/webhook_endpoints') ?? [])) names.add(name)
  const shared = [...mine.names].filter((name) => theirs.names.has(name))

  const organization = await db
    .selectFrom('api_clients')
    .select('organization_id')
    .where('client_id', '=', 'demo')
    .executeTakeFirstOrThrow()
  const anna =
    mine.items.get('customers')?.find((each) => JSON.stringify(each).includes('anna@example.com'))?.id ?? ''
  const answer = await testApp.app.api.request(`${testApp.config.publicUrl}/openapi.json`)
  const document = (await answer.json()) as FuzzDocument
  const [ours, foreign] = [without(mine.names, shared), without(theirs.names, shared)]
  // The link of her own bill names her retailer.
  const annas = [...annasNames(mine.items, anna), organization.organization_id]
  const notAnnas = without(mine.names, annas)
  const app = await customersApp(testApp, organization.organization_id, anna as CustomerId, now)
  const callers: Record<CallerName, FuzzCaller> = {
    client: { authorization: await bearer(client), hidden: foreign },
    reader: { authorization: await bearer(reader), hidden: foreign },
    customer: {
      authorization: app.authorization,
      hidden: new Set([...foreign, ...notAnnas]),
    },
    other: { authorization: await bearer(other), hidden: ours },
    nobody: { authorization: undefined, hidden: new Set([...ours, ...foreign]) },
    expired: {
      authorization: await expired(testApp, await client.accessToken()),
      hidden: new Set([...ours, ...foreign]),
    },
  }
  return {
    testApp,
    document,
    operations: operationsOf(document),
    callers,
    shared,
    cursors: mine.cursors,
    otherCursors: theirs.cursors,
    app,
    basic: client.basic,
    /** A plan that can be ordered. */
    plan: planOf(mine.items),
    /** Contracts of every kind, Anna's first. */
    subscriptions: (mine.items.get('subscriptions') ?? [])
      .toSorted((a, b) => Number(b.customer === anna) - Number(a.customer === anna))
      .map(({ id }) => id),
    anna,
    mine: [...ours],
    theirs: [...foreign],
    /** What the log says of an answer that was our own fault. */
    causeOf(answer: Response): string {
      const requestId = answer.headers.get('x-request-id')
      const line = testApp.lines.findLast((each) => each['requestId'] === requestId && 'err' in each)
      return JSON.stringify(line?.['err'] ?? 'nothing logged').slice(0, 600)
    },
  }
}

export type FuzzWorld = Awaited<ReturnType<typeof createFuzzWorld>>

const without = (names: ReadonlySet<string>, left: readonly string[]): Set<string> => {
  const leftOut = new Set(left)
  return new Set([...names].filter((name) => !leftOut.has(name)))
}

/** What a token that speaks for her may name: what is hers, and what every customer sees. */
function annasNames(items: Map<string, Item[]>, anna: string): string[] {
  const contracts = (items.get('subscriptions') ?? []).filter((each) => each.customer === anna)
  const hers = [...items.values()]
    .flat()
    .filter(
      (each) =>
        each.id === anna || each.customer === anna || contracts.some(({ id }) => id === each.subscription),
    )
  const everybodys = [items.get('plans'), items.get('market-partners')]
  return namesIn(JSON.stringify([contracts, hers, everybodys]))
}

/** The same token, signed by us, whose hour is over. */
async function expired({ config }: TestApp, token: string): Promise<string> {
  const { kid, key } = await createSigningKeys(config.signingKeysFile).current()
  const claims = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as JWTPayload
  const over = { ...claims, exp: Math.floor(Date.now() / 1000) - 60 }
  const header = { alg: 'HS256', kid, typ: 'at+jwt' }
  return `Bearer ${await new SignJWT(over).setProtectedHeader(header).sign(key)}`
}

/** An app that she allows to read what is hers. */
async function customersApp(
  { app, deps, config }: TestApp,
  organizationId: OrganizationId,
  customerId: CustomerId,
  now: Temporal.Instant,
) {
  const ctx: Ctx = { db: deps.db, organizationId, actor: { type: 'operator' }, now }
  const redirectUri = 'https://app.example/cb'
  const client = await createApiClient(ctx, { name: 'Hausgeist', redirectUris: [redirectUri] })
  await setClientRate(ctx, client.clientId, 1_000_000)
  const asked = new URLSearchParams({
    response_type: 'code',
    client_id: client.clientId,
    redirect_uri: redirectUri,
  })
  const read = await readAuthorization(deps.db, config.publicUrl, asked)
  if (read.outcome !== 'asked') throw new Error(`Refused: ${JSON.stringify(read)}`)
  const code = await grantConsent(
    { ...ctx, actor: { type: 'customer', id: customerId } },
    customerId,
    read.request,
  )
  const api = createApiCaller(app, config.publicUrl, client)
  const answer = await api.send('/oauth/token', {
    method: 'POST',
    headers: { authorization: api.basic },
    body: new URLSearchParams({ grant_type: 'authorization_code', code, redirect_uri: redirectUri }),
  })
  const { access_token: token } = (await answer.json()) as { access_token: string }
  return { authorization: `Bearer ${token}`, clientId: client.clientId, redirectUri }
}
