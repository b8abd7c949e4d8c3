import type { Temporal } from 'temporal-polyfill'
import { type Id, newId, type SubscriptionId } from '../../domain/identifiers.ts'
import type { Day } from '../../domain/local-time.ts'
import { recordAudit } from '../audit/record.ts'
import { type Ctx, inTransaction } from '../ctx.ts'
import { getContract } from '../subscriptions/queries.ts'
import { checkModules } from './check-modules.ts'
import type { GridFeeModule } from './grid-fee-reduction.ts'

/** How far an order has come: each answer of the grid operator brings what belongs to it. */
export type ReductionState =
  | { status: 'intended' | 'ordered' }
  | { status: 'rejected'; reason: string }
  | { status: 'activated'; from: Day; until?: Day }
  | { status: 'ended'; from: Day; until: Day }

export interface RecordGridFeeReduction {
  subscriptionId: SubscriptionId
  module: GridFeeModule
  createdAt: Temporal.Instant
  state: ReductionState
}

/**
 * Takes over an order of a grid fee reduction as the grid operator reports it.
 * @throws Failure NOT_FOUND; CONFLICT and UNPROCESSABLE_ENTITY as checkModules.
 */
export async function recordGridFeeReduction(
  ctx: Ctx,
  { subscriptionId, module, createdAt, state }: RecordGridFeeReduction,
): Promise<{ id: Id<'gridFeeReduction'> }> {
  const id = newId('gridFeeReduction')
  await inTransaction(ctx, async (tx) => {
    const contract = await getContract(tx, ctx.organizationId, subscriptionId)
    await checkModules(tx, ctx.organizationId, contract, module)
    await tx
      .insertInto('grid_fee_reductions')
      .values({
        organization_id: ctx.organizationId,
        id,
        customer_id: contract.customerId,
        subscription_id: subscriptionId,
        module,
        status: state.status,
        valid_from: 'from' in state ? state.from : null,
        valid_until: 'until' in state ? (state.until ?? null) : null,
        rejected_reason: state.status === 'rejected' ? state.reason : null,
        created_at: createdAt.toString(),
        updated_at: ctx.now.toString(),
      })
      .execute()
    await recordAudit(tx, ctx, {
      action: 'grid_fee_reduction.recorded',
      subject: id,
      customerId: contract.customerId,
      details: { module, ...state },
    })
  })
  return { id }
}
