import { conflict, notFound, unprocessable } from '../../domain/failure.ts'
import type { CustomerId, SubscriptionId } from '../../domain/identifiers.ts'
import { recordAudit } from '../audit/record.ts'
import { type Ctx, inTransaction } from '../ctx.ts'
import { maskIban } from '../subscriptions/subscription.ts'
import { lockContracts } from './lock-contracts.ts'
import type { PaymentMethodId } from './payment-method.ts'
import { retireUnused } from './retire-unused.ts'

export interface EndMandate {
  customerId: CustomerId
  subscriptionId: SubscriptionId
  /** The mandate that the customer saw when they asked. */
  mandate: PaymentMethodId
}

/**
 * Ends a contract's direct debit: from now on the customer transfers what is open. There is always more than one way to pay
 * (§ 41 (2) EnWG). What is paid out needs an account, so a feed-in contract keeps its own until it has another.
 */
export async function endMandate(
  ctx: Ctx,
  { customerId, subscriptionId, mandate }: EndMandate,
): Promise<{ isNew: boolean; contractNumber: string; maskedIban: string | null }> {
  return inTransaction(ctx, async (tx) => {
    const contract = (await lockContracts(tx, ctx, customerId)).find(({ id }) => id === subscriptionId)
    if (!contract) throw notFound('Subscription')
    if (contract.type === 'feed_in')
      throw unprocessable('subscription', 'A payout needs an account.', 'payout_needs_account')
    const contractNumber = contract.number
    if (contract.payment_method_id === null || contract.iban === null)
      return { isNew: false, contractNumber, maskedIban: null }
    if (contract.payment_method_id !== mandate)
      throw conflict('payment_method', 'The account was changed meanwhile.', 'payment_method_changed')
    await tx
      .updateTable('subscriptions')
      .set({ payment_method_id: null, updated_at: ctx.now.toString() })
      .where('organization_id', '=', ctx.organizationId)
      .where('id', '=', subscriptionId)
      .execute()
    await retireUnused(tx, ctx, [mandate])
    const maskedIban = maskIban(contract.iban)
    await recordAudit(tx, ctx, {
      action: 'payment_method.ended',
      subject: mandate,
      customerId,
      details: { iban: maskedIban, subscriptions: [subscriptionId] },
    })
    return { isNew: true, contractNumber, maskedIban }
  })
}
