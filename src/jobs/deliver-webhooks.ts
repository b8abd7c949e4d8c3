import { setTimeout as delay } from 'node:timers/promises'
import type { Temporal } from 'temporal-polyfill'
import type { Db } from '../db/database.ts'
import { createDeliveries, type Deliveries } from '../features/webhooks/deliveries.ts'
import { createSend } from '../features/webhooks/send.ts'
import type { WebhookSettings } from '../features/webhooks/webhook-endpoint.ts'
import type { Figures, JobDeps } from './job.ts'
import type { Watched } from './run-job.ts'

export interface WebhookDeps extends Watched {
  db: Db
  now: () => Temporal.Instant
  webhooks: WebhookSettings
  onRest?: () => void
}

export const WEBHOOKS_JOB = 'webhooks.deliver'
/** A run ends before the next one is due, also while an endpoint hangs: what is under way goes on without it. */
const LONGEST_RUN_MS = 45_000

/** Delivers for this process, with a line in the log for what went wrong and a count of every attempt. */
export const webhookDeliveries = ({ db, now, webhooks, log, metrics, onRest }: WebhookDeps): Deliveries =>
  createDeliveries({
    db,
    now,
    key: webhooks.key,
    send: createSend({ policy: webhooks.policy }),
    ...(onRest && { onRest }),
    onAttempt({ organizationId, id, endpointId, attempts }, { status, reason }, settled) {
      metrics.countJob('webhooks.attempt', settled === 'delivered' ? 'done' : 'failed')
      const told = { organizationId, endpointId, deliveryId: id, attempt: attempts + 1, status }
      if (settled === 'delivered') log.debug(told, 'a webhook was delivered')
      else if (settled === 'waiting') log.info({ ...told, reason }, 'a webhook is tried again')
      else log.warn({ ...told, reason }, 'a webhook was given up: it can be replayed')
    },
    onError: (error) => log.warn({ err: error }, 'webhooks could not be delivered for now'),
  })

/**
 * The safety net under serveWebhooks: what a process that died, or a nudge that was lost, has left is found here.
 */
export async function deliverWebhooks({ webhooks }: JobDeps, signal: AbortSignal): Promise<Figures> {
  if (!webhooks) throw new TypeError(`${WEBHOOKS_JOB} runs where webhooks are set up`)
  const { started } = await webhooks.look()
  await Promise.race([
    webhooks.idle(),
    delay(LONGEST_RUN_MS, undefined, { signal, ref: false }).catch(() => undefined),
  ])
  return { endpoints: started }
}
