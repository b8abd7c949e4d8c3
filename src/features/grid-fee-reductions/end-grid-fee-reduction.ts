import { unprocessable } from '../../domain/failure.ts'
import type { Id } from '../../domain/identifiers.ts'
import type { Day } from '../../domain/local-time.ts'
import { type Ctx, inTransaction } from '../ctx.ts'
import { changeModules } from './change-modules.ts'
import { lockGridFeeReduction } from './lock-grid-fee-reduction.ts'
import { storeReductionState } from './store-reduction-state.ts'

interface EndGridFeeReduction {
  reductionId: Id<'gridFeeReduction'>
  /** The first day on which it no longer holds. */
  until: Day
}

/**
 * Notes that a module holds no longer, as when the device is gone.
 *
 * @throws Failure NOT_FOUND; CONFLICT unless it is in force; UNPROCESSABLE_ENTITY for a day before it began; else as
 *   changeModules. Then nothing has changed.
 */
export async function endGridFeeReduction(
  ctx: Ctx,
  { reductionId, until }: EndGridFeeReduction,
): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const reduction = await lockGridFeeReduction(tx, ctx, reductionId, ['activated'])
    const { contract, module } = reduction
    const from = reduction.validFrom ?? contract.startOn
    if (until <= from) throw unprocessable('until', `This module began on ${from}.`)
    await changeModules(tx, ctx, contract, { module, isOn: false, from: until })
    await storeReductionState(tx, ctx, reduction, { status: 'ended', from, until })
  })
}
