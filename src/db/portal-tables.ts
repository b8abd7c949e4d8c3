import type { ColumnType } from 'kysely'
import type { Temporal } from 'temporal-polyfill'
import type { CustomerId, Id, OrganizationId, PlanId, SubscriptionId } from '../domain/identifiers.ts'
import type { Day } from '../domain/local-time.ts'

type Timestamp = ColumnType<Temporal.Instant, string, string>

export type TerminationReason = 'ORDINARY' | 'EXTRAORDINARY' | 'MOVE_OUT' | 'WITHDRAWAL'
export type GridFeeReductionStatus = 'intended' | 'ordered' | 'rejected' | 'activated' | 'ended'

/** The tables of 0008-portal.sql. */
export interface PortalTables {
  reading_photos: {
    organization_id: OrganizationId
    reading_id: Id<'meterReading'>
    content_type: 'image/jpeg' | 'image/png' | 'image/webp'
    content: Buffer
    created_at: Timestamp
  }
  declarations: {
    organization_id: OrganizationId
    id: Id<'declaration'>
    plan_id: PlanId
    kind: 'termination' | 'withdrawal'
    name: string
    contract: string
    email: string
    termination_kind: 'ordinary' | 'extraordinary' | 'move_out' | null
    reason: string | null
    intended_end_on: Day | null
    subscription_id: SubscriptionId | null
    received_at: Timestamp
    locale: 'de' | 'en'
  }
  grid_fee_reductions: {
    organization_id: OrganizationId
    id: Id<'gridFeeReduction'>
    customer_id: CustomerId
    subscription_id: SubscriptionId
    module: 1 | 2 | 3
    status: GridFeeReductionStatus
    valid_from: Day | null
    valid_until: Day | null
    rejected_reason: string | null
    created_at: Timestamp
    updated_at: Timestamp
  }
}
