import { type RawBuilder, sql } from 'kysely'
import { PORTAL_TOPICS } from '../events/event.ts'

/** Processes that deliver listen here: they look at once instead of when the next retry is due. */
export const NUDGE_CHANNEL = 'stromtor_webhooks'

/** Which endpoints `w` are told of the event `e`. */
const isAsked = sql`(
  e.topic = any (w.topics) or ('*' = any (w.topics) and e.topic <> all (${[...PORTAL_TOPICS]}::text[]))
)`

/**
 * For a statement that writes events in a `with`: what has to go out stands with them in one transaction. `events` names the
 * part that returns `organization_id, id, topic, created_at` of what it wrote. Without an endpoint this writes nothing and wakes
 * nobody. The statement must read from `nudged`, or PostgreSQL leaves that part out.
 */
export const deliveriesOf = (events: string, onlyTo?: string): RawBuilder<unknown> => sql`
  deliveries as (
    insert into webhook_deliveries (organization_id, id, endpoint_id, event_id, next_attempt_at, created_at)
    select e.organization_id, ${newDeliveryId}, w.id, e.id, e.created_at, e.created_at
    from ${sql.ref(events)} e
    join webhook_endpoints w on w.organization_id = e.organization_id and w.disabled_at is null
      and ${onlyTo === undefined ? isAsked : sql`w.id = ${onlyTo}`}
    returning id
  ), nudged as (
    select pg_notify(${NUDGE_CHANNEL}, '') from (select from deliveries limit 1) any_delivery
  )`

/** An id of the usual shape that the database makes: hexadecimal digits are among those of a TypeID. */
const newDeliveryId = sql`'wd_0' || left(replace(gen_random_uuid()::text, '-', ''), 25)`
