import { sql } from 'kysely'
import type { Db } from '../../db/database.ts'
import { newId, type OrganizationId, type PlanId } from '../../domain/identifiers.ts'
import { landing } from '../magic-links/magic-link.ts'
import { hashSecret, newSecret } from '../oauth/secret.ts'
import { CODE_TRIES, hashCode } from './login-code.ts'

export interface RedeemCode {
  /** The portal on whose host the code was typed; a code of another portal is refused. */
  organizationId: OrganizationId
  planId: PlanId
  /** From the browser's cookie: a code typed in another browser does not work. */
  attemptToken: string
  /** Six digits. */
  code: string
  /** The session cookie the browser came with, if any: that session ends. */
  olderSessionToken: string | undefined
  address: string | null
  userAgent: string | null
}

export type RedeemedCode =
  | { outcome: 'redeemed'; sessionToken: string; nextPath: string }
  | { outcome: 'wrong'; triesLeft: number }
  /** No try was counted. `reason` is for the log, never for the visitor. */
  | { outcome: 'refused'; reason: 'ended' | 'expired' | 'exhausted' | 'unknown' }

interface Answer {
  tries: number | null
  is_right: boolean | null
  next_path: string | null
  is_contracted: boolean
  reason: 'ended' | 'expired' | 'exhausted' | null
}

/**
 * Tries a code: at most five tries of an attempt are ever counted, and at most one of any number of right answers, in
 * this process or another, opens a session. The one update does both, because PostgreSQL looks at a row again after it
 * has waited for it. Hashes are compared by the database: they are keyed, so the time it takes tells nothing.
 */
export async function redeemCode(
  { db, loginCodeKey }: { db: Db; loginCodeKey: Buffer },
  { organizationId, planId, attemptToken, code, olderSessionToken, address, userAgent }: RedeemCode,
): Promise<RedeemedCode> {
  const attemptHash = hashSecret(attemptToken)
  const sessionToken = newSecret()
  const olderHash = olderSessionToken === undefined ? null : hashSecret(olderSessionToken)
  const { rows } = await sql<Answer>`
    with tried as (
      update login_codes attempt set
        tries = tries + 1,
        ended_at = case
          -- The address must still be that customer's: a code for an old mailbox opens nothing.
          when code_hash = ${hashCode(loginCodeKey, attemptHash, code)} and exists (
            select from customers customer
            where customer.organization_id = attempt.organization_id and customer.id = attempt.customer_id
              and lower(customer.email) = lower(attempt.email)
          ) then clock_timestamp()
        end
      where organization_id = ${organizationId} and attempt_hash = ${attemptHash} and plan_id = ${planId}
        and ended_at is null and tries < ${CODE_TRIES} and expires_at > clock_timestamp()
      returning plan_id, customer_id, next_path, tries, ended_at is not null as is_right
    ), older as (
      update sessions set ended_at = clock_timestamp()
      from tried
      where tried.is_right and sessions.organization_id = ${organizationId} and sessions.id_hash = ${olderHash}
        and sessions.ended_at is null
    ), opened as (
      insert into sessions (
        organization_id, id_hash, id, plan_id, customer_id, method, return_url, locale, flow, address, user_agent,
        created_at, last_seen_at, expires_at
      )
      select
        ${organizationId}, ${hashSecret(sessionToken)}, ${newId('session')}, tried.plan_id, tried.customer_id, 'code',
        null, null, null, ${address}::inet, ${userAgent}, now(), now(), now() + make_interval(secs => plan.session_max_seconds)
      from tried
      join plans plan on plan.organization_id = ${organizationId} and plan.id = tried.plan_id
      where tried.is_right
    ), audited as (
      insert into audit_events (
        organization_id, id, occurred_at, action, actor_type, actor_id, customer_id, subject, address, user_agent
      )
      select
        ${organizationId}, ${newId('auditEvent')}, now(), 'login_code.redeemed', 'customer', customer_id, customer_id,
        ${attemptHash.toString('hex').slice(0, 16)}, ${address}::inet, ${userAgent}
      from tried where is_right
    )
    select
      tried.tries, tried.is_right, tried.next_path,
      exists (
        select from subscriptions
        where subscriptions.organization_id = ${organizationId} and subscriptions.customer_id = tried.customer_id
      ) as is_contracted,
      case
        when attempt.ended_at is not null then 'ended'
        when attempt.expires_at <= clock_timestamp() then 'expired'
        when attempt.attempt_hash is not null then 'exhausted'
      end as reason
    from (select) one
    left join tried on true
    left join login_codes attempt
      on attempt.organization_id = ${organizationId} and attempt.attempt_hash = ${attemptHash} and attempt.plan_id = ${planId}
  `.execute(db)
  const answer = rows[0]
  if (!answer || answer.tries === null) return { outcome: 'refused', reason: answer?.reason ?? 'unknown' }
  if (!answer.is_right) return { outcome: 'wrong', triesLeft: CODE_TRIES - answer.tries }
  return {
    outcome: 'redeemed',
    sessionToken,
    nextPath: answer.next_path ?? landing(answer.is_contracted, null),
  }
}
