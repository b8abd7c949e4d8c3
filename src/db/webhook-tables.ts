import type { ColumnType, Generated } from 'kysely'
import type { Temporal } from 'temporal-polyfill'
import type { Id, OrganizationId } from '../domain/identifiers.ts'

type Timestamp = ColumnType<Temporal.Instant, string, string>
type NullableTimestamp = ColumnType<Temporal.Instant | null, string | null | undefined, string | null>

/** The tables of 0012-webhooks.sql. */
export interface WebhookTables {
  webhook_endpoints: {
    organization_id: OrganizationId
    id: Id<'webhookEndpoint'>
    url: string
    description: Generated<string>
    topics: string[]
    signature_header: string
    secret: Buffer
    previous_secret: Buffer | null
    previous_secret_until: NullableTimestamp
    portal_since: Timestamp
    disabled_at: NullableTimestamp
    created_at: Timestamp
    updated_at: Timestamp
  }
  webhook_deliveries: {
    organization_id: OrganizationId
    id: Id<'webhookDelivery'>
    endpoint_id: Id<'webhookEndpoint'>
    event_id: Id<'event'>
    status: Generated<'pending' | 'delivered' | 'failed'>
    attempts: Generated<number>
    next_attempt_at: NullableTimestamp
    log: ColumnType<unknown, string | undefined, string>
    response: string | null
    created_at: Timestamp
    settled_at: NullableTimestamp
  }
}
