import type { Tx } from '../../db/database.ts'
import type { GridFeeReductionStatus } from '../../db/portal-tables.ts'
import { Failure } from '../../domain/failure.ts'
import type { Id } from '../../domain/identifiers.ts'
import type { Day } from '../../domain/local-time.ts'
import type { Ctx } from '../ctx.ts'
import { lockBills } from '../invoices/lock-bills.ts'
import { getContract } from '../subscriptions/queries.ts'
import type { Contract } from '../subscriptions/subscription.ts'
import type { GridFeeModule } from './grid-fee-reduction.ts'
import { getGridFeeReduction } from './queries.ts'

export interface LockedReduction {
  id: Id<'gridFeeReduction'>
  module: GridFeeModule
  validFrom: Day | null
  validUntil: Day | null
  contract: Contract
}

/**
 * An order of a module and its contract, both held until the transaction ends.
 * @throws Failure NOT_FOUND, also for another organisation's; CONFLICT unless its status is one of these.
 */
export async function lockGridFeeReduction(
  tx: Tx,
  ctx: Ctx,
  id: Id<'gridFeeReduction'>,
  statuses: readonly GridFeeReductionStatus[],
): Promise<LockedReduction> {
  const { subscriptionId } = await getGridFeeReduction(tx, ctx.organizationId, id)
  // The contract first, as everybody does who locks both.
  await lockBills(tx, ctx.organizationId, subscriptionId)
  const row = await tx
    .selectFrom('grid_fee_reductions')
    .select(['module', 'status', 'valid_from', 'valid_until'])
    .where('organization_id', '=', ctx.organizationId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirstOrThrow()
  if (!statuses.includes(row.status)) {
    throw new Failure(
      'CONFLICT',
      `This order is ${row.status}; it would have to be ${statuses.join(' or ')}.`,
    )
  }
  const contract = await getContract(tx, ctx.organizationId, subscriptionId)
  return { id, module: row.module, validFrom: row.valid_from, validUntil: row.valid_until, contract }
}
