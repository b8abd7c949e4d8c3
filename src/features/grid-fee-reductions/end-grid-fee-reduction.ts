import { Failure, unprocessable } from '../../domain/failure.ts'
import type { Id } from '../../domain/identifiers.ts'
import { addDays, type Day, dayAt } from '../../domain/local-time.ts'
import { type Ctx, inTransaction } from '../ctx.ts'
import { changeModules } from './change-modules.ts'
import { lockGridFeeReduction } from './lock-grid-fee-reduction.ts'
import { storeReductionState } from './store-reduction-state.ts'

interface EndGridFeeReduction {
  reductionId: Id<'gridFeeReduction'>
  /** On which it still holds. */
  lastDay: Day
}

/**
 * Notes that a module holds no longer, as when the device is gone. Until its last day is over the order stays in force.
 *
 * @throws Failure NOT_FOUND; CONFLICT unless it is in force; UNPROCESSABLE_ENTITY for a day before it began; else as
 *   changeModules. Then nothing has changed.
 */
export async function endGridFeeReduction(
  ctx: Ctx,
  { reductionId, lastDay }: EndGridFeeReduction,
): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const reduction = await lockGridFeeReduction(tx, ctx, reductionId, ['activated'])
    const { contract, module, validUntil } = reduction
    if (validUntil !== null)
      throw new Failure('CONFLICT', `This module ends before ${validUntil} already: reopen its order first.`)
    const from = reduction.validFrom ?? contract.startOn
    if (lastDay < from) throw unprocessable('lastDay', `This module began on ${from}.`)
    const until = addDays(lastDay, 1)
    // With the contract it ends by itself.
    if (contract.endOn === null || until < contract.endOn) {
      await changeModules(tx, ctx, contract, { module, isOn: false, from: until, field: 'lastDay' })
    }
    const status = until <= dayAt(ctx.now) ? 'ended' : 'activated'
    await storeReductionState(tx, ctx, reduction, { status, from, until })
  })
}
