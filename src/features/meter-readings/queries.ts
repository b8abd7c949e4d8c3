import type { Db, Tx } from '../../db/database.ts'
import type { OrganizationId, SubscriptionId } from '../../domain/identifiers.ts'
import type { MeterReading } from './meter-reading.ts'

/** All readings of a contract's meter, the latest first. */
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
    .orderBy('read_on', 'desc')
    .execute()
  return rows.map((row) => ({ id: row.id, readOn: row.read_on, valueWh: row.value_wh, type: row.type }))
}
