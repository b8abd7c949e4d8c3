import type { Temporal } from 'temporal-polyfill'
import type { Tx } from '../../db/database.ts'
import { conflict, unprocessable } from '../../domain/failure.ts'
import { type Id, newId, type SubscriptionId } from '../../domain/identifiers.ts'
import type { Day } from '../../domain/local-time.ts'
import { recordAudit } from '../audit/record.ts'
import { type Ctx, inTransaction } from '../ctx.ts'
import { getContract } from '../subscriptions/queries.ts'
import type { Contract } from '../subscriptions/subscription.ts'
import { listGridFeeReductions } from './queries.ts'

/** How far an order has come: each answer of the grid operator brings what belongs to it. */
export type ReductionState =
  | { status: 'intended' | 'ordered' }
  | { status: 'rejected'; reason: string }
  | { status: 'activated'; from: Day; until?: Day }
  | { status: 'ended'; from: Day; until: Day }

export interface RecordGridFeeReduction {
  subscriptionId: SubscriptionId
  module: 1 | 2 | 3
  createdAt: Temporal.Instant
  state: ReductionState
}

/**
 * Takes over an order of a grid fee reduction as the grid operator reports it. Module 2 stands alone, module 3 only on top
 * of module 1 and with a smart meter (BNetzA, BK8-22/010-A). One order of a module is open or in force at a time.
 * @throws Failure NOT_FOUND; UNPROCESSABLE_ENTITY; CONFLICT.
 */
export async function recordGridFeeReduction(
  ctx: Ctx,
  { subscriptionId, module, createdAt, state }: RecordGridFeeReduction,
): Promise<{ id: Id<'gridFeeReduction'> }> {
  const id = newId('gridFeeReduction')
  await inTransaction(ctx, async (tx) => {
    const contract = await getContract(tx, ctx.organizationId, subscriptionId)
    await checkModules(tx, ctx, contract, module)
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

async function checkModules(tx: Tx, ctx: Ctx, contract: Contract, module: 1 | 2 | 3): Promise<void> {
  const all = await listGridFeeReductions(tx, ctx.organizationId, contract.customerId)
  const open = all
    .filter(({ subscriptionId, status }) => subscriptionId === contract.id && !isOver(status))
    .map((reduction) => reduction.module)
  if (open.includes(module)) {
    throw conflict('module', `Module ${module} is ordered or in force already.`)
  }
  if (module === 3 && (!open.includes(1) || contract.meterType !== 'smart')) {
    throw unprocessable('module', 'Module 3 needs module 1 and a smart meter.')
  }
  if (module === 2 ? open.length > 0 : open.includes(2)) {
    throw unprocessable('module', 'Module 2 excludes modules 1 and 3.')
  }
}

const isOver = (status: string): boolean => status === 'rejected' || status === 'ended'
