import { sql } from 'kysely'
import type { Db, Tx } from '../../db/database.ts'
import { type CustomerId, newId, type OrganizationId, type PlanId } from '../../domain/identifiers.ts'
import { hashSecret, newSecret } from '../oauth/secret.ts'
import { CODE_MINUTES, hashCode, newCode } from './login-code.ts'

export interface RequestCode {
  organizationId: OrganizationId
  /** The portal whose host was asked; the code works there and nowhere else. */
  planId: PlanId
  /** A well-formed address, known or not. */
  email: string
  /** Where to go after signing in, checked by safeNextPath; null goes where the customer's contracts say. */
  nextPath: string | null
}

export interface RequestedCode {
  /** For the browser's cookie. */
  attemptToken: string
  code: string
  /** Whom the code is to be sent to; null for nobody's address. */
  customerId: CustomerId | null
}

/** Rows are kept this long after their code ran out, so that a late visitor reads "expired" and not "unknown". */
const KEEP_HOURS = 24
const CLEAN_ROWS = 50

/**
 * Makes a code for an address, in place of any live code of that address at that portal. The work is the same whether
 * or not the address is a customer's; telling the customer, and noting it, is for afterwards (see announceCode).
 */
export async function requestCode(
  { db, loginCodeKey }: { db: Db; loginCodeKey: Buffer },
  { organizationId, planId, email, nextPath }: RequestCode,
): Promise<RequestedCode> {
  const attemptToken = newSecret()
  const attemptHash = hashSecret(attemptToken)
  const code = newCode()
  const customerId = await db.transaction().execute(async (tx) => {
    // Two requests for one address at once: the second waits, and then takes the first one's place.
    await sql`select pg_advisory_xact_lock(hashtextextended(${`login ${planId} `} || lower(${email}), 0))`.execute(
      tx,
    )
    await sql`
      update login_codes set ended_at = clock_timestamp()
      where organization_id = ${organizationId} and plan_id = ${planId} and lower(email) = lower(${email}) and ended_at is null
    `.execute(tx)
    const { rows } = await sql<{ customer_id: CustomerId | null }>`
      insert into login_codes (
        organization_id, attempt_hash, plan_id, email, customer_id, code_hash, next_path, created_at, expires_at
      )
      select
        ${organizationId}, ${attemptHash}, ${planId}, ${email}, customer.id, ${hashCode(loginCodeKey, attemptHash, code)},
        ${nextPath}, clock_timestamp(), clock_timestamp() + make_interval(mins => ${CODE_MINUTES})
      from (select) one
      left join customers customer
        on customer.organization_id = ${organizationId} and lower(customer.email) = lower(${email})
      returning customer_id
    `.execute(tx)
    await deleteOld(tx)
    return rows[0]?.customer_id ?? null
  })
  return { attemptToken, code, customerId }
}

/** A few old rows of anybody go with each new one, so that the table stays as small as its traffic. */
async function deleteOld(tx: Tx): Promise<void> {
  await sql`
    delete from login_codes where (organization_id, attempt_hash) in (
      select organization_id, attempt_hash from login_codes
      where expires_at < clock_timestamp() - make_interval(hours => ${KEEP_HOURS})
      order by expires_at limit ${CLEAN_ROWS}
      for update skip locked
    )
  `.execute(tx)
}

export interface AnnounceCode {
  organizationId: OrganizationId
  customerId: CustomerId
  attemptToken: string
  address: string | null
  userAgent: string | null
}

/**
 * Notes that a code goes out, and answers the customer's own address to send it to. Run after the visitor has been
 * answered: who waits for the answer must not be able to tell a customer's address by its time.
 */
export async function announceCode(
  db: Db,
  { organizationId, customerId, attemptToken, address, userAgent }: AnnounceCode,
): Promise<{ email: string }> {
  const { rows } = await sql<{ email: string }>`
    with audited as (
      insert into audit_events (
        organization_id, id, occurred_at, action, actor_type, actor_id, customer_id, subject, address, user_agent
      )
      values (
        ${organizationId}, ${newId('auditEvent')}, now(), 'login_code.requested', 'customer', ${customerId}, ${customerId},
        ${hashSecret(attemptToken).toString('hex').slice(0, 16)}, ${address}::inet, ${userAgent}
      )
    )
    select email from customers where organization_id = ${organizationId} and id = ${customerId}
  `.execute(db)
  if (!rows[0]) throw new Error('The customer was deleted before the code could be sent.')
  return rows[0]
}
