import type { z } from 'zod'
import { notFound } from '../../domain/failure.ts'
import type { CustomerId, SubscriptionId } from '../../domain/identifiers.ts'
import { recordAudit } from '../audit/record.ts'
import { type Ctx, inTransaction } from '../ctx.ts'
import { address, insertAddress } from '../subscriptions/insert-address.ts'
import { lockSubscriptions } from '../subscriptions/lock-subscriptions.ts'

export interface ChangeBillingAddress {
  customerId: CustomerId
  subscriptionId: SubscriptionId
  /** Every running contract of the customer, not this one alone. */
  forAll: boolean
  /** Whole: half of an old one with half of a new one is nobody's. */
  address: z.input<typeof address>
}

/**
 * Sends a contract's invoices to another address from now on. The old address stays, because invoices that were issued to it
 * name it. An address that is in use already is not written again.
 */
export async function changeBillingAddress(
  ctx: Ctx,
  { customerId, subscriptionId, forAll, ...input }: ChangeBillingAddress,
): Promise<{ isNew: boolean }> {
  const to = address.parse(input.address)
  return inTransaction(ctx, async (tx) => {
    await lockSubscriptions(tx, ctx, customerId)
    const contracts = await tx
      .selectFrom('subscriptions as s')
      .innerJoin('addresses as b', (join) =>
        join.onRef('b.organization_id', '=', 's.organization_id').onRef('b.id', '=', 's.billing_address_id'),
      )
      .select(['s.id', 's.status', 'b.street', 'b.house_number', 'b.zip', 'b.city'])
      .where('s.organization_id', '=', ctx.organizationId)
      .where('s.customer_id', '=', customerId)
      .execute()
    const contract = contracts.find(({ id }) => id === subscriptionId)
    if (!contract) throw notFound('Subscription')
    const targets = contracts
      .filter(({ id, status }) => id === subscriptionId || (forAll && status !== 'ended'))
      .filter(
        (each) =>
          each.street !== to.street ||
          each.house_number !== to.houseNumber ||
          each.zip !== to.zip ||
          each.city !== to.city,
      )
      .map(({ id }) => id)
    if (targets.length === 0) return { isNew: false }
    const id = await insertAddress(tx, ctx, customerId, to)
    await tx
      .updateTable('subscriptions')
      .set({ billing_address_id: id, updated_at: ctx.now.toString() })
      .where('organization_id', '=', ctx.organizationId)
      .where('id', 'in', targets)
      .execute()
    await recordAudit(tx, ctx, {
      action: 'billing_address.changed',
      subject: id,
      customerId,
      details: { subscriptions: targets },
    })
    return { isNew: true }
  })
}
