import { sql } from 'kysely'
import type { Db, Tx } from '../../db/database.ts'
import type { CustomerId, Id, OrganizationId, SubscriptionId } from '../../domain/identifiers.ts'
import type { MeterReading, ReportedReading } from './meter-reading.ts'
import type { PhotoType } from './photo.ts'

/** The readings of a contract's meter that count, the latest first: not those that somebody has yet to look at. */
export async function listMeterReadings(
  db: Db | Tx,
  organizationId: OrganizationId,
  subscriptionId: SubscriptionId,
): Promise<MeterReading[]> {
  const rows = await db
    .selectFrom('meter_readings')
    .select(['id', 'read_on', 'value_wh', 'type'])
    .where('organization_id', '=', organizationId)
    .where('subscription_id', '=', subscriptionId)
    .where('needs_review', '=', false)
    .orderBy('read_on', 'desc')
    .execute()
  return rows.map((row) => ({ id: row.id, readOn: row.read_on, valueWh: row.value_wh, type: row.type }))
}

/** Every reading of a contract's meter, also those that do not count yet, the latest first. */
export async function listReportedReadings(
  db: Db | Tx,
  organizationId: OrganizationId,
  subscriptionId: SubscriptionId,
): Promise<ReportedReading[]> {
  const rows = await db
    .selectFrom('meter_readings as r')
    .leftJoin('reading_photos as p', (join) =>
      join.onRef('p.organization_id', '=', 'r.organization_id').onRef('p.reading_id', '=', 'r.id'),
    )
    .select(['r.id', 'r.read_on', 'r.value_wh', 'r.type', 'r.needs_review', 'r.message'])
    .select(sql<boolean>`p.reading_id is not null`.as('has_photo'))
    .where('r.organization_id', '=', organizationId)
    .where('r.subscription_id', '=', subscriptionId)
    .orderBy('r.read_on', 'desc')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    readOn: row.read_on,
    valueWh: row.value_wh,
    type: row.type,
    needsReview: row.needs_review,
    message: row.message,
    hasPhoto: row.has_photo,
  }))
}

/** The photo that a customer sent with a reading of their own; undefined for anybody else's. */
export function findReadingPhoto(
  db: Db | Tx,
  organizationId: OrganizationId,
  customerId: CustomerId,
  readingId: Id<'meterReading'>,
): Promise<{ content_type: PhotoType; content: Buffer } | undefined> {
  return db
    .selectFrom('reading_photos as p')
    .innerJoin('meter_readings as r', (join) =>
      join.onRef('r.organization_id', '=', 'p.organization_id').onRef('r.id', '=', 'p.reading_id'),
    )
    .select(['p.content_type', 'p.content'])
    .where('p.organization_id', '=', organizationId)
    .where('p.reading_id', '=', readingId)
    .where('r.customer_id', '=', customerId)
    .executeTakeFirst()
}
