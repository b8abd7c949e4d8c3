import { unprocessable } from '../../domain/failure.ts'
import type { Id } from '../../domain/identifiers.ts'
import { addDays, type Day, dayAt } from '../../domain/local-time.ts'
import { type Ctx, inTransaction } from '../ctx.ts'
import { changeModules } from './change-modules.ts'
import { lockGridFeeReduction } from './lock-grid-fee-reduction.ts'
import { storeReductionState } from './store-reduction-state.ts'

interface ActivateGridFeeReduction {
  reductionId: Id<'gridFeeReduction'>
  /** The first day on which the grid operator grants it. */
  from: Day
}

/**
 * Notes that the grid operator grants a module, which the contract is billed with from that day on. One that was agreed with
 * the contract is billed from its first day anyway.
 *
 * @throws Failure NOT_FOUND; CONFLICT for an order that is answered; else as changeModules. Then nothing has changed.
 */
export async function activateGridFeeReduction(
  ctx: Ctx,
  { reductionId, from }: ActivateGridFeeReduction,
): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const reduction = await lockGridFeeReduction(tx, ctx, reductionId, ['intended', 'ordered'])
    if (from > addDays(dayAt(ctx.now), 366)) throw unprocessable('from', 'This is more than a year ahead.')
    const { contract, module } = reduction
    await changeModules(tx, ctx, contract, { module, isOn: true, from, field: 'from' })
    await storeReductionState(tx, ctx, reduction, { status: 'activated', from })
  })
}
