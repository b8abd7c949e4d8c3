import type { Tx } from '../../db/database.ts'
import { conflict, notFound } from '../../domain/failure.ts'
import type { Id, SubscriptionId } from '../../domain/identifiers.ts'
import type { Ctx } from '../ctx.ts'

/**
 * Holds a lead for the contract that is about to be made from it: of two at once the second waits and finds it used.
 *
 * @throws Failure NOT_FOUND, also for another organisation's; CONFLICT for one that became a contract before.
 */
export async function lockLead(tx: Tx, { organizationId }: Ctx, id: Id<'lead'>): Promise<void> {
  const lead = await tx
    .selectFrom('leads')
    .select('subscription_id')
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (!lead) throw notFound('Lead')
  if (lead.subscription_id !== null) throw conflict('lead', 'This lead has become a contract already.')
}

/** Notes what a lead became. One lead gives one contract: {@link lockLead} goes before. */
export async function convertLead(
  tx: Tx,
  ctx: Ctx,
  { id, subscriptionId }: { id: Id<'lead'>; subscriptionId: SubscriptionId },
): Promise<void> {
  await tx
    .updateTable('leads')
    .set({ subscription_id: subscriptionId, subscribed_at: ctx.now.toString() })
    .where('organization_id', '=', ctx.organizationId)
    .where('id', '=', id)
    .execute()
}
