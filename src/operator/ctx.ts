import type { Db } from '../db/database.ts'
import type { OrganizationId } from '../domain/identifiers.ts'
import type { Ctx } from '../features/ctx.ts'
import type { OperatorDeps } from './deps.ts'

/** What the operator does is written down as done by the operator. */
export function operatorCtx({ now }: Pick<OperatorDeps, 'now'>, db: Db, organizationId: OrganizationId): Ctx {
  return { db, organizationId, actor: { type: 'operator' }, now: now() }
}
