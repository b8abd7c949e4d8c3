import type { ColumnType, Generated } from 'kysely'
import type { Temporal } from 'temporal-polyfill'
import type { CustomerId, OrganizationId, PlanId } from '../domain/identifiers.ts'

type Timestamp = ColumnType<Temporal.Instant, string, string>
type NullableTimestamp = ColumnType<Temporal.Instant | null, string | null | undefined, string | null>

/** Attempts to sign in by a code; see 0004-login-codes.sql. */
export interface LoginTables {
  login_codes: {
    organization_id: OrganizationId
    attempt_hash: Buffer
    plan_id: PlanId
    email: string
    customer_id: CustomerId | null
    code_hash: Buffer
    next_path: string | null
    tries: Generated<number>
    created_at: Timestamp
    expires_at: Timestamp
    ended_at: NullableTimestamp
  }
}
