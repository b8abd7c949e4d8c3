import type { Db, Tx } from '../../db/database.ts'
import type { MeterId, OrganizationId } from '../../domain/identifiers.ts'
import type { Day } from '../../domain/local-time.ts'
import { aggregate, type Bucket, type SeriesDay } from '../../domain/resolution.ts'
import type { Contract } from '../subscriptions/subscription.ts'
import { contractValues } from './contract-values.ts'
import { READ_STATUS } from './interval-days.ts'

/** The part of `[from, to)` in which the contract is supplied; null where there is none. */
export function withinTerm(contract: Contract, from: Day, to: Day): { from: Day; to: Day } | null {
  const start = from > contract.startOn ? from : contract.startOn
  const end = contract.endOn !== null && contract.endOn < to ? contract.endOn : to
  return start < end ? { from: start, to: end } : null
}

/**
 * A smart meter's energy by day without its quarter-hours. They are nine tenths of what is stored, and a year shown by
 * month needs none of them.
 */
async function dailyTotals(
  db: Db | Tx,
  organizationId: OrganizationId,
  meterId: MeterId,
  from: Day,
  to: Day,
): Promise<SeriesDay[]> {
  const rows = await db
    .selectFrom('interval_days')
    .select(['day', 'total_wh', 'status'])
    .where('organization_id', '=', organizationId)
    .where('meter_id', '=', meterId)
    .where('day', '>=', from)
    .where('day', '<', to)
    .orderBy('day')
    .execute()
  return rows.map((row) => ({
    day: row.day,
    energyWh: row.total_wh,
    quarters: null,
    status: READ_STATUS[row.status],
  }))
}

/** A smart meter's energy of `[from, to)` by month; a month at either end may be cut. */
export async function monthlyTotals(
  db: Db | Tx,
  organizationId: OrganizationId,
  meterId: MeterId,
  from: Day,
  to: Day,
): Promise<Bucket[]> {
  const days = await dailyTotals(db, organizationId, meterId, from, to)
  return aggregate(days, { from, to, resolution: 'month' })
}

/** What contractValues answers, where nobody asks for quarter-hours or cost. */
export async function contractTotals(
  db: Db | Tx,
  organizationId: OrganizationId,
  contract: Contract,
  from: Day,
  to: Day,
): Promise<SeriesDay[]> {
  const term = withinTerm(contract, from, to)
  if (!term) return []
  return contract.meterType === 'smart'
    ? dailyTotals(db, organizationId, contract.meterId, term.from, term.to)
    : contractValues(db, organizationId, contract, term.from, term.to)
}
