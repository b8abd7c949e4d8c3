import { createHmac, randomInt } from 'node:crypto'
import { sql } from 'kysely'
import type { Db } from '../../db/database.ts'
import type { OrganizationId, PlanId } from '../../domain/identifiers.ts'
import { hashSecret } from '../oauth/secret.ts'

export const CODE_MINUTES = 10
export const CODE_TRIES = 5
/** So long a browser waits before it may ask for another code. */
export const RESEND_SECONDS = 60

const DIGITS = 6

/** Six random digits; the leading ones may be zero. */
export function newCode(): string {
  return String(randomInt(10 ** DIGITS)).padStart(DIGITS, '0')
}

/** The digits of what was typed or pasted, or undefined for anything that is no code. */
export function readCode(typed: string): string | undefined {
  const digits = typed.length > 20 ? '' : typed.replace(/[\s-]/g, '')
  return /^[0-9]{6}$/.test(digits) ? digits : undefined
}

/**
 * What the table keeps of a code. A million codes are tried in a second, so a plain hash would hide nothing from who
 * reads the table: the key is not in the database, and the attempt's own hash is the salt, so that equal codes of two
 * attempts look different.
 */
export function hashCode(loginCodeKey: Buffer, attemptHash: Buffer, code: string): Buffer {
  return createHmac('sha256', loginCodeKey).update(attemptHash).update(code).digest()
}

/** The attempt that a browser carries in its cookie, whether or not its code still works. */
export interface LoginAttempt {
  email: string
  nextPath: string | null
  /** Its code would sign in, if it is the right one and the address somebody's. */
  isLive: boolean
  /** Too young for another code. */
  isRecent: boolean
}

/** An attempt of this portal alone: another portal's cookie answers undefined. Every clock is the database's. */
export async function findLoginAttempt(
  db: Db,
  organizationId: OrganizationId,
  planId: PlanId,
  attemptToken: string,
): Promise<LoginAttempt | undefined> {
  const row = await db
    .selectFrom('login_codes')
    .select([
      'email',
      'next_path',
      sql<boolean>`ended_at is null and tries < ${CODE_TRIES} and expires_at > clock_timestamp()`.as(
        'is_live',
      ),
      sql<boolean>`ended_at is null and created_at > clock_timestamp() - make_interval(secs => ${RESEND_SECONDS})`.as(
        'is_recent',
      ),
    ])
    .where('organization_id', '=', organizationId)
    .where('attempt_hash', '=', hashSecret(attemptToken))
    .where('plan_id', '=', planId)
    .executeTakeFirst()
  return row && { email: row.email, nextPath: row.next_path, isLive: row.is_live, isRecent: row.is_recent }
}
