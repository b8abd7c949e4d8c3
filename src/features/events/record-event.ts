import type { Tx } from '../../db/database.ts'
import { newId } from '../../domain/identifiers.ts'
import type { Ctx } from '../ctx.ts'
import type { Event, EventTopic } from './event.ts'

/** Writes an event down in the transaction that causes it. */
export async function recordEvent(
  tx: Tx,
  ctx: Ctx,
  topic: EventTopic,
  context: Event['context'],
): Promise<void> {
  await tx
    .insertInto('events')
    .values({
      organization_id: ctx.organizationId,
      id: newId('event'),
      topic,
      context: JSON.stringify(context),
      created_at: ctx.now.toString(),
    })
    .execute()
}
