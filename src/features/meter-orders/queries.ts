import type { Selectable } from 'kysely'
import type { Db, Tx } from '../../db/database.ts'
import type { DB } from '../../db/tables.ts'
import { notFound } from '../../domain/failure.ts'
import type { CustomerId, Id, OrganizationId } from '../../domain/identifiers.ts'
import { type Page, type PageRequest, selectPage } from '../../http/pagination.ts'
import type { MeterOrder, MeterProvider } from './meter-order.ts'

/** More than anybody orders in a lifetime. */
const ALL: PageRequest = { limit: 1000, filters: [] }

/** A customer's smart-meter orders of all contracts, the newest first. */
export async function listMeterOrders(
  db: Db | Tx,
  organizationId: OrganizationId,
  customerId: CustomerId,
): Promise<MeterOrder[]> {
  return (await pageOfMeterOrders(db, organizationId, ALL, customerId)).rows
}

/** The organisation's smart-meter orders, the newest first; `only` leaves one customer's. */
export async function pageOfMeterOrders(
  db: Db | Tx,
  organizationId: OrganizationId,
  page: PageRequest,
  only?: CustomerId,
): Promise<Page<MeterOrder>> {
  const { rows, next } = await selectPage(meterOrders(db, organizationId, only), page, {
    at: 'created_at',
    id: 'id',
    positionOf: (order) => ({ at: order.created_at, id: order.id }),
  })
  return { rows: rows.map(toMeterOrder), next }
}

/** @throws Failure NOT_FOUND, also for another organisation's; `only` leaves one customer's. */
export async function getMeterOrder(
  db: Db | Tx,
  organizationId: OrganizationId,
  id: Id<'meterOrder'>,
  only?: CustomerId,
): Promise<MeterOrder> {
  const row = await meterOrders(db, organizationId, only).where('id', '=', id).executeTakeFirst()
  if (!row) throw notFound('Meter order')
  return toMeterOrder(row)
}

function meterOrders(db: Db | Tx, organizationId: OrganizationId, only?: CustomerId) {
  const all = db.selectFrom('meter_orders').selectAll().where('organization_id', '=', organizationId)
  return only === undefined ? all : all.where('customer_id', '=', only)
}

const toMeterOrder = (row: Selectable<DB['meter_orders']>): MeterOrder => ({
  id: row.id,
  customerId: row.customer_id,
  subscriptionId: row.subscription_id,
  // Written by recordMeterOrder alone, which takes no other.
  provider: row.provider as MeterProvider,
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
})
