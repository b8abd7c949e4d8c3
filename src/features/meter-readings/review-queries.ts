import { sql } from 'kysely'
import type { Temporal } from 'temporal-polyfill'
import type { Db, Tx } from '../../db/database.ts'
import { notFound } from '../../domain/failure.ts'
import type { Id, OrganizationId } from '../../domain/identifiers.ts'
import type { Day } from '../../domain/local-time.ts'
import type { PhotoType } from './photo.ts'

/** An unusual reading with what it takes to judge it. */
export interface ReadingToReview {
  id: Id<'meterReading'>
  contractNumber: string
  meterNumber: string
  readOn: Day
  valueWh: number
  message: string | null
  hasPhoto: boolean
  reportedAt: Temporal.Instant
  /** The last reading before it that counts. */
  before: { readOn: Day; valueWh: number } | null
}

/** The longest waiting first. */
export async function listReadingsToReview(
  db: Db | Tx,
  organizationId: OrganizationId,
): Promise<ReadingToReview[]> {
  const rows = await db
    .selectFrom('meter_readings as r')
    .innerJoin('subscriptions as s', (join) =>
      join.onRef('s.organization_id', '=', 'r.organization_id').onRef('s.id', '=', 'r.subscription_id'),
    )
    .innerJoin('meters as m', (join) =>
      join.onRef('m.organization_id', '=', 'r.organization_id').onRef('m.id', '=', 'r.meter_id'),
    )
    .leftJoin('reading_photos as p', (join) =>
      join.onRef('p.organization_id', '=', 'r.organization_id').onRef('p.reading_id', '=', 'r.id'),
    )
    .leftJoinLateral(
      (lateral) =>
        lateral
          .selectFrom('meter_readings as e')
          .select(['e.read_on', 'e.value_wh'])
          .whereRef('e.organization_id', '=', 'r.organization_id')
          .whereRef('e.meter_id', '=', 'r.meter_id')
          .whereRef('e.read_on', '<', 'r.read_on')
          .where('e.needs_review', '=', false)
          .orderBy('e.read_on', 'desc')
          .limit(1)
          .as('earlier'),
      (join) => join.onTrue(),
    )
    .select(['r.id', 's.number as contract_number', 'm.number as meter_number'])
    .select(['r.read_on', 'r.value_wh', 'r.message', 'r.created_at'])
    .select(['earlier.read_on as before_on', 'earlier.value_wh as before_wh'])
    .select(sql<boolean>`p.reading_id is not null`.as('has_photo'))
    .where('r.organization_id', '=', organizationId)
    .where('r.needs_review', '=', true)
    .orderBy('r.created_at')
    .orderBy('r.id')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    contractNumber: row.contract_number,
    meterNumber: row.meter_number,
    readOn: row.read_on,
    valueWh: row.value_wh,
    message: row.message,
    hasPhoto: row.has_photo,
    reportedAt: row.created_at,
    before:
      row.before_on === null || row.before_wh === null
        ? null
        : { readOn: row.before_on, valueWh: row.before_wh },
  }))
}

/** The photo that came with a reading, for whoever judges it. @throws Failure NOT_FOUND, also for a reading without one. */
export async function getPhotoToReview(
  db: Db | Tx,
  organizationId: OrganizationId,
  readingId: Id<'meterReading'>,
): Promise<{ type: PhotoType; content: Buffer }> {
  const photo = await db
    .selectFrom('reading_photos')
    .select(['content_type as type', 'content'])
    .where('organization_id', '=', organizationId)
    .where('reading_id', '=', readingId)
    .executeTakeFirst()
  if (!photo) throw notFound('Photo of the meter reading')
  return photo
}
