import type { Context } from 'hono'
import type { Deps } from '../deps.ts'
import type { Ctx } from '../features/ctx.ts'
import type { Session } from '../features/sessions/find-session.ts'
import type { PortalEnv } from './env.ts'

/** What a write verb takes, when the customer who is signed in does it. */
export function customerCtx(
  { db, now }: Pick<Deps, 'db' | 'now'>,
  c: Context<PortalEnv>,
  session: Session,
): Ctx {
  return {
    db,
    organizationId: c.get('portal').organizationId,
    actor: { type: 'customer', id: session.customer.id },
    now: now(),
  }
}
