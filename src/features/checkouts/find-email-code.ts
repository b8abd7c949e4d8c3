import { sql } from 'kysely'
import type { Db } from '../../db/database.ts'
import { CODE_MINUTES, CODE_TRIES, RESEND_SECONDS } from '../sessions/login-code.ts'
import type { Checkout } from './checkout.ts'

/** The code on its way to an address. */
export interface SentEmailCode {
  /** The right digits would prove it. */
  isLive: boolean
  /** Too young for another one. */
  isRecent: boolean
}

/** Undefined where none was sent to this address. Every clock is the database's. */
export function findEmailCode(
  db: Db,
  { organizationId, idHash }: Checkout,
  email: string,
): Promise<SentEmailCode | undefined> {
  return db
    .selectFrom('checkouts')
    .select([
      sql<boolean>`code_hash is not null and code_tries < ${CODE_TRIES}
        and code_sent_at > clock_timestamp() - make_interval(mins => ${CODE_MINUTES})`.as('isLive'),
      sql<boolean>`code_sent_at > clock_timestamp() - make_interval(secs => ${RESEND_SECONDS})`.as(
        'isRecent',
      ),
    ])
    .where('organization_id', '=', organizationId)
    .where('id_hash', '=', idHash)
    .where(sql`lower(code_email)`, '=', sql`lower(${email}::text)`)
    .executeTakeFirst()
}
