import type { Selectable } from 'kysely'
import type { Db, Tx } from '../../db/database.ts'
import type { DB } from '../../db/tables.ts'
import { notFound } from '../../domain/failure.ts'
import type { CustomerId, Id, OrganizationId } from '../../domain/identifiers.ts'
import { type Page, type PageRequest, selectPage } from '../../http/pagination.ts'
import type { GridFeeReduction } from './grid-fee-reduction.ts'

/** More than anybody orders in a lifetime. */
const ALL: PageRequest = { limit: 1000, filters: [] }

/** A customer's grid fee reductions of all contracts, the newest first. */
export async function listGridFeeReductions(
  db: Db | Tx,
  organizationId: OrganizationId,
  customerId: CustomerId,
): Promise<GridFeeReduction[]> {
  return (await pageOfGridFeeReductions(db, organizationId, ALL, customerId)).rows
}

/** The organisation's grid fee reductions, the newest first; `only` leaves one customer's. */
export async function pageOfGridFeeReductions(
  db: Db | Tx,
  organizationId: OrganizationId,
  page: PageRequest,
  only?: CustomerId,
): Promise<Page<GridFeeReduction>> {
  const { rows, next } = await selectPage(reductions(db, organizationId, only), page, {
    at: 'created_at',
    id: 'id',
    positionOf: (reduction) => ({ at: reduction.created_at, id: reduction.id }),
  })
  return { rows: rows.map(toGridFeeReduction), next }
}

/** @throws Failure NOT_FOUND, also for another organisation's; `only` leaves one customer's. */
export async function getGridFeeReduction(
  db: Db | Tx,
  organizationId: OrganizationId,
  id: Id<'gridFeeReduction'>,
  only?: CustomerId,
): Promise<GridFeeReduction> {
  const row = await reductions(db, organizationId, only).where('id', '=', id).executeTakeFirst()
  if (!row) throw notFound('Grid fee reduction')
  return toGridFeeReduction(row)
}

function reductions(db: Db | Tx, organizationId: OrganizationId, only?: CustomerId) {
  const all = db.selectFrom('grid_fee_reductions').selectAll().where('organization_id', '=', organizationId)
  return only === undefined ? all : all.where('customer_id', '=', only)
}

const toGridFeeReduction = (row: Selectable<DB['grid_fee_reductions']>): GridFeeReduction => ({
  id: row.id,
  customerId: row.customer_id,
  subscriptionId: row.subscription_id,
  module: row.module,
  status: row.status,
  validFrom: row.valid_from,
  validUntil: row.valid_until,
  rejectedReason: row.rejected_reason,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
})
