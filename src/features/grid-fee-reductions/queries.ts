import type { Db, Tx } from '../../db/database.ts'
import type { CustomerId, OrganizationId } from '../../domain/identifiers.ts'
import type { GridFeeReduction } from './grid-fee-reduction.ts'

/** A customer's grid fee reductions of all contracts, the newest first. */
export async function listGridFeeReductions(
  db: Db | Tx,
  organizationId: OrganizationId,
  customerId: CustomerId,
): Promise<GridFeeReduction[]> {
  const rows = await db
    .selectFrom('grid_fee_reductions')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .where('customer_id', '=', customerId)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    subscriptionId: row.subscription_id,
    module: row.module,
    status: row.status,
    validFrom: row.valid_from,
    validUntil: row.valid_until,
    rejectedReason: row.rejected_reason,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  }))
}
