import { sql } from 'kysely'
import type { Tx } from '../../db/database.ts'
import { newId } from '../../domain/identifiers.ts'
import type { Ctx } from '../ctx.ts'
import { deliveriesOf } from '../webhooks/outbox.ts'
import type { Event, EventTopic } from './event.ts'

/** Writes an event down in the transaction that causes it, with its way to everyone who asked to be told. */
export async function recordEvent(
  tx: Tx,
  ctx: Ctx,
  topic: EventTopic,
  context: Event['context'],
): Promise<void> {
  await sql`
    with told as (
      insert into events (organization_id, id, topic, context, created_at)
      values (${ctx.organizationId}, ${newId('event')}, ${topic}, ${JSON.stringify(context)}, ${ctx.now.toString()})
      returning organization_id, id, topic, created_at
    ), ${deliveriesOf('told')}
    select from nudged`.execute(tx)
}
