import { newId } from '../../src/domain/identifiers.ts'
import { exampleOf, type FuzzOperation } from './fuzz-document.ts'
import { toJson } from './fuzz-values.ts'
import type { CallerName, FuzzWorld } from './fuzz-world.ts'

/** A request on its way to be sent: right at first, then bent. */
export interface Draft {
  method: string
  /** As the address has it, percent signs and all. */
  id: string
  query: [string, string][]
  headers: Record<string, string>
  body: unknown
  /** Sent instead of the body. */
  rawBody: string | Uint8Array<ArrayBuffer> | undefined
  caller: CallerName
}

const PREFIXES: Record<string, string> = {
  plans: 'pln',
  customers: 'cus',
  subscriptions: 'sub',
  invoices: 'inv',
  leads: 'lead',
  events: 'evt',
  'meter-orders': 'prdo',
  'grid-fee-reductions': 'gfr',
  webhook_endpoints: 'we',
  webhook_deliveries: 'wd',
}

/** The kind of id that a path takes, by its prefix. */
const prefixOf = (path: string): string =>
  PREFIXES[path.split('/').find((part) => part in PREFIXES) ?? ''] ?? 'cus'

export const ofKind = (ids: readonly string[], prefix: string): string | undefined =>
  ids.find((id) => id.startsWith(`${prefix}_`))

/** Ids for a path or a field: another organisation's, one that nobody has, one of another kind, and some that are none. */
export function idsFor(world: FuzzWorld, prefix: string, own: string) {
  const missing = newId('customer').replace('cus', prefix)
  const foreign = ofKind(world.theirs, prefix) ?? missing
  const wrongKind = ofKind(world.mine, prefix === 'sub' ? 'cus' : 'sub') ?? ''
  return {
    foreign,
    missing,
    odd: [wrongKind, own.toUpperCase(), `${own} `, `${own}\0`, `${prefix}_`, `${prefix}_${'z'.repeat(26)}`],
  }
}

let sequence = 0

/** Fields that a right request leaves out although it could have them. */
const LEFT_OUT = new Set(
  ['externalCustomerId', 'returnUrl', 'previous_supplier', 'lead', 'place', 'vat_id', 'company_name'].concat([
    'code',
    'code_verifier',
    'refresh_token',
    'scope',
    'product_orders',
  ]),
)

/** What the schema of a request cannot tell: values that the demo world takes. Contracts and days come in turn. */
function knownTo(world: FuzzWorld, { path }: FuzzOperation) {
  const turn = (sequence += 1)
  const known: Record<string, unknown> = {
    subscription: world.subscriptions[turn % world.subscriptions.length],
    plan: world.plan,
    email: `fuzz-${turn}@example.org`,
    customerId: world.anna,
    street: 'Weserstraße',
    house_number: '43',
    zip: '12045',
    zip_code: '12045',
    city: 'Berlin',
    iban: 'DE89370400440532013000',
    malo: '41373559241',
    usage: 2500,
    estimated_usage: 2500,
    value: 60_000 + turn / 1000,
    next_possible_start: true,
    timestamp: new Date(Date.UTC(2026, 0, 1 + (turn % 40))).toISOString(),
    intended_end_at: '2026-03-31T22:00:00Z',
    intended_start_date: '2026-03-15',
    url: 'https://hooks.example/stromtor',
    next: '/invoices',
    start: '2026-02-01',
    end: '2026-02-08',
    redirect_uri: world.app.redirectUri,
    // The token endpoint knows its caller by the credentials.
    client_id: path === '/oauth/token' ? null : world.app.clientId,
    grant_type: 'client_credentials',
    data: Array.from({ length: 96 }, (_, quarter) => ({
      start: new Date(Date.UTC(2026, 1, 11, 23, 15 * quarter)).toISOString(),
      value: 1,
    })),
  }
  return (name: string): unknown => (LEFT_OUT.has(name) ? null : known[name])
}

export function draftOf(world: FuzzWorld, operation: FuzzOperation): Draft {
  const known = knownTo(world, operation)
  const body = operation.body && exampleOf(operation.body, known)
  const prefix = prefixOf(operation.path)
  const own =
    prefix === 'sub'
      ? (world.subscriptions[0] ?? '')
      : prefix === 'cus'
        ? world.anna
        : ofKind(world.mine, prefix)
  return {
    method: operation.method,
    id:
      (operation.method === 'DELETE' ? world.mine.findLast((id) => id.startsWith('we_')) : own) ??
      newId('lead'),
    query: operation.parameters
      .filter((each) => each.in === 'query' && each.required)
      .map(({ name, schema }) => [name, String(exampleOf(schema, known, name))]),
    headers: {
      ...(operation.body && { 'content-type': 'application/json' }),
      // The token endpoint knows its caller by another scheme.
      ...(operation.path === '/oauth/token' && { authorization: world.basic }),
    },
    body,
    rawBody: undefined,
    caller: 'client',
  }
}

export const kindOf = (operation: FuzzOperation): string => prefixOf(operation.path)

export function addressOf(world: FuzzWorld, operation: FuzzOperation, { method, id, query }: Draft): string {
  // One endpoint is there to be deleted, and the others stay for what comes after.
  const spared = method === 'DELETE' && id.startsWith('we_') && world.mine.includes(id)
  const path = operation.path.replace(
    '{id}',
    spared ? world.mine.findLast((each) => each.startsWith('we_'))! : id,
  )
  const search = query.map(([name, value]) => `${encode(name)}=${encode(value)}`).join('&')
  return search === '' ? path : `${path}?${search}`
}

/** A lone surrogate has no UTF-8: it goes as the three bytes that careless encoders write. */
export const encode = (text: string): string =>
  encodeURIComponent(text.toWellFormed()).replaceAll('%EF%BF%BD', '%ED%A0%80')

export function requestOf(world: FuzzWorld, operation: FuzzOperation, draft: Draft): Request {
  const { publicUrl } = world.testApp.config
  const { authorization } = world.callers[draft.caller]
  const hasBody = draft.method !== 'GET' && draft.method !== 'HEAD'
  const body = draft.rawBody ?? (draft.body === undefined ? undefined : toJson(draft.body))
  return new Request(`${publicUrl}${addressOf(world, operation, draft)}`, {
    method: draft.method,
    headers: {
      host: new URL(publicUrl).host,
      ...(authorization !== undefined && { authorization }),
      ...draft.headers,
    },
    ...(hasBody && body !== undefined && { body }),
  })
}
