import { sql } from 'kysely'
import type { Temporal } from 'temporal-polyfill'
import type { Db } from '../../db/database.ts'
import type { ClaimedDelivery } from './claim-delivery.ts'
import { nextAttempt } from './retry-schedule.ts'
import type { Attempt } from './webhook-delivery.ts'

/** A delivery that is replayed goes on with the log it has; more than one schedule's worth says nothing new. */
const KEPT_ATTEMPTS = 26

export type Settled = 'delivered' | 'waiting' | 'failed'

/**
 * Writes down how an attempt ended, and when the next one is due. An attempt that took so long that another process made one
 * meanwhile leaves that one's word alone.
 */
export async function settleDelivery(
  db: Db,
  { organizationId, id, attempts: before }: ClaimedDelivery,
  { attempt, response, now }: { attempt: Attempt; response: string | null; now: Temporal.Instant },
): Promise<Settled> {
  const attempts = before + 1
  const isDelivered = attempt.reason === null
  const next = isDelivered ? null : nextAttempt(attempts, now)
  const settled: Settled = isDelivered ? 'delivered' : next ? 'waiting' : 'failed'
  await db
    .updateTable('webhook_deliveries')
    .set({
      status: settled === 'waiting' ? 'pending' : settled,
      attempts,
      next_attempt_at: next?.toString() ?? null,
      settled_at: next ? null : now.toString(),
      response,
      log: sql<string>`(
        select jsonb_agg(entry order by position) from (
          select entry, position
          from jsonb_array_elements(log || ${JSON.stringify([attempt])}::jsonb) with ordinality as each (entry, position)
          order by position desc limit ${KEPT_ATTEMPTS}
        ) latest
      )`,
    })
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .where('status', '=', 'pending')
    .where('attempts', '=', before)
    .execute()
  return settled
}
