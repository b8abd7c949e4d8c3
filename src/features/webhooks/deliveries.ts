import type { Temporal } from 'temporal-polyfill'
import type { Db } from '../../db/database.ts'
import { attemptDelivery, type AttemptDeps } from './attempt-delivery.ts'
import {
  claimDeliveries,
  type ClaimedDelivery,
  type WaitingEndpoint,
  waitingEndpoints,
} from './claim-deliveries.ts'
import { recordPortalEvents } from './record-portal-events.ts'
import { type Settled, settleDelivery } from './settle-delivery.ts'
import type { Attempt } from './webhook-delivery.ts'

export interface DeliveriesDeps extends AttemptDeps {
  db: Db
  /** Told of every attempt. */
  onAttempt: (delivery: ClaimedDelivery, attempt: Attempt, settled: Settled) => void
  onError: (error: unknown) => void
  /** Nothing is due for an endpoint any more: it may be time to ask when something is again. */
  onRest?: () => void
}

interface Looked {
  /** For how many endpoints deliveries were begun. */
  started: number
  /** When something is due that this process does not attend to already. */
  nextAt: Temporal.Instant | null
  /** Whether any endpoint wants to hear of sign-ons, which nobody announces. */
  asksForPortal: boolean
}

export interface Deliveries {
  /** Begins what is due and does not wait for it. */
  look: () => Promise<Looked>
  /** Resolves once nothing is on its way from this process any more. */
  idle: () => Promise<void>
  /** Takes nothing more. */
  stop: () => void
}

/** So much at once for one endpoint: a slow one must not be run over, nor take everybody's time. */
const AT_ONCE = 8
const ENDPOINTS_AT_ONCE = 25
/** Longer than an attempt takes, with its time-out of 30 s. */
const CLAIM_SECONDS = 60

/**
 * Delivers what is due, for each endpoint apart: one that hangs delays nobody else. Any number of processes may do so, and each
 * may die at any moment: what it had claimed is due again after a minute.
 */
export function createDeliveries(deps: DeliveriesDeps): Deliveries {
  const served = new Map<string, Promise<void>>()
  /** Endpoints for which something came in while they were being served. */
  const again = new Set<string>()
  const stopping = new AbortController()

  async function serve(endpoint: WaitingEndpoint): Promise<void> {
    try {
      while (!stopping.signal.aborted) {
        again.delete(endpoint.id)
        const wasDue = await deliverSome(endpoint)
        if (!wasDue && !again.has(endpoint.id)) break
      }
    } catch (error) {
      // The database is away, say: what was claimed is due again after a minute.
      deps.onError(error)
    }
    // In the same breath as the last look at `again`: nothing can come in between.
    served.delete(endpoint.id)
    if (!stopping.signal.aborted) deps.onRest?.()
  }

  async function deliverSome(endpoint: WaitingEndpoint): Promise<boolean> {
    const now = deps.now()
    const until = now.add({ seconds: CLAIM_SECONDS })
    const claimed = await claimDeliveries(deps.db, endpoint, { now, until, limit: AT_ONCE })
    await Promise.all(claimed.map(deliver))
    return claimed.length > 0
  }

  async function deliver(delivery: ClaimedDelivery): Promise<void> {
    const { attempt, response } = await attemptDelivery(deps, delivery)
    const settled = await settleDelivery(deps.db, delivery, { attempt, response, now: deps.now() })
    deps.onAttempt(delivery, attempt, settled)
  }

  return {
    async look() {
      const now = deps.now()
      const asksForPortal = await recordPortalEvents(deps.db, now)
      const waiting = await waitingEndpoints(deps.db)
      let started = 0
      for (const endpoint of waiting) {
        if (stopping.signal.aborted || endpoint.nextAttemptAt.epochMilliseconds > now.epochMilliseconds) break
        if (served.has(endpoint.id)) again.add(endpoint.id)
        else if (served.size < ENDPOINTS_AT_ONCE) {
          started += 1
          served.set(endpoint.id, serve(endpoint))
        }
      }
      const next = waiting.find(({ id }) => !served.has(id))
      return { started, nextAt: next?.nextAttemptAt ?? null, asksForPortal }
    },
    async idle() {
      while (served.size > 0) await Promise.all(served.values())
    },
    stop: () => stopping.abort(),
  }
}
