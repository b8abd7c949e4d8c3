import type { Db } from '../db/database.ts'
import type { MeterOrderStatus } from '../db/energy-tables.ts'
import type { OrganizationId } from '../domain/identifiers.ts'

/** Smart-meter orders with whom they are for, newest first. */
export async function findMeterOrderListings(
  db: Db,
  organizationId: OrganizationId,
  { status, limit }: { status: MeterOrderStatus | undefined; limit: number },
) {
  const orders = db
    .selectFrom('meter_orders as o')
    .innerJoin('subscriptions as s', (join) =>
      join.onRef('s.organization_id', '=', 'o.organization_id').onRef('s.id', '=', 'o.subscription_id'),
    )
    .innerJoin('customers as c', (join) =>
      join.onRef('c.organization_id', '=', 'o.organization_id').onRef('c.id', '=', 'o.customer_id'),
    )
    .select([
      'o.id',
      'o.status',
      'o.provider',
      'o.appointment_at as appointmentAt',
      'o.blocked_reason as blockedReason',
      'o.created_at as createdAt',
      's.number as contractNumber',
      'c.first_name',
      'c.last_name',
      'c.company_name',
    ])
    .where('o.organization_id', '=', organizationId)
    .orderBy('o.created_at', 'desc')
    .orderBy('o.id', 'desc')
    .limit(limit)
  const rows = await (status === undefined ? orders : orders.where('o.status', '=', status)).execute()
  return rows.map(({ first_name, last_name, company_name, ...order }) => ({
    ...order,
    customer: company_name ?? `${first_name} ${last_name}`,
  }))
}
