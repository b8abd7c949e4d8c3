import { type RawBuilder, sql } from 'kysely'
import type { Temporal } from 'temporal-polyfill'
import type { Db } from '../db/database.ts'
import type { Figures, JobDeps } from './job.ts'

/** Short locks, and a pause for others between two of them. */
const ROWS_AT_ONCE = 1000

interface Rule {
  table: string
  /** For how long its rows are kept after they have served. */
  keepHours: number
  /** Which rows have served since before `before`. */
  served: (before: RawBuilder<Temporal.Instant>) => RawBuilder<boolean>
}

const DAY = 24

/**
 * What is deleted when. Who signed on, by which link and from where, stands in the audit log, which does not look here: these
 * rows are needed to refuse what was used or has run out, and to say in the audit log why.
 */
const RULES: readonly Rule[] = [
  // Clicks on old links in a mailbox are told apart as used or expired for a month, then they are unknown.
  {
    table: 'magic_links',
    keepHours: 30 * DAY,
    served: (before) => sql`expires_at < ${before}`,
  },
  {
    table: 'sessions',
    keepHours: 30 * DAY,
    served: (before) => sql`(expires_at < ${before} or ended_at < ${before})`,
  },
  // As requestCode does for a few rows with each new code; it may be that nobody asks for one any more.
  {
    table: 'login_codes',
    keepHours: DAY,
    served: (before) => sql`expires_at < ${before}`,
  },
  // A used token that comes back revokes its family (RFC 9700 section 4.14.2): it is known for a month after it ran out.
  {
    table: 'refresh_tokens',
    keepHours: 30 * DAY,
    served: (before) => sql`expires_at < ${before}`,
  },
  // A family goes after its last refresh token. Access tokens, which hang on it too, live for an hour.
  {
    table: 'token_families',
    keepHours: DAY,
    served: (before) => sql`(created_at < ${before} and not exists (
      select from refresh_tokens
      where refresh_tokens.organization_id = token_families.organization_id and refresh_tokens.family_id = token_families.id
    ))`,
  },
  // Kept in milliseconds by rate-limiter-flexible, which takes a row of the past for none.
  {
    table: 'rate_limits',
    keepHours: 0,
    served: (before) => sql`expire < extract(epoch from ${before}) * 1000`,
  },
  // As long as a key is good for (http/idempotency.ts).
  {
    table: 'idempotent_answers',
    keepHours: DAY,
    served: (before) => sql`created_at < ${before}`,
  },
  // What arrived, and what was given up: for a month it can be read, and sent again. The events themselves stay.
  {
    table: 'webhook_deliveries',
    keepHours: 30 * DAY,
    served: (before) => sql`(status <> 'pending' and settled_at < ${before})`,
  },
  // A quarter's worth of answers shows whether a price source is reliable.
  {
    table: 'price_fetches',
    keepHours: 90 * DAY,
    served: (before) => sql`fetched_at < ${before}`,
  },
]

/** Deletes what has served its time, a few rows at once; may be run at any time, and by several at once. */
export async function cleanUp({ db, now }: JobDeps, signal: AbortSignal): Promise<Figures> {
  const deleted: Record<string, number> = {}
  for (const rule of RULES) {
    const before = now().subtract({ hours: rule.keepHours })
    deleted[rule.table] = await deleteServed(db, rule, before, signal)
  }
  return deleted
}

async function deleteServed(
  db: Db,
  { table, served }: Rule,
  before: Temporal.Instant,
  signal: AbortSignal,
): Promise<number> {
  const limit = sql<Temporal.Instant>`${before.toString()}::timestamptz`
  let total = 0
  for (;;) {
    signal.throwIfAborted()
    // Rows that somebody holds are left for the next night rather than waited for.
    const { numAffectedRows } = await sql`
      delete from ${sql.table(table)} where ctid = any (array(
        select ctid from ${sql.table(table)} where ${served(limit)} limit ${ROWS_AT_ONCE} for update skip locked
      ))`.execute(db)
    const count = Number(numAffectedRows ?? 0)
    total += count
    if (count < ROWS_AT_ONCE) return total
  }
}
