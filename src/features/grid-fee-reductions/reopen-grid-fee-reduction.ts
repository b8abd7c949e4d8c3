import type { Id } from '../../domain/identifiers.ts'
import { addDays, type Day } from '../../domain/local-time.ts'
import { termsOn } from '../../domain/tariff.ts'
import { type Ctx, inTransaction } from '../ctx.ts'
import { changeModules } from './change-modules.ts'
import { lockGridFeeReduction } from './lock-grid-fee-reduction.ts'
import { storeReductionState } from './store-reduction-state.ts'

/**
 * Takes the latest answer to an order that is in force back, because it was a mistake: a last day to come, or else the
 * activation. The contract is billed as it was before.
 *
 * @throws Failure NOT_FOUND; CONFLICT unless it is in force, for days that are billed, or before another change.
 */
export async function reopenGridFeeReduction(ctx: Ctx, reductionId: Id<'gridFeeReduction'>): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const reduction = await lockGridFeeReduction(tx, ctx, reductionId, ['activated'])
    const { contract, module, validUntil } = reduction
    const from = reduction.validFrom ?? contract.startOn
    const isOn = (day: Day) => termsOn(contract.terms, day)[`module${module}`]
    if (validUntil !== null) {
      if (!isOn(validUntil)) await changeModules(tx, ctx, contract, { module, isOn: true, from: validUntil })
      await storeReductionState(tx, ctx, reduction, { status: 'activated', from })
      return
    }
    // One that was agreed with the contract is billed without an answer.
    if (!isOn(addDays(from, -1))) await changeModules(tx, ctx, contract, { module, isOn: false, from })
    await storeReductionState(tx, ctx, reduction, { status: 'ordered' })
  })
}
