import type { Tx } from '../../db/database.ts'
import type { CustomerId } from '../../domain/identifiers.ts'
import type { Ctx } from '../ctx.ts'

/**
 * Locks the customer's contracts in one order: of two changes at once the second waits. What they hold is to be read in a
 * statement of its own, because one that has waited still sees only what was there when it began.
 */
export async function lockSubscriptions(tx: Tx, ctx: Ctx, customerId: CustomerId): Promise<void> {
  await tx
    .selectFrom('subscriptions')
    .select('id')
    .where('organization_id', '=', ctx.organizationId)
    .where('customer_id', '=', customerId)
    .orderBy('id')
    .forUpdate()
    .execute()
}
