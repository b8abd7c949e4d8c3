import { conflict, notFound, unprocessable } from '../../domain/failure.ts'
import { type CustomerId, newId, type SubscriptionId } from '../../domain/identifiers.ts'
import { recordAudit } from '../audit/record.ts'
import { type Ctx, inTransaction } from '../ctx.ts'
import { maskIban } from '../subscriptions/subscription.ts'
import { lockContracts } from './lock-contracts.ts'
import { newMandateReference, type PaymentMethodId, readAccount } from './payment-method.ts'
import { retireUnused } from './retire-unused.ts'

export interface ChangePaymentMethod {
  customerId: CustomerId
  /** The contract it was asked for. */
  subscriptionId: SubscriptionId
  /** Every running contract of the customer gets the account, not this one alone. */
  forAll: boolean
  accountHolder: string
  iban: string
  /** The method that the customer saw when they asked; what has changed since is not overwritten unseen. */
  replaces: PaymentMethodId | null
}

export interface ChangedPaymentMethod {
  id: PaymentMethodId
  mandateReference: string
  /** Of the contracts it now pays. */
  contractNumbers: string[]
  /** False when the same request had been carried out before: nothing was written. */
  isNew: boolean
}

/**
 * Gives contracts another account, by a new mandate with a reference of its own. The old mandate stays, with the moment it
 * was replaced: what was collected by it can be asked back for thirteen months (SEPA core direct debit rulebook).
 */
export async function changePaymentMethod(
  ctx: Ctx,
  { customerId, subscriptionId, forAll, replaces, ...typed }: ChangePaymentMethod,
): Promise<ChangedPaymentMethod> {
  const read = readAccount(typed)
  if (!read.ok) throw unprocessable('iban', 'The account is not valid.', 'invalid_iban')
  const { accountHolder, iban } = read.account
  return inTransaction(ctx, async (tx) => {
    const contracts = await lockContracts(tx, ctx, customerId)
    const contract = contracts.find(({ id }) => id === subscriptionId)
    if (!contract) throw notFound('Subscription')
    if (contract.status === 'ended')
      throw unprocessable('subscription', 'The contract has ended.', 'subscription_ended')
    const targets = forAll ? contracts.filter(({ status }) => status !== 'ended') : [contract]
    const isSame = (each: (typeof contracts)[number]) =>
      each.iban === iban && each.account_holder === accountHolder
    if (contract.payment_method_id !== replaces) {
      // Sent twice: the first of the two has done it.
      if (contract.payment_method_id !== null && targets.every(isSame)) {
        return {
          id: contract.payment_method_id,
          mandateReference: contract.mandate_reference ?? '',
          contractNumbers: targets.map(({ number }) => number),
          isNew: false,
        }
      }
      throw conflict('payment_method', 'The account was changed meanwhile.', 'payment_method_changed')
    }
    if (targets.every(isSame))
      throw conflict('iban', 'This account is in use already.', 'same_payment_method')

    const id = newId('paymentMethod')
    const mandateReference = newMandateReference(contract.number)
    await tx
      .insertInto('payment_methods')
      .values({
        organization_id: ctx.organizationId,
        id,
        customer_id: customerId,
        account_holder: accountHolder,
        iban,
        mandate_reference: mandateReference,
        created_at: ctx.now.toString(),
      })
      .execute()
    await tx
      .updateTable('subscriptions')
      .set({ payment_method_id: id, updated_at: ctx.now.toString() })
      .where('organization_id', '=', ctx.organizationId)
      .where(
        'id',
        'in',
        targets.map((target) => target.id),
      )
      .execute()
    await retireUnused(
      tx,
      ctx,
      targets.map((target) => target.payment_method_id),
    )
    await recordAudit(tx, ctx, {
      action: 'payment_method.changed',
      subject: id,
      customerId,
      details: {
        iban: maskIban(iban),
        mandate_reference: mandateReference,
        replaced: replaces,
        subscriptions: targets.map((target) => target.id),
      },
    })
    return { id, mandateReference, contractNumbers: targets.map(({ number }) => number), isNew: true }
  })
}
