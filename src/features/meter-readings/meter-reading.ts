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

/** A reading with what belongs to how it was reported. */
export interface ReportedReading extends MeterReading {
  /** Unusual, and confirmed by the customer: it counts as soon as somebody has looked at it. */
  needsReview: boolean
  message: string | null
  hasPhoto: boolean
}

export interface RecordMeterReading {
  subscriptionId: SubscriptionId
  readOn: Day
  valueWh: number
  type: ReadingType
  /** What the customer says about an implausible value: with it the reading is taken, and marked for review. */
  message?: string
  /** A JPEG, PNG or WebP of the register, as it came. */
  photo?: Buffer
}
