import { sql } from 'kysely'
import type { Temporal } from 'temporal-polyfill'
import type { Db } from '../../db/database.ts'
import type { CustomerId, OrganizationId } from '../../domain/identifiers.ts'

/** A device on which the customer is signed in. */
export interface OpenSession {
  id: string
  method: 'magic_link' | 'code'
  userAgent: string | null
  createdAt: Temporal.Instant
  /** Written down every five minutes at most. */
  lastSeenAt: Temporal.Instant
}

/** More than anybody has devices; a program that signs in again and again fills no page. */
const MOST_SHOWN = 100

/** The customer's live sessions on all portals of the organisation, by the same rules as findSession; the latest used first. */
export async function listSessions(
  db: Db,
  organizationId: OrganizationId,
  customerId: CustomerId,
): Promise<OpenSession[]> {
  const rows = await db
    .selectFrom('sessions as session')
    .innerJoin('plans as plan', (join) =>
      join
        .onRef('plan.organization_id', '=', 'session.organization_id')
        .onRef('plan.id', '=', 'session.plan_id'),
    )
    .select([
      'session.id',
      'session.method',
      'session.user_agent',
      'session.created_at',
      'session.last_seen_at',
    ])
    .where('session.organization_id', '=', organizationId)
    .where('session.customer_id', '=', customerId)
    .where('session.ended_at', 'is', null)
    .where('session.expires_at', '>', sql<Temporal.Instant>`now()`)
    .where(sql<boolean>`session.last_seen_at > now() - make_interval(secs => plan.session_idle_seconds)`)
    .orderBy('session.last_seen_at', 'desc')
    .orderBy('session.id')
    .limit(MOST_SHOWN)
    .execute()
  return rows.map((row) => ({
    id: row.id,
    method: row.method,
    userAgent: row.user_agent,
    createdAt: row.created_at,
    lastSeenAt: row.last_seen_at,
  }))
}
