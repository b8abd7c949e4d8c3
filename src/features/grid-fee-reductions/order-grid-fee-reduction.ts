import type { Id, SubscriptionId } from '../../domain/identifiers.ts'
import { type Ctx, inTransaction } from '../ctx.ts'
import { contractToOrderFor } from '../meter-orders/contract-to-order-for.ts'
import { isBilled, orderedAlready } from './check-modules.ts'
import type { GridFeeModule } from './grid-fee-reduction.ts'
import { recordGridFeeReduction } from './record-grid-fee-reduction.ts'

/**
 * Orders a module of § 14a EnWG for a contract: at the grid operator once supply has begun, until then it is intended. After
 * a rejection or an end it may be ordered again.
 *
 * @throws Failure as recordGridFeeReduction; CONFLICT with `ended_subscription`; UNPROCESSABLE_ENTITY with `unsupported_product`
 * where electricity is fed in.
 */
export async function orderGridFeeReduction(
  ctx: Ctx,
  { subscriptionId, module }: { subscriptionId: SubscriptionId; module: GridFeeModule },
): Promise<{ id: Id<'gridFeeReduction'> }> {
  return inTransaction(ctx, async (tx) => {
    const contract = await contractToOrderFor(tx, ctx, subscriptionId, 'unsupported_product')
    if (isBilled(contract, module)) throw orderedAlready(module)
    return recordGridFeeReduction(
      { ...ctx, db: tx },
      {
        subscriptionId,
        module,
        createdAt: ctx.now,
        state: { status: contract.status === 'pending' ? 'intended' : 'ordered' },
      },
    )
  })
}
