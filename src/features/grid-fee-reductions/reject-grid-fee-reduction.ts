import type { Id } from '../../domain/identifiers.ts'
import { type Ctx, inTransaction } from '../ctx.ts'
import { changeModules, firstUnbilledDay } from './change-modules.ts'
import { isBilled } from './check-modules.ts'
import { lockGridFeeReduction } from './lock-grid-fee-reduction.ts'
import { storeReductionState } from './store-reduction-state.ts'

interface RejectGridFeeReduction {
  reductionId: Id<'gridFeeReduction'>
  /** As the customer reads it. */
  reason: string
}

/**
 * Notes that the grid operator does not grant a module. A contract that was billed with it, as agreed at its beginning, is not
 * from the first day that no bill stands for; what was credited before stays.
 *
 * @throws Failure NOT_FOUND; CONFLICT for an order that is answered; else as changeModules. Then nothing has changed.
 */
export async function rejectGridFeeReduction(
  ctx: Ctx,
  { reductionId, reason }: RejectGridFeeReduction,
): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const reduction = await lockGridFeeReduction(tx, ctx, reductionId, ['intended', 'ordered'])
    const { contract, module } = reduction
    const from = await firstUnbilledDay(tx, ctx, contract)
    // Of a contract that is billed to its end nothing is left to change.
    if (isBilled(contract, module) && (contract.endOn === null || from < contract.endOn)) {
      await changeModules(tx, ctx, contract, { module, isOn: false, from })
    }
    await storeReductionState(tx, ctx, reduction, { status: 'rejected', reason })
  })
}
