import type { Temporal } from 'temporal-polyfill'
import type { Db, Tx } from '../../db/database.ts'
import type { Id, MeterId, OrganizationId } from '../../domain/identifiers.ts'
import type { Day } from '../../domain/local-time.ts'
import { type IntervalDay, READ_STATUS, readStatuses, readWh, type StoredValues } from './interval-days.ts'

/** What was delivered for a day, and when; version 1 came first. */
export interface DeliveredVersion extends IntervalDay {
  version: number
  totalWh: number
  deliveredAt: Temporal.Instant | null
  importId: Id<'meterValueImport'> | null
  /** When a later delivery took its place; null for what holds now. */
  replacedAt: Temporal.Instant | null
}

const COLUMNS = [
  'day',
  'wh',
  'large_wh',
  'total_wh',
  'status',
  'statuses',
  'version',
  'delivered_at',
  'import_id',
] as const

/** Every delivery of a meter's day, the one that holds now first; empty for a meter of another organisation. */
export async function intervalDayVersions(
  db: Db | Tx,
  organizationId: OrganizationId,
  meterId: MeterId,
  day: Day,
): Promise<DeliveredVersion[]> {
  const current = await db
    .selectFrom('interval_days')
    .select(COLUMNS)
    .where('organization_id', '=', organizationId)
    .where('meter_id', '=', meterId)
    .where('day', '=', day)
    .execute()
  const replaced = await db
    .selectFrom('interval_day_versions')
    .select([...COLUMNS, 'replaced_at'])
    .where('organization_id', '=', organizationId)
    .where('meter_id', '=', meterId)
    .where('day', '=', day)
    .orderBy('version', 'desc')
    .execute()
  return [
    ...current.map((row) => toVersion(row, null)),
    ...replaced.map((row) => toVersion(row, row.replaced_at)),
  ]
}

/** The day as an invoice saw it that names this version; undefined if there never was such a delivery. */
export async function intervalDayAt(
  db: Db | Tx,
  organizationId: OrganizationId,
  meterId: MeterId,
  day: Day,
  version: number,
): Promise<DeliveredVersion | undefined> {
  const versions = await intervalDayVersions(db, organizationId, meterId, day)
  return versions.find((candidate) => candidate.version === version)
}

type VersionRow = StoredValues & {
  day: Day
  total_wh: number
  version: number
  delivered_at: Temporal.Instant | null
  import_id: Id<'meterValueImport'> | null
}

function toVersion(row: VersionRow, replacedAt: Temporal.Instant | null): DeliveredVersion {
  const statuses = readStatuses(row)
  return {
    day: row.day,
    wh: readWh(row),
    totalWh: row.total_wh,
    status: READ_STATUS[row.status],
    ...(statuses && { statuses }),
    version: row.version,
    deliveredAt: row.delivered_at,
    importId: row.import_id,
    replacedAt,
  }
}
