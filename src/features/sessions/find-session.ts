import { sql } from 'kysely'
import type { Temporal } from 'temporal-polyfill'
import type { Db } from '../../db/database.ts'
import type { CustomerId, OrganizationId, PlanId } from '../../domain/identifiers.ts'
import type { Flow } from '../magic-links/magic-link.ts'
import { hashSecret } from '../oauth/secret.ts'

/** A visitor who is signed in, and to whom. */
export interface Session {
  id: string
  idHash: Buffer
  customer: {
    id: CustomerId
    type: 'person' | 'company'
    firstName: string
    lastName: string
    companyName: string | null
    email: string
    locale: 'de' | 'en' | null
  }
  returnUrl: string | null
  locale: 'de' | 'en' | null
  flow: Flow | null
  createdAt: Temporal.Instant
}

/** So often at most is the last use of a session written down: idle time is counted in days. */
const TOUCH_MINUTES = 5

/**
 * The live session behind a cookie, of this portal alone: another portal's cookie, an ended session, one idle for too
 * long or past its last day all answer undefined. Notes the use.
 */
export async function findSession(
  db: Db,
  organizationId: OrganizationId,
  planId: PlanId,
  sessionToken: string,
): Promise<Session | undefined> {
  const idHash = hashSecret(sessionToken)
  const row = await db
    .selectFrom('sessions as session')
    .innerJoin('plans as plan', (join) =>
      join
        .onRef('plan.organization_id', '=', 'session.organization_id')
        .onRef('plan.id', '=', 'session.plan_id'),
    )
    .innerJoin('customers as customer', (join) =>
      join
        .onRef('customer.organization_id', '=', 'session.organization_id')
        .onRef('customer.id', '=', 'session.customer_id'),
    )
    .select([
      'session.id',
      'session.return_url',
      'session.locale',
      'session.flow',
      'session.created_at',
      'customer.id as customer_id',
      'customer.type',
      'customer.first_name',
      'customer.last_name',
      'customer.company_name',
      'customer.email',
      'customer.locale as customer_locale',
      sql<boolean>`session.last_seen_at < now() - make_interval(mins => ${TOUCH_MINUTES})`.as('is_stale'),
    ])
    .where('session.organization_id', '=', organizationId)
    .where('session.id_hash', '=', idHash)
    .where('session.plan_id', '=', planId)
    .where('session.ended_at', 'is', null)
    .where('session.expires_at', '>', sql<Temporal.Instant>`now()`)
    .where(sql<boolean>`session.last_seen_at > now() - make_interval(secs => plan.session_idle_seconds)`)
    .executeTakeFirst()
  if (!row) return undefined
  if (row.is_stale) await touchSession(db, organizationId, idHash)
  return {
    id: row.id,
    idHash,
    customer: {
      id: row.customer_id,
      type: row.type,
      firstName: row.first_name,
      lastName: row.last_name,
      companyName: row.company_name,
      email: row.email,
      locale: row.customer_locale,
    },
    returnUrl: row.return_url,
    locale: row.locale,
    flow: row.flow,
    createdAt: row.created_at,
  }
}

async function touchSession(db: Db, organizationId: OrganizationId, idHash: Buffer): Promise<void> {
  await db
    .updateTable('sessions')
    .set({ last_seen_at: sql<string>`now()` })
    .where('organization_id', '=', organizationId)
    .where('id_hash', '=', idHash)
    .execute()
}
