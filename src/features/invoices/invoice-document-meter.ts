import type { Db } from '../../db/database.ts'
import type { StoredStatus } from '../../db/energy-tables.ts'
import type {
  DayCounts,
  DocumentReading,
  InvoiceDocument,
  MeterValues,
} from '../../documents/invoice-model.ts'
import type { OrganizationId } from '../../domain/identifiers.ts'
import { addDays, type Day, daysBetween } from '../../domain/local-time.ts'
import { listMeterReadings } from '../meter-readings/queries.ts'
import type { Contract } from '../subscriptions/subscription.ts'
import { READ_STATUS } from '../usage/interval-days.ts'
import { usageTotalWh } from '../usage/queries.ts'
import type { InvoiceDetail } from './invoice.ts'

/** What was measured in the period of a bill, and how it was obtained. */
export async function meterValues(
  db: Db,
  organizationId: OrganizationId,
  contract: Contract,
  invoice: InvoiceDetail,
): Promise<MeterValues> {
  const totalWh = invoice.usageWh ?? 0
  return {
    meterType: contract.meterType,
    totalWh,
    days: await dayCounts(db, organizationId, invoice),
    ...(await registers(db, organizationId, contract, invoice, totalWh)),
    estimatedUsageWhPerYear: contract.estimatedUsageWh,
  }
}

/** The energy of `[from, to)`; null unless every day of it has a value. */
export async function usageOf(
  db: Db,
  organizationId: OrganizationId,
  contract: Contract,
  from: Day,
  to: Day,
): Promise<number | null> {
  // A contract has no values before it began: nothing to compare with, and no need to ask.
  if (from < contract.startOn) return null
  if (contract.meterType === 'analog') return usageTotalWh(db, organizationId, contract.id, from, to)
  const { days, total } = await db
    .selectFrom('interval_days')
    .select((row) => [
      row.fn.countAll<number>().as('days'),
      row.fn.sum<string | null>('total_wh').as('total'),
    ])
    .where('organization_id', '=', organizationId)
    .where('meter_id', '=', contract.meterId)
    .where('day', '>=', from)
    .where('day', '<', to)
    .executeTakeFirstOrThrow()
  return days === daysBetween(from, to) ? Number(total) : null
}

/** The last twelve months where they are known, else what was expected when the contract began. */
export async function yearlyUsage(
  db: Db,
  organizationId: OrganizationId,
  contract: Contract,
  end: Day,
): Promise<InvoiceDocument['yearlyUse']> {
  const measured = await usageOf(db, organizationId, contract, addDays(end, -365), end)
  return measured === null
    ? { wh: contract.estimatedUsageWh, basis: 'expected' }
    : { wh: measured, basis: 'last_12_months' }
}

async function dayCounts(db: Db, organizationId: OrganizationId, invoice: InvoiceDetail): Promise<DayCounts> {
  const counts: DayCounts = { final: 0, preliminary: 0, substitute: 0, estimated: 0 }
  const row = await db
    .selectFrom('invoice_days')
    .select('statuses')
    .where('organization_id', '=', organizationId)
    .where('invoice_id', '=', invoice.id)
    .executeTakeFirst()
  if (row) {
    for (const letter of row.statuses) counts[READ_STATUS[letter as StoredStatus]] += 1
    return counts
  }
  // Issued before days were kept: the estimated ones were counted, the least certain kind stands for the others.
  const days = daysBetween(invoice.periodStart, addDays(invoice.periodEnd, 1))
  counts.estimated = invoice.estimatedDays
  const kind = invoice.valueSource === 'estimate' ? 'final' : (invoice.valueSource ?? 'final')
  counts[kind] += days - invoice.estimatedDays
  return counts
}

/** The register at both ends, as it was read where it was, else reckoned from the nearest reading before; and in between. */
async function registers(
  db: Db,
  organizationId: OrganizationId,
  contract: Contract,
  { periodStart, periodEnd }: InvoiceDetail,
  totalWh: number,
): Promise<Pick<MeterValues, 'start' | 'end' | 'between'>> {
  const readings = await listMeterReadings(db, organizationId, contract.id)
  const readOn = (day: Day): DocumentReading | null => {
    const found = readings.find((reading) => reading.readOn === day)
    return found ? { day, valueWh: found.valueWh, obtained: found.type } : null
  }
  const endDay = addDays(periodEnd, 1)
  const between = readings
    .filter(({ readOn: day }) => contract.meterType === 'analog' && day > periodStart && day < endDay)
    .map(({ readOn: day, valueWh, type }) => ({ day, valueWh, obtained: type }))
    .toSorted((a, b) => (a.day < b.day ? -1 : 1))
  const [start, end] = [readOn(periodStart), readOn(endDay)]
  // A smart meter is billed by its quarter-hours; a register is shown where one was delivered.
  if (contract.meterType === 'smart' || (start && end)) return { start, end, between }
  const reckoned = (day: Day, valueWh: number): DocumentReading => ({ day, valueWh, obtained: 'reckoned' })
  if (start) return { start, end: reckoned(endDay, start.valueWh + totalWh), between }
  if (end) return { start: reckoned(periodStart, end.valueWh - totalWh), end, between }
  const before = readings.find((reading) => reading.readOn < periodStart)
  const since = before && (await usageOf(db, organizationId, contract, before.readOn, periodStart))
  if (!before || since === null || since === undefined) return { start, end, between }
  const value = before.valueWh + since
  return { start: reckoned(periodStart, value), end: reckoned(endDay, value + totalWh), between }
}
