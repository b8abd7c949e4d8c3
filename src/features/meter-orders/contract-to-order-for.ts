import type { Tx } from '../../db/database.ts'
import { conflict, unprocessable } from '../../domain/failure.ts'
import type { SubscriptionId } from '../../domain/identifiers.ts'
import { dayAt } from '../../domain/local-time.ts'
import type { Ctx } from '../ctx.ts'
import { lockBills } from '../invoices/lock-bills.ts'
import { getContract } from '../subscriptions/queries.ts'
import type { Contract } from '../subscriptions/subscription.ts'

/**
 * The contract that something is ordered for beside its electricity, locked as for a bill: of two orders at once the second
 * finds the first.
 *
 * @throws Failure NOT_FOUND; CONFLICT with `ended_subscription`; UNPROCESSABLE_ENTITY with the code given for a feed-in contract.
 */
export async function contractToOrderFor(
  tx: Tx,
  ctx: Ctx,
  subscriptionId: SubscriptionId,
  unsupported: 'unsupported_meter_order' | 'unsupported_product',
): Promise<Contract> {
  await lockBills(tx, ctx.organizationId, subscriptionId)
  const contract = await getContract(tx, ctx.organizationId, subscriptionId)
  const isOver = contract.endOn !== null && contract.endOn <= dayAt(ctx.now)
  if (contract.status === 'ended' || isOver) {
    throw conflict('subscription', 'This contract has ended.', 'ended_subscription')
  }
  if (contract.terms.type === 'feed_in') {
    throw unprocessable('subscription', 'A feed-in contract takes no such orders.', unsupported)
  }
  return contract
}
