import type { MiddlewareHandler } from 'hono'
import { LRUCache } from 'lru-cache'
import type { OrganizationId } from '../domain/identifiers.ts'
import type { ApiEnv } from './api-env.ts'
import { type Allowance, tooMany } from './rate-limit.ts'

export interface ClientLimitDeps {
  /** How many requests a second a client may send. */
  rateOf: (organizationId: OrganizationId, clientId: string) => Promise<number>
  /** What the clients of all processes have taken within the running second. */
  allowance: Allowance
}

/** What this process was granted of the running second and has not spent yet. */
interface Lease {
  left: number
  /** Of all processes together, as of the grant. */
  remaining: number
  endsAt: number
}

const MAX_CLIENTS = 10_000
/** So many grants a second and process at the most: the count in the database stays cheap however fast a client is. */
const GRANTS = 10

/**
 * Holds each client to its requests a second, over all processes. A process takes a tenth of them at once from the shared
 * count and spends that by itself, so what it has not spent by the end of the second is lost to the others.
 */
export function clientLimit({ rateOf, allowance }: ClientLimitDeps): MiddlewareHandler<ApiEnv> {
  const leases = new LRUCache<string, Promise<Lease>>({ max: MAX_CLIENTS })

  async function lend(client: string, rate: number): Promise<Lease> {
    const wanted = Math.max(1, Math.floor(rate / GRANTS))
    const { taken, msLeft } = await allowance.take(client, wanted)
    // The last grant may reach beyond the limit: what lies below it still counts.
    const left = Math.max(0, wanted - Math.max(0, taken - rate))
    return { left, remaining: Math.max(0, rate - taken), endsAt: performance.now() + msLeft }
  }

  /** The lease that this request was counted in. @throws Failure TOO_MANY_REQUESTS when the second is used up. */
  async function spend(client: string, rate: number): Promise<Lease> {
    for (;;) {
      const asked = leases.get(client)
      const lease = await asked
      if (lease && lease.endsAt > performance.now()) {
        if (lease.left > 0) {
          lease.left -= 1
          return lease
        }
        if (lease.remaining === 0) throw tooMany(lease.endsAt - performance.now(), rate)
      }
      // Whoever sees first that it ran out asks for the next one; the others wait for the same.
      if (leases.get(client) === asked) {
        const next = lend(client, rate)
        leases.set(client, next)
        next.catch(() => leases.delete(client))
      }
    }
  }

  return async (c, next) => {
    const [organizationId, clientId] = [c.get('organizationId'), c.get('clientId')]
    const rate = await rateOf(organizationId, clientId)
    const lease = await spend(`${organizationId} ${clientId}`, rate)
    c.header('RateLimit-Limit', String(rate))
    c.header('RateLimit-Remaining', String(lease.remaining + lease.left))
    c.header('RateLimit-Reset', '1')
    await next()
  }
}
