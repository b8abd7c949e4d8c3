import type { ColumnType, Generated } from 'kysely'
import type { Temporal } from 'temporal-polyfill'
import type { CustomerId, Id, OrganizationId, PlanId } from '../domain/identifiers.ts'
import type { CheckoutTables } from './checkout-tables.ts'
import type { EnergyTables } from './energy-tables.ts'
import type { LoginTables } from './login-tables.ts'
import type { MarketTables } from './market-tables.ts'
import type { OAuthTables } from './oauth-tables.ts'
import type { PortalTables } from './portal-tables.ts'
import type { WebhookTables } from './webhook-tables.ts'

/** A timestamptz: read as a Temporal.Instant (parsed in database.ts), written as an ISO string. */
export type Timestamp = ColumnType<Temporal.Instant, string, string>
export type DefaultTimestamp = ColumnType<Temporal.Instant, string | undefined, string>
export type NullableTimestamp = ColumnType<Temporal.Instant | null, string | null | undefined, string | null>
/** A jsonb column: read parsed, written as JSON text. */
export type Json = ColumnType<unknown, string | undefined, string>

export interface DB
  extends CheckoutTables, EnergyTables, LoginTables, MarketTables, OAuthTables, PortalTables, WebhookTables {
  organizations: {
    id: OrganizationId
    name: string
    home_url: string | null
    return_url_hosts: ColumnType<string[], string[] | undefined, string[]>
    brand: Json
    created_at: DefaultTimestamp
  }
  api_clients: {
    organization_id: OrganizationId
    client_id: string
    kind: Generated<'confidential' | 'public'>
    secret_hash: Buffer | null
    name: string
    display_name: string | null
    description: Generated<string>
    redirect_uris: ColumnType<string[], string[] | undefined, string[]>
    client_credentials: Generated<boolean>
    scope: string
    requests_per_second: Generated<number>
    created_at: DefaultTimestamp
    revoked_at: NullableTimestamp
  }
  plans: {
    organization_id: OrganizationId
    id: PlanId
    slug: string
    name: string
    description: Generated<string>
    type: 'consumption' | 'feed_in'
    tariff: 'dynamic' | 'fixed'
    currency: Generated<string>
    base_fee_cents: Generated<number>
    markup_micro_eur_per_kwh: Generated<number>
    working_price_micro_eur_per_kwh: number | null
    feed_in_micro_eur_per_kwh: number | null
    notice_days: Generated<number>
    portal_enabled: Generated<boolean>
    checkout_enabled: Generated<boolean>
    custom_domain: string | null
    frame_ancestors: ColumnType<string[], string[] | undefined, string[]>
    link_ttl_seconds: Generated<number>
    session_idle_seconds: Generated<number>
    session_max_seconds: Generated<number>
    redirect_url: string | null
    customer_mails: Generated<boolean>
    brand: Json
    created_at: DefaultTimestamp
  }
  customers: {
    organization_id: OrganizationId
    id: CustomerId
    type: Generated<'person' | 'company'>
    first_name: string
    last_name: string
    company_name: string | null
    email: string
    vat_id: string | null
    external_id: string | null
    plan_id: PlanId
    locale: 'de' | 'en' | null
    created_at: DefaultTimestamp
  }
  token_families: {
    organization_id: OrganizationId
    id: string
    client_id: string
    customer_id: CustomerId | null
    consent_id: Id<'consent'> | null
    scope: string
    created_at: DefaultTimestamp
    revoked_at: NullableTimestamp
    revoked_reason: string | null
  }
  refresh_tokens: {
    organization_id: OrganizationId
    token_hash: Buffer
    family_id: string
    created_at: DefaultTimestamp
    expires_at: Timestamp
    used_at: NullableTimestamp
  }
  magic_links: {
    organization_id: OrganizationId
    token_hash: Buffer
    plan_id: PlanId
    customer_id: CustomerId
    client_id: string
    delivery: 'redirect' | 'message'
    next_path: string
    return_url: string | null
    locale: 'de' | 'en' | null
    flow: 'meter_reading' | 'payment_method' | 'invoice' | null
    created_at: Timestamp
    expires_at: Timestamp
    consumed_at: NullableTimestamp
  }
  sessions: {
    organization_id: OrganizationId
    id_hash: Buffer
    id: string
    plan_id: PlanId
    customer_id: CustomerId
    method: 'magic_link' | 'code'
    return_url: string | null
    locale: 'de' | 'en' | null
    flow: 'meter_reading' | 'payment_method' | 'invoice' | null
    address: string | null
    user_agent: string | null
    created_at: Timestamp
    last_seen_at: Timestamp
    expires_at: Timestamp
    ended_at: NullableTimestamp
  }
  audit_events: {
    organization_id: OrganizationId
    id: string
    occurred_at: Timestamp
    action: string
    actor_type: 'client' | 'customer' | 'operator' | 'system'
    actor_id: string | null
    customer_id: CustomerId | null
    subject: string | null
    address: string | null
    user_agent: string | null
    details: ColumnType<unknown, string | null | undefined, string | null>
  }
}
