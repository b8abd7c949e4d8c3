import type { Temporal } from 'temporal-polyfill'
import type { MeterOrderStatus } from '../../db/energy-tables.ts'
import type { CustomerId, Id, SubscriptionId } from '../../domain/identifiers.ts'

/** The companies that install and run smart meters for us, as the partner contract names them. */
export const METER_PROVIDERS = ['energy-metering', 'metrify', 'inexogy'] as const
export type MeterProvider = (typeof METER_PROVIDERS)[number]

/** When each step of a smart-meter order was reached; the last one given is its status. */
export interface MeterOrderSteps<Missing = undefined> {
  createdAt: Temporal.Instant
  placedAt: Temporal.Instant | Missing
  /** The customer's answers about the meter cabinet, and when the metering company has looked at them. */
  checkSubmittedAt: Temporal.Instant | Missing
  checkReviewedAt: Temporal.Instant | Missing
  appointmentAt: Temporal.Instant | Missing
  installedAt: Temporal.Instant | Missing
  activatedAt: Temporal.Instant | Missing
}

export const CANCELLED_REASONS = ['pre_existing', 'customer_request'] as const
export type CancelledReason = (typeof CANCELLED_REASONS)[number]
export const BLOCKED_REASONS = ['check_missing', 'grid_operator_registration'] as const
export type BlockedReason = (typeof BLOCKED_REASONS)[number]

export interface MeterOrder extends MeterOrderSteps<null> {
  id: Id<'meterOrder'>
  customerId: CustomerId
  subscriptionId: SubscriptionId
  provider: MeterProvider
  status: MeterOrderStatus
  cancelledAt: Temporal.Instant | null
  cancelledReason: CancelledReason | null
  /** Why it does not go on at present, beside its status. */
  blockedAt: Temporal.Instant | null
  blockedReason: BlockedReason | null
}
