import type { Tx } from '../../db/database.ts'
import { notFound } from '../../domain/failure.ts'
import type { OrganizationId, SubscriptionId } from '../../domain/identifiers.ts'

/**
 * Holds the contract's bills until the transaction ends: whoever writes, voids or corrects one comes alone, so numbers
 * have no gaps and none is given twice.
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

/** Only after lockBills, and in a statement of its own: one that waits for a lock sees what was there before it waited. */
export async function nextSequence(
  tx: Tx,
  organizationId: OrganizationId,
  subscriptionId: SubscriptionId,
): Promise<number> {
  const { last } = await tx
    .selectFrom('invoices')
    .select((row) => row.fn.max('sequence').as('last'))
    .where('organization_id', '=', organizationId)
    .where('subscription_id', '=', subscriptionId)
    .executeTakeFirstOrThrow()
  return (last ?? 0) + 1
}

/** `A1B2C3D4-007`: the contract's number and the count of its bills. */
export function invoiceNumber(contractNumber: string, sequence: number): string {
  return `${contractNumber}-${String(sequence).padStart(3, '0')}`
}
