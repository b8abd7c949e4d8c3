import type { Temporal } from 'temporal-polyfill'
import type { Db, Tx } from '../db/database.ts'
import type { CustomerId, OrganizationId } from '../domain/identifiers.ts'

/** Who does something: it goes into every audit row. */
export type Actor =
  | { type: 'client'; id: string }
  | { type: 'customer'; id: CustomerId }
  | { type: 'operator' }
  | { type: 'system' }

/** What every write verb takes first. `db` may already be a transaction: the verb then joins it. */
export interface Ctx {
  db: Db | Tx
  organizationId: OrganizationId
  actor: Actor
  now: Temporal.Instant
}

/** Runs a verb's body in one transaction: the caller's, if there is one. */
export function inTransaction<Result>(ctx: Ctx, body: (tx: Tx) => Promise<Result>): Promise<Result> {
  return ctx.db.isTransaction ? body(ctx.db as Tx) : ctx.db.transaction().execute(body)
}
