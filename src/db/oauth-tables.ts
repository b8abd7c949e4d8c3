import type { ColumnType } from 'kysely'
import type { Temporal } from 'temporal-polyfill'
import type { CustomerId, Id, OrganizationId } from '../domain/identifiers.ts'

type Timestamp = ColumnType<Temporal.Instant, string, string>
type NullableTimestamp = ColumnType<Temporal.Instant | null, string | null | undefined, string | null>

/** Apps that customers let read their data; see 0013-authorization-codes.sql. */
export interface OAuthTables {
  consents: {
    organization_id: OrganizationId
    id: Id<'consent'>
    customer_id: CustomerId
    client_id: string
    scope: string
    granted_at: Timestamp
    revoked_at: NullableTimestamp
  }
  authorization_codes: {
    organization_id: OrganizationId
    code_hash: Buffer
    client_id: string
    consent_id: Id<'consent'>
    customer_id: CustomerId
    scope: string
    redirect_uri: string
    code_challenge: string | null
    code_challenge_method: 'S256' | 'plain' | null
    created_at: Timestamp
    expires_at: Timestamp
    used_at: NullableTimestamp
    family_id: string | null
  }
}
