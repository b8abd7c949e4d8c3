import { sql } from 'kysely'
import type { Temporal } from 'temporal-polyfill'
import type { Db } from '../../db/database.ts'
import type { Id, OrganizationId } from '../../domain/identifiers.ts'
import type { Event } from '../events/event.ts'

export interface DueEndpoint {
  organizationId: OrganizationId
  id: Id<'webhookEndpoint'>
}

/** An endpoint for which something waits, and when the first of it is due. */
interface WaitingEndpoint extends DueEndpoint {
  nextAttemptAt: Temporal.Instant
}

/** Every enabled endpoint for which something waits, in all organisations, by when it is due: one look into an index for each. */
export async function waitingEndpoints(db: Db): Promise<WaitingEndpoint[]> {
  const { rows } = await sql<WaitingEndpoint>`
    select w.organization_id as "organizationId", w.id, next.next_attempt_at as "nextAttemptAt"
    from webhook_endpoints w
    cross join lateral (
      select d.next_attempt_at from webhook_deliveries d
      where d.organization_id = w.organization_id and d.endpoint_id = w.id and d.status = 'pending'
      order by d.next_attempt_at limit 1
    ) next
    where w.disabled_at is null
    order by next.next_attempt_at`.execute(db)
  return rows
}

/** A delivery that this process makes, with all that it takes. */
export interface ClaimedDelivery {
  organizationId: OrganizationId
  id: Id<'webhookDelivery'>
  attempts: number
  endpointId: Id<'webhookEndpoint'>
  url: string
  signatureHeader: string
  secret: Buffer
  previousSecret: Buffer | null
  previousSecretUntil: Temporal.Instant | null
  eventId: Id<'event'>
  topic: Event['topic']
  context: Event['context']
  createdAt: Temporal.Instant
}

/**
 * Takes one delivery that is due, so that no other process does until `until`. If this one dies, it is due again then: it goes out
 * a second time rather than not at all. Undefined when nothing is due.
 */
export async function claimDelivery(
  db: Db,
  { organizationId, id }: DueEndpoint,
  { now, until }: { now: Temporal.Instant; until: Temporal.Instant },
): Promise<ClaimedDelivery | undefined> {
  const { rows } = await sql<ClaimedDelivery>`
    with due as materialized (
      select d.organization_id, d.id from webhook_deliveries d
      where d.organization_id = ${organizationId} and d.endpoint_id = ${id}
        and d.status = 'pending' and d.next_attempt_at <= ${now.toString()}::timestamptz
      order by d.next_attempt_at limit 1
      for update skip locked
    )
    update webhook_deliveries d set next_attempt_at = ${until.toString()}::timestamptz
    from due, webhook_endpoints w, events e
    where d.organization_id = due.organization_id and d.id = due.id
      and w.organization_id = d.organization_id and w.id = d.endpoint_id and w.disabled_at is null
      and e.organization_id = d.organization_id and e.id = d.event_id
    returning d.organization_id as "organizationId", d.id, d.attempts, w.id as "endpointId", w.url,
      w.signature_header as "signatureHeader", w.secret, w.previous_secret as "previousSecret",
      w.previous_secret_until as "previousSecretUntil", e.id as "eventId", e.topic, e.context,
      e.created_at as "createdAt"`.execute(db)
  return rows[0]
}
