import { sql } from 'kysely'
import type { Db } from '../../db/database.ts'
import type { CustomerId } from '../../domain/identifiers.ts'
import { CODE_MINUTES, CODE_TRIES, hashCode, newCode, RESEND_SECONDS } from '../sessions/login-code.ts'
import { type Checkout, typedEmail } from './checkout.ts'

interface ProveDeps {
  db: Db
  loginCodeKey: Buffer
}

export interface EmailCode {
  code: string
  /** Whose address it is already; null for a newcomer's. For the mail alone: the page is the same for both. */
  customerId: CustomerId | null
}

/**
 * Makes a code that proves an address to be the visitor's, in place of any before it. Undefined while the last one to the
 * same address is younger than a minute, and once the checkout became a contract.
 */
export async function requestEmailCode(
  { db, loginCodeKey }: ProveDeps,
  { organizationId, idHash }: Checkout,
  email: string,
): Promise<EmailCode | undefined> {
  const code = newCode()
  const { rows } = await sql<{ customer_id: CustomerId | null }>`
    update checkouts set
      code_email = ${email}, code_hash = ${hashCode(loginCodeKey, idHash, code)}, code_tries = 0,
      code_sent_at = clock_timestamp()
    where organization_id = ${organizationId} and id_hash = ${idHash} and subscription_id is null
      and (
        code_sent_at is null or lower(code_email) <> lower(${email})
        or code_sent_at <= clock_timestamp() - make_interval(secs => ${RESEND_SECONDS})
      )
    returning (
      select id from customers
      where customers.organization_id = ${organizationId} and lower(customers.email) = lower(${email})
    ) as customer_id
  `.execute(db)
  return rows[0] && { code, customerId: rows[0].customer_id }
}

export type ProvedEmail =
  | { outcome: 'proved' }
  | { outcome: 'wrong'; triesLeft: number }
  /** Used up, too old, or for an address that was changed meanwhile: a new one is needed. No try was counted. */
  | { outcome: 'refused' }

/**
 * Tries a code. The right one proves the address it went to; where it is a customer's, the order is theirs from here on. At
 * most five tries of a code are counted, and one of any number of right answers at once proves it (see redeemCode).
 */
export async function proveEmail(
  { db, loginCodeKey }: ProveDeps,
  { organizationId, idHash, fields }: Checkout,
  code: string,
): Promise<ProvedEmail> {
  const { rows } = await sql<{ code_tries: number; is_right: boolean }>`
    with tried as (
      update checkouts set
        code_tries = code_tries + 1,
        verified_email = case when code_hash = given.hash then code_email else verified_email end,
        code_hash = case when code_hash = given.hash then null else code_hash end,
        completed = case when code_hash = given.hash then array(select distinct unnest(completed || 'email'::text)) else completed end,
        customer_id = case when code_hash = given.hash then (
          select id from customers
          where customers.organization_id = ${organizationId} and lower(customers.email) = lower(code_email)
        ) else customer_id end
      from (select ${hashCode(loginCodeKey, idHash, code)}::bytea as hash) given
      where organization_id = ${organizationId} and id_hash = ${idHash} and subscription_id is null
        and code_hash is not null and code_tries < ${CODE_TRIES} and lower(code_email) = lower(${typedEmail(fields)}::text)
        and code_sent_at > clock_timestamp() - make_interval(mins => ${CODE_MINUTES})
      returning code_tries, code_hash is null as is_right
    )
    select * from tried
  `.execute(db)
  const tried = rows[0]
  if (!tried) return { outcome: 'refused' }
  return tried.is_right
    ? { outcome: 'proved' }
    : { outcome: 'wrong', triesLeft: CODE_TRIES - tried.code_tries }
}
