import type { Db, Tx } from '../../db/database.ts'
import type { DayValue } from '../../domain/day-cost.ts'
import type { ValueStatus } from '../../domain/energy.ts'
import type { OrganizationId } from '../../domain/identifiers.ts'
import { householdCalendar } from '../../domain/load-profile.ts'
import type { Day } from '../../domain/local-time.ts'
import { usageFromReadings } from '../../domain/reading-usage.ts'
import { listMeterReadings } from '../meter-readings/queries.ts'
import type { Contract } from '../subscriptions/subscription.ts'
import { READ_STATUS, readStatuses, readWh } from './interval-days.ts'

export interface ContractDay extends DayValue {
  /** One for each quarter-hour; null where `status` holds for the whole day. */
  statuses: readonly ValueStatus[] | null
  /** Which delivery of the day this is, counted from 1; null where nothing was delivered. */
  version: number | null
}

/**
 * The contract's energy on each day of `[from, to)` within its term: a smart meter's as delivered (a day without values
 * is missing), an analog meter's from its readings, by the household profile where there are none.
 */
export async function contractValues(
  db: Db | Tx,
  organizationId: OrganizationId,
  contract: Contract,
  from: Day,
  to: Day,
  /** More days, of an earlier time, in the same statement. */
  earlier: { from: Day; to: Day } | null = null,
): Promise<ContractDay[]> {
  const first = earlier !== null && earlier.from < from ? earlier.from : from
  const start = first > contract.startOn ? first : contract.startOn
  const end = contract.endOn !== null && contract.endOn < to ? contract.endOn : to
  if (start >= end) return []
  if (contract.meterType === 'smart') {
    const rows = await db
      .selectFrom('interval_days')
      .select(['day', 'wh', 'large_wh', 'total_wh', 'status', 'statuses', 'version'])
      .where('organization_id', '=', organizationId)
      .where('meter_id', '=', contract.meterId)
      .where('day', '>=', start)
      .where('day', '<', end)
      .$if(earlier !== null, (query) =>
        query.where((row) => row.or([row('day', '>=', from), row('day', '<', earlier?.to ?? from)])),
      )
      .orderBy('day')
      .execute()
    return rows.map((row) => ({
      day: row.day,
      energyWh: row.total_wh,
      quarters: readWh(row),
      status: READ_STATUS[row.status],
      statuses: readStatuses(row),
      version: row.version,
    }))
  }
  const readings = await listMeterReadings(db, organizationId, contract.id)
  const registers = readings.map(({ readOn, valueWh, type }) => ({
    day: readOn,
    valueWh,
    isEstimated: type === 'grid_estimation',
  }))
  return usageFromReadings(householdCalendar(), registers, contract.estimatedUsageWh, start, end).map(
    (value) => ({
      day: value.day,
      energyWh: value.energyWh,
      quarters: null,
      status: value.status,
      statuses: null,
      version: null,
    }),
  )
}
