import type { Db, Tx } from '../../db/database.ts'
import type { CustomerId, OrganizationId } from '../../domain/identifiers.ts'
import type { MeterOrder } from './meter-order.ts'

/** A customer's smart-meter orders of all contracts, the newest first. */
export async function listMeterOrders(
  db: Db | Tx,
  organizationId: OrganizationId,
  customerId: CustomerId,
): Promise<MeterOrder[]> {
  const rows = await db
    .selectFrom('meter_orders')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .where('customer_id', '=', customerId)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    subscriptionId: row.subscription_id,
    provider: row.provider,
    status: row.status,
    createdAt: row.created_at,
    placedAt: row.placed_at,
    checkSubmittedAt: row.check_submitted_at,
    checkReviewedAt: row.check_reviewed_at,
    appointmentAt: row.appointment_at,
    installedAt: row.installed_at,
    activatedAt: row.activated_at,
    cancelledAt: row.cancelled_at,
    cancelledReason: row.cancelled_reason,
    blockedAt: row.blocked_at,
    blockedReason: row.blocked_reason,
  }))
}
