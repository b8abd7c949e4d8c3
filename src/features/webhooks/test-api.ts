import { randomBytes } from 'node:crypto'
import { apiHost, type Caller } from '../../../tests/support/api-host.ts'
import { webhookDeliveriesApi } from './delivery-routes.ts'
import { webhookEndpointsApi } from './routes.ts'
import { settings, type Teller } from './test-webhooks.ts'

const cursorKey = randomBytes(32)
export const PATH = '/admin/webhook_endpoints'
export const URL = 'https://hooks.example.com/stromtor'
export const endpointOf = (id: string) => `${PATH}/${id}`

/** Calls the operations as a client of the organisation, by its clock. */
export function clientOf(teller: Teller, caller: Partial<Caller> = {}) {
  const { db, organizationId, clock } = teller
  const deps = { db, cursorKey, now: () => clock.now, webhooks: settings }
  const app = apiHost({ organizationId, ...caller }, (host) => {
    host.route('/', webhookEndpointsApi(deps))
    host.route('/', webhookDeliveriesApi(deps))
  })
  return async (method: string, path: string, body?: unknown) => {
    const json =
      body === undefined
        ? {}
        : { body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } }
    const answer = await app.request(path, { method, ...json })
    return { status: answer.status, json: await answer.json() }
  }
}

/** Method, path, body. */
export type Operation = [string, string, unknown?]

/** Every operation on one endpoint and one of its deliveries. */
export const operations = (id: string, delivery: string): Operation[] => [
  ['GET', endpointOf(id)],
  ['PATCH', endpointOf(id), { disabled: true }],
  ['DELETE', endpointOf(id)],
  ['POST', `${endpointOf(id)}/rotate_secret`],
  ['POST', `${endpointOf(id)}/test`],
  ['GET', `${endpointOf(id)}/deliveries`],
  ['POST', `/admin/webhook_deliveries/${delivery}/replay`],
]
