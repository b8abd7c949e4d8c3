import { isDeepStrictEqual } from 'node:util'
import type { Tx } from '../../db/database.ts'
import { notFound, unprocessable } from '../../domain/failure.ts'
import { parseIban, sepaIbanFault } from '../../domain/iban.ts'
import type { CustomerId, SubscriptionId } from '../../domain/identifiers.ts'
import { recordAudit } from '../audit/record.ts'
import { type Ctx, inTransaction } from '../ctx.ts'
import { type ChangeBillingAddress, changeBillingAddress } from '../customers/change-billing-address.ts'
import { changePaymentMethod } from '../payment-methods/change-payment-method.ts'
import { lockContracts } from '../payment-methods/lock-contracts.ts'
import { type Metadata, mergeMetadata } from './metadata.ts'

export interface UpdateSubscription {
  subscriptionId: SubscriptionId
  billingAddress?: ChangeBillingAddress['address'] | undefined
  paymentMethod?: { accountHolder: string; iban: string } | undefined
  /** Keys to merge; null clears them all. */
  metadata?: Metadata | null | undefined
}

/**
 * Changes what may be changed of one contract: where its bills go, what account pays them, the partner's own notes. All of it
 * or nothing; what is the same already is not written again.
 *
 * @throws Failure NOT_FOUND, also for another organisation's; UNPROCESSABLE_ENTITY with `invalid_iban`, or with
 *   `subscription_ended` where a contract that is over should get another account; BAD_REQUEST for too much metadata.
 */
export async function updateSubscription(ctx: Ctx, input: UpdateSubscription): Promise<void> {
  const { subscriptionId, billingAddress, paymentMethod, metadata } = input
  if (paymentMethod) checkIban(paymentMethod.iban)
  await inTransaction(ctx, async (tx) => {
    const customerId = await customerOf(tx, ctx, subscriptionId)
    // All of the customer's, in the order of every other change: two at once wait for one another and never in a circle.
    const contracts = await lockContracts(tx, ctx, customerId)
    const within = { ...ctx, db: tx }
    const which = { customerId, subscriptionId, forAll: false }
    if (billingAddress) await changeBillingAddress(within, { ...which, address: billingAddress })
    const current = contracts.find(({ id }) => id === subscriptionId)
    if (paymentMethod && !(current && isSame(current, paymentMethod))) {
      const replaces = current?.payment_method_id ?? null
      await changePaymentMethod(within, { ...which, ...paymentMethod, replaces })
    }
    if (metadata !== undefined) await changeMetadata(tx, ctx, { customerId, subscriptionId, metadata })
  })
}

function checkIban(iban: string): void {
  const parsed = parseIban(iban)
  const reason = parsed.ok
    ? sepaIbanFault(iban) && 'Debits and payouts in euros do not reach this country.'
    : parsed.reason
  if (reason) throw unprocessable('payment_method.sepa_debit.iban', reason, 'invalid_iban')
}

const isSame = (
  stored: { iban: string | null; account_holder: string | null },
  given: { accountHolder: string; iban: string },
): boolean => {
  const iban = parseIban(given.iban)
  return iban.ok && iban.value === stored.iban && given.accountHolder.trim() === stored.account_holder
}

async function customerOf(
  tx: Tx,
  { organizationId }: Ctx,
  subscriptionId: SubscriptionId,
): Promise<CustomerId> {
  const row = await tx
    .selectFrom('subscriptions')
    .select('customer_id')
    .where('organization_id', '=', organizationId)
    .where('id', '=', subscriptionId)
    .executeTakeFirst()
  if (!row) throw notFound('Subscription')
  return row.customer_id
}

async function changeMetadata(
  tx: Tx,
  ctx: Ctx,
  {
    customerId,
    subscriptionId,
    metadata,
  }: { customerId: CustomerId; subscriptionId: SubscriptionId; metadata: Metadata | null },
): Promise<void> {
  const row = await tx
    .selectFrom('subscriptions')
    .select('metadata')
    .where('organization_id', '=', ctx.organizationId)
    .where('id', '=', subscriptionId)
    .executeTakeFirstOrThrow()
  const stored = row.metadata as Metadata
  const merged = mergeMetadata(stored, metadata)
  if (isDeepStrictEqual(merged, stored)) return
  await tx
    .updateTable('subscriptions')
    .set({ metadata: JSON.stringify(merged), updated_at: ctx.now.toString() })
    .where('organization_id', '=', ctx.organizationId)
    .where('id', '=', subscriptionId)
    .execute()
  await recordAudit(tx, ctx, {
    action: 'subscription.updated',
    subject: subscriptionId,
    customerId,
    details: { fields: ['metadata'] },
  })
}
