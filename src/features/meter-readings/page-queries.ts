import type { Db, Tx } from '../../db/database.ts'
import { notFound } from '../../domain/failure.ts'
import type { CustomerId, Id, OrganizationId } from '../../domain/identifiers.ts'
import { type PageRequest, selectPage } from '../../http/pagination.ts'

/** The organisation's readings of all contracts, the newest first; `only` leaves one customer's. */
export function pageOfMeterReadings(
  db: Db,
  organizationId: OrganizationId,
  page: PageRequest,
  only?: CustomerId,
) {
  const all = readings(db, organizationId)
  return selectPage(only === undefined ? all : all.where('customer_id', '=', only), page, {
    at: 'created_at',
    id: 'id',
    positionOf: (reading) => ({ at: reading.created_at, id: reading.id }),
  })
}

/** @throws Failure NOT_FOUND, also for another organisation's. */
export async function getMeterReading(db: Db | Tx, organizationId: OrganizationId, id: Id<'meterReading'>) {
  const row = await readings(db, organizationId).where('id', '=', id).executeTakeFirst()
  if (!row) throw notFound('Meter reading')
  return row
}

const readings = (db: Db | Tx, organizationId: OrganizationId) =>
  db
    .selectFrom('meter_readings')
    .select(['id', 'customer_id', 'subscription_id', 'meter_id', 'read_on', 'value_wh', 'type'])
    .select(['message', 'needs_review', 'created_at'])
    .where('organization_id', '=', organizationId)
