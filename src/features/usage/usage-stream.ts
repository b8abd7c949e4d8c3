import { sql } from 'kysely'
import type { Db } from '../../db/database.ts'
import type { MeterId, OrganizationId } from '../../domain/identifiers.ts'
import { addDays, type Day } from '../../domain/local-time.ts'
import { aggregate, type Bucket, type SeriesDay } from '../../domain/resolution.ts'
import type { Contract } from '../subscriptions/subscription.ts'
import { READ_STATUS, readStatuses } from './interval-days.ts'
import { integers } from './usage-export-days.ts'
import { withinTerm } from './usage-series-totals.ts'

/** So many days are held at once. */
const DAYS_AT_ONCE = 31

/**
 * What usageSeries answers for a smart meter's quarter-hours or hours, day by day and at any length: the next days are read
 * while those before are being written.
 */
export async function* streamUsage(
  db: Db,
  organizationId: OrganizationId,
  contract: Contract,
  { from, to, resolution }: { from: Day; to: Day; resolution: '15min' | 'hour' },
): AsyncGenerator<Bucket[]> {
  const term = withinTerm(contract, from, to)
  if (!term) return
  const load = (start: Day) => {
    const end = addDays(start, DAYS_AT_ONCE)
    const days = quarterDays(db, organizationId, contract.meterId, start, end < term.to ? end : term.to)
    // Nobody may be left to hear of a failure: the reader can go away while these days are being read.
    days.catch(() => undefined)
    return days
  }
  let next = load(term.from)
  for (let start = term.from; start < term.to; start = addDays(start, DAYS_AT_ONCE)) {
    const days = await next
    const following = addDays(start, DAYS_AT_ONCE)
    if (following < term.to) next = load(following)
    for (const day of days) {
      yield aggregate([day], { from: day.day, to: addDays(day.day, 1), resolution })
    }
  }
}

/** Arrays as text, because the driver's own reading of them takes longer than everything else. */
async function quarterDays(
  db: Db,
  organizationId: OrganizationId,
  meterId: MeterId,
  from: Day,
  to: Day,
): Promise<SeriesDay[]> {
  const rows = await db
    .selectFrom('interval_days')
    .select([
      'day',
      'total_wh',
      'status',
      'statuses',
      sql<string>`coalesce(wh::text, large_wh::text)`.as('wh'),
    ])
    .where('organization_id', '=', organizationId)
    .where('meter_id', '=', meterId)
    .where('day', '>=', from)
    .where('day', '<', to)
    .orderBy('day')
    .execute()
  return rows.map((row) => ({
    day: row.day,
    energyWh: row.total_wh,
    quarters: integers(row.wh),
    status: READ_STATUS[row.status],
    statuses: readStatuses(row),
  }))
}
