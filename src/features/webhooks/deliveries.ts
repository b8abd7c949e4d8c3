import type { Temporal } from 'temporal-polyfill'
import type { Db } from '../../db/database.ts'
import { attemptDelivery, type AttemptDeps } from './attempt-delivery.ts'
import { claimDelivery, type ClaimedDelivery, type DueEndpoint, waitingEndpoints } from './claim-delivery.ts'
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
  /** When something that waits is due. */
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

/** A worker makes one request at a time. So many for one endpoint at most: a slow one must not be run over. */
const WORKERS_FOR_ONE = 16
/** For all endpoints together: a few that hang must not take everybody's time. */
const WORKERS = 160
/** Longer than an attempt takes, with its time-out of 30 s. */
const CLAIM_SECONDS = 60

/**
 * Delivers what is due, for each endpoint apart: one that hangs delays nobody else. It begins with a single worker, earns another with
 * each answer and loses half of them when it gives none, so that of what all share it takes little, however much waits for it. Any
 * number of processes may deliver, and each may die at any moment: what it had claimed is due again after a minute.
 */
export function createDeliveries(deps: DeliveriesDeps): Deliveries {
  const working = new Set<Promise<void>>()
  const workersOf = new Map<string, number>()
  /** How many workers an endpoint has earned, as long as it has any. */
  const earnedBy = new Map<string, number>()
  /** Endpoints for which something came in while no worker was free. */
  const again = new Set<string>()
  const stopping = new AbortController()

  const earned = ({ id }: DueEndpoint): number => earnedBy.get(id) ?? 1

  /** Whether there is a worker for it: there is none as long as all are busy. */
  function begin(endpoint: DueEndpoint): boolean {
    const workers = workersOf.get(endpoint.id) ?? 0
    if (stopping.signal.aborted || workers >= earned(endpoint) || working.size >= WORKERS) return false
    workersOf.set(endpoint.id, workers + 1)
    const work = serve(endpoint).finally(() => working.delete(work))
    working.add(work)
    return true
  }

  async function serve(endpoint: DueEndpoint): Promise<void> {
    try {
      while (!stopping.signal.aborted) {
        again.delete(endpoint.id)
        const isDone = !(await deliverOne(endpoint))
        if (isDone && !again.has(endpoint.id)) break
        if ((workersOf.get(endpoint.id) ?? 0) > earned(endpoint)) break
      }
    } catch (error) {
      // The database is away, say: what was claimed is due again after a minute.
      deps.onError(error)
    }
    // In the same breath as the last look at `again`: nothing can come in between.
    const others = (workersOf.get(endpoint.id) ?? 1) - 1
    if (others === 0) {
      workersOf.delete(endpoint.id)
      earnedBy.delete(endpoint.id)
    } else workersOf.set(endpoint.id, others)
    if (!stopping.signal.aborted) deps.onRest?.()
  }

  async function deliverOne(endpoint: DueEndpoint): Promise<boolean> {
    const now = deps.now()
    const delivery = await claimDelivery(deps.db, endpoint, {
      now,
      until: now.add({ seconds: CLAIM_SECONDS }),
    })
    if (!delivery) return false
    // Where there is one there may be more, and this one may take its time.
    begin(endpoint)
    const { attempt, response } = await attemptDelivery(deps, delivery)
    const hasAnswered = attempt.status !== null
    const more = Math.min(earned(endpoint) + 1, WORKERS_FOR_ONE)
    earnedBy.set(endpoint.id, hasAnswered ? more : Math.max(1, Math.floor(earned(endpoint) / 2)))
    const settled = await settleDelivery(deps.db, delivery, { attempt, response, now: deps.now() })
    deps.onAttempt(delivery, attempt, settled)
    return true
  }

  return {
    async look() {
      const now = deps.now()
      const asksForPortal = await recordPortalEvents(deps.db, now)
      let started = 0
      let nextAt: Temporal.Instant | null = null
      for (const endpoint of await waitingEndpoints(deps.db)) {
        if (endpoint.nextAttemptAt.epochMilliseconds > now.epochMilliseconds)
          nextAt ??= endpoint.nextAttemptAt
        else if (begin(endpoint)) started += 1
        else again.add(endpoint.id)
      }
      return { started, nextAt, asksForPortal }
    },
    async idle() {
      while (working.size > 0) await Promise.all(working)
    },
    stop: () => stopping.abort(),
  }
}
