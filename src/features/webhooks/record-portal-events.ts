import { sql } from 'kysely'
import type { Temporal } from 'temporal-polyfill'
import type { Db } from '../../db/database.ts'
import { deliveriesOf } from './outbox.ts'

/** A transaction that writes a sign-on down commits later than the instant it writes; none takes so long. */
const LOOK_BACK_MINUTES = 5

/**
 * Makes events of what has happened at the portals' doors, where an endpoint asks for it; answers whether any does. The audit log
 * has all of it already, written with the deed itself, so that a click costs nothing more whoever wants to hear of it. An event takes its
 * id from the audit row: it is written once, however often this looks.
 */
export async function recordPortalEvents(db: Db, now: Temporal.Instant): Promise<boolean> {
  const lookedUntil = now.subtract({ minutes: LOOK_BACK_MINUTES }).toString()
  const { rows } = await sql<{ asks: boolean }>`
    with asked as materialized (
      select w.organization_id, asked.topic, door.action, min(w.portal_since) as since
      from webhook_endpoints w
      cross join unnest(w.topics) as asked (topic)
      join (values
        ('portal.link_created', 'magic_link.minted'),
        ('portal.link_used', 'magic_link.redeemed'),
        ('portal.session_ended', 'session.ended')
      ) as door (topic, action) on door.topic = asked.topic
      where w.disabled_at is null
      group by w.organization_id, asked.topic, door.action
    ), told as (
      insert into events (organization_id, id, topic, context, created_at)
      select a.organization_id, 'evt_' || substr(a.id, 5), asked.topic,
        jsonb_strip_nulls(jsonb_build_object(
          'customer', a.customer_id, 'session', case when a.action = 'session.ended' then a.subject end
        )),
        a.occurred_at
      from asked
      join audit_events a on a.organization_id = asked.organization_id and a.action = asked.action
        and a.occurred_at >= asked.since
      on conflict do nothing
      returning organization_id, id, topic, created_at
    ), ${deliveriesOf('told')}, looked as (
      update webhook_endpoints w set portal_since = ${lookedUntil}::timestamptz
      from (select distinct organization_id from asked) asking
      where w.organization_id = asking.organization_id
        and w.portal_since < ${lookedUntil}::timestamptz - interval '1 minute'
    )
    select exists (select from asked) as asks, (select count(*) from nudged)`.execute(db)
  return rows[0]?.asks ?? false
}
