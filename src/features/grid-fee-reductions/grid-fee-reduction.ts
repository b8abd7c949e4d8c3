import type { Temporal } from 'temporal-polyfill'
import type { GridFeeReductionStatus } from '../../db/portal-tables.ts'
import type { CustomerId, Id, SubscriptionId } from '../../domain/identifiers.ts'
import type { Day } from '../../domain/local-time.ts'

/** 1: a lump sum. 2: a reduced price per kWh on a meter of its own. 3: a price by the time of day, on top of 1. */
export type GridFeeModule = 1 | 2 | 3

/** An order of a reduced grid fee for a device that the grid operator may turn down (§ 14a EnWG). */
export interface GridFeeReduction {
  id: Id<'gridFeeReduction'>
  customerId: CustomerId
  subscriptionId: SubscriptionId
  module: GridFeeModule
  status: GridFeeReductionStatus
  validFrom: Day | null
  /** The first day on which it no longer holds. */
  validUntil: Day | null
  rejectedReason: string | null
  createdAt: Temporal.Instant
  updatedAt: Temporal.Instant
}
