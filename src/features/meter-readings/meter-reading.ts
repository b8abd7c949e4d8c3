import type { ReadingType } from '../../db/energy-tables.ts'
import type { Id, SubscriptionId } from '../../domain/identifiers.ts'
import type { Day } from '../../domain/local-time.ts'

export interface MeterReading {
  id: Id<'meterReading'>
  /** The register at the beginning (00:00) of this day. */
  readOn: Day
  valueWh: number
  /** Read by the customer, by the grid operator, or estimated by the grid operator. */
  type: ReadingType
}

export interface RecordMeterReading {
  subscriptionId: SubscriptionId
  readOn: Day
  valueWh: number
  type: ReadingType
}
