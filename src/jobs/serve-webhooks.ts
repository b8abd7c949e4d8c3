import { setTimeout as delay } from 'node:timers/promises'
import type { Deliveries } from '../features/webhooks/deliveries.ts'
import { NUDGE_CHANNEL } from '../features/webhooks/outbox.ts'
import { webhookDeliveries, type WebhookDeps } from './deliver-webhooks.ts'
import { listen } from './listen.ts'

export interface ServedWebhooks {
  deliveries: Deliveries
  /** Takes nothing more and waits for what is on its way, but not longer than `graceMs`. */
  stop: (graceMs: number) => Promise<void>
}

/** Many events at once are one look. */
const BETWEEN_LOOKS_MS = 100
/** Nobody announces sign-ons: a click must not take longer because somebody wants to hear of it. */
const BETWEEN_SIGN_ON_LOOKS_MS = 2000
const AFTER_AN_ERROR_MS = 5000
const LONGEST_WAIT_MS = 3_600_000

/**
 * Delivers as soon as an event stands in the database (a NOTIFY is sent with its transaction), and when the next retry is due.
 * Under it lies the job webhooks.deliver, for what no process attends to.
 */
export function serveWebhooks(deps: WebhookDeps & { connectionString: string }): ServedWebhooks {
  const { connectionString, now, log } = deps
  const stopping = new AbortController()
  let alarm = new AbortController()
  const wake = () => alarm.abort()
  // Once an endpoint has nothing left that is due, it is known when the next of its retries is.
  const deliveries = webhookDeliveries({ ...deps, onRest: wake })

  async function watch(): Promise<void> {
    while (!stopping.signal.aborted) {
      // Set before looking: what comes in while it looks must not be slept over.
      alarm = new AbortController()
      const { signal } = alarm
      await delay(await look(), undefined, { signal }).catch(() => undefined)
      await delay(BETWEEN_LOOKS_MS)
    }
  }

  async function look(): Promise<number> {
    try {
      const { nextAt, asksForPortal } = await deliveries.look()
      const longest = asksForPortal ? BETWEEN_SIGN_ON_LOOKS_MS : LONGEST_WAIT_MS
      if (nextAt === null) return longest
      return Math.min(longest, Math.max(0, now().until(nextAt).total('milliseconds')))
    } catch (error) {
      log.warn({ err: error }, 'webhooks could not be looked for')
      return AFTER_AN_ERROR_MS
    }
  }

  const watching = watch()
  const listener = listen({ connectionString, channel: NUDGE_CHANNEL, onNotice: wake, log })
  return {
    deliveries,
    async stop(graceMs) {
      stopping.abort()
      deliveries.stop()
      wake()
      await Promise.all([watching, listener.close()])
      await Promise.race([deliveries.idle(), delay(graceMs, undefined, { ref: false })])
    },
  }
}
