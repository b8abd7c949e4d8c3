import { sql } from 'kysely'
import type { Tx } from '../../db/database.ts'
import { NUDGE_CHANNEL } from './outbox.ts'

/** Wakes who delivers, once the transaction stands. */
export async function nudge(tx: Tx): Promise<void> {
  await sql`select pg_notify(${NUDGE_CHANNEL}, '')`.execute(tx)
}
