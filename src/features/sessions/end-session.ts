import { sql } from 'kysely'
import { recordAudit } from '../audit/record.ts'
import { type Ctx, inTransaction } from '../ctx.ts'
import type { Session } from './find-session.ts'

/** Signs one browser out; the customer's other sessions live on. Ending an ended session changes nothing. */
export async function endSession(ctx: Ctx, session: Session): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const ended = await tx
      .updateTable('sessions')
      .set({ ended_at: sql<string>`now()` })
      .where('organization_id', '=', ctx.organizationId)
      .where('id_hash', '=', session.idHash)
      .where('ended_at', 'is', null)
      .returning('id')
      .executeTakeFirst()
    if (ended) {
      await recordAudit(tx, ctx, {
        action: 'session.ended',
        subject: session.id,
        customerId: session.customer.id,
      })
    }
  })
}
