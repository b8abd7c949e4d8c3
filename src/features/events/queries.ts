import { sql } from 'kysely'
import type { Db, Tx } from '../../db/database.ts'
import type { CustomerId, Id, OrganizationId } from '../../domain/identifiers.ts'
import type { Event } from './event.ts'

/** One event; `only` finds it where it concerns a contract of that one customer. */
export async function findEvent(
  db: Db | Tx,
  organizationId: OrganizationId,
  id: Id<'event'>,
  only?: CustomerId,
): Promise<Event | undefined> {
  let events = db
    .selectFrom('events as e')
    .select(['e.id', 'e.topic', 'e.context', 'e.created_at'])
    .where('e.organization_id', '=', organizationId)
    .where('e.id', '=', id)
  if (only !== undefined) {
    events = events.where((where) =>
      where.exists(
        where
          .selectFrom('subscriptions as s')
          .select('s.id')
          .where('s.organization_id', '=', organizationId)
          .where('s.customer_id', '=', only)
          .where(sql`s.id`, '=', sql`e.context ->> 'subscription'`),
      ),
    )
  }
  const row = await events.executeTakeFirst()
  if (!row) return undefined
  return {
    id: row.id,
    // Whatever writes events takes no other.
    topic: row.topic as Event['topic'],
    context: row.context as Event['context'],
    createdAt: row.created_at,
  }
}
