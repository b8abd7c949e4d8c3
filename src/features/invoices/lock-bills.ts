import type { Tx } from '../../db/database.ts'
import { notFound } from '../../domain/failure.ts'
import type { OrganizationId, SubscriptionId } from '../../domain/identifiers.ts'

/**
 * Holds the contract's bills until the transaction ends: whoever writes, voids or corrects one comes alone, so numbers
 * have no gaps and none is given twice. A statement that waits for a lock still sees what was there before it waited, so
 * whatever the lock protects is read by a later one.
 */
export async function lockBills(
  tx: Tx,
  organizationId: OrganizationId,
  subscriptionId: SubscriptionId,
): Promise<void> {
  const locked = await tx
    .selectFrom('subscriptions')
    .select('id')
    .where('organization_id', '=', organizationId)
    .where('id', '=', subscriptionId)
    .forNoKeyUpdate()
    .executeTakeFirst()
  if (!locked) throw notFound('Subscription')
}
