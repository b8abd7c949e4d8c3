import type { Tx } from '../../db/database.ts'
import { recordAudit } from '../audit/record.ts'
import type { Ctx } from '../ctx.ts'
import type { LockedReduction } from './lock-grid-fee-reduction.ts'
import type { ReductionState } from './record-grid-fee-reduction.ts'

/** Writes down what the grid operator has answered to an order that is locked. */
export async function storeReductionState(
  tx: Tx,
  ctx: Ctx,
  { id, module, contract }: LockedReduction,
  state: ReductionState,
): Promise<void> {
  await tx
    .updateTable('grid_fee_reductions')
    .set({
      status: state.status,
      valid_from: 'from' in state ? state.from : null,
      valid_until: 'until' in state ? (state.until ?? null) : null,
      rejected_reason: state.status === 'rejected' ? state.reason : null,
      updated_at: ctx.now.toString(),
    })
    .where('organization_id', '=', ctx.organizationId)
    .where('id', '=', id)
    .execute()
  await recordAudit(tx, ctx, {
    action: `grid_fee_reduction.${state.status}`,
    subject: id,
    customerId: contract.customerId,
    details: { module, ...state },
  })
}
