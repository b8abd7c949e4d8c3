import type { ColumnType, Generated } from 'kysely'
import type { Temporal } from 'temporal-polyfill'
import type { CustomerId, Id, OrganizationId, PlanId, SubscriptionId } from '../domain/identifiers.ts'

type Timestamp = ColumnType<Temporal.Instant, string, string>
type NullableTimestamp = ColumnType<Temporal.Instant | null, string | null | undefined, string | null>
type Json = ColumnType<unknown, string, string>

/** The tables of 0010-checkout.sql. */
export interface CheckoutTables {
  events: {
    organization_id: OrganizationId
    id: Id<'event'>
    topic: string
    context: Json
    created_at: Timestamp
  }
  leads: {
    organization_id: OrganizationId
    id: Id<'lead'>
    plan_id: PlanId
    details: Json
    metadata: ColumnType<unknown, string | undefined, string>
    created_by: string | null
    created_at: Timestamp
    last_visited_at: NullableTimestamp
    subscription_id: SubscriptionId | null
    subscribed_at: NullableTimestamp
  }
  checkouts: {
    organization_id: OrganizationId
    id_hash: Buffer
    plan_id: PlanId
    customer_id: CustomerId | null
    lead_id: Id<'lead'> | null
    fields: Json
    completed: ColumnType<string[], string[] | undefined, string[]>
    metadata: ColumnType<unknown, string | undefined, string>
    credited_to: string | null
    quoted_cents: number | null
    quoted_at: NullableTimestamp
    verified_email: string | null
    code_email: string | null
    code_hash: Buffer | null
    code_sent_at: NullableTimestamp
    code_tries: Generated<number>
    subscription_id: SubscriptionId | null
    ordered_at: NullableTimestamp
    created_at: Timestamp
    updated_at: Timestamp
    expires_at: Timestamp
  }
  service_requests: {
    organization_id: OrganizationId
    id: Id<'serviceRequest'>
    plan_id: PlanId
    zip: string
    email: string
    locale: 'de' | 'en'
    created_at: Timestamp
  }
}
