import { randomBytes } from 'node:crypto'
import type { Temporal } from 'temporal-polyfill'
import { apiHost, type Caller } from '../../../tests/support/api-host.ts'
import { matchesContract } from '../../../tests/support/contract.ts'
import { subscriptionsApi } from './routes.ts'
import type { Retailer } from './test-contracts.ts'

const cursorKey = randomBytes(32)

/** Calls the operations on contracts as a client of the retailer; every answer is held against the contract. */
export function subscriptionsClient(
  { db, organizationId, ctx }: Pick<Retailer, 'db' | 'organizationId' | 'ctx'>,
  { now = ctx.now, ...more }: Partial<Caller> & { now?: Temporal.Instant } = {},
) {
  const api = subscriptionsApi({ db, cursorKey, now: () => now })
  const app = apiHost({ organizationId, ...more }, (host) => host.route('/', api))
  const call = async (method: string, path: string, body?: string) => {
    const json = body === undefined ? {} : { body, headers: { 'Content-Type': 'application/json' } }
    const answer = await app.request(path, { method, ...json })
    const read = await answer.json()
    matchesContract(method, templateOf(path), answer.status, read)
    return { status: answer.status, json: read }
  }
  return {
    get: (path: string) => call('GET', path),
    patch: (id: string, body: unknown) => call('PATCH', `/subscriptions/${id}`, JSON.stringify(body)),
    patchText: (id: string, body?: string) => call('PATCH', `/subscriptions/${id}`, body),
    terminate: (id: string, body: unknown) =>
      call('POST', `/subscriptions/${id}/terminate`, JSON.stringify(body)),
  }
}

const templateOf = (path: string): string =>
  path.endsWith('/terminate')
    ? '/subscriptions/{id}/terminate'
    : path.startsWith('/subscriptions/')
      ? '/subscriptions/{id}'
      : '/subscriptions'

/** What an answer finds fault with: its status, then each field with its code. */
export const faultsOf = ({ status, json }: Refused): [number, ...string[]] => [
  status,
  ...json.errors.map(({ code, field }) => `${field}: ${code}`),
]

interface Refused {
  status: number
  json: { errors: { code: string; field: string }[] }
}
