import type { Db, Tx } from '../../db/database.ts'
import type { OrganizationId } from '../../domain/identifiers.ts'
import { householdCalendar } from '../../domain/load-profile.ts'
import { againstOrder, type Doubt, doubtReading } from '../../domain/plausible-reading.ts'
import { getContract } from '../subscriptions/queries.ts'
import type { Contract } from '../subscriptions/subscription.ts'
import type { RecordMeterReading, ReportedReading } from './meter-reading.ts'
import { listReportedReadings } from './queries.ts'

/** What speaks against a reading. The market answers for its own values: those must only be in order. */
export function doubtAbout(
  { estimatedUsageWh, terms }: Contract,
  readings: readonly ReportedReading[],
  reading: Pick<RecordMeterReading, 'readOn' | 'valueWh' | 'type'>,
): Doubt<ReportedReading> | null {
  const counting = readings.filter(({ needsReview }) => !needsReview)
  return reading.type === 'customer_report' && terms.type === 'consumption'
    ? doubtReading(householdCalendar(), counting, reading, estimatedUsageWh)
    : againstOrder(counting, reading)
}

/** The same for a reading that has just been asked back about, to say why with its figures. */
export async function findDoubt(
  db: Db | Tx,
  organizationId: OrganizationId,
  reading: RecordMeterReading,
): Promise<Doubt<ReportedReading> | null> {
  const contract = await getContract(db, organizationId, reading.subscriptionId)
  return doubtAbout(contract, await listReportedReadings(db, organizationId, reading.subscriptionId), reading)
}
