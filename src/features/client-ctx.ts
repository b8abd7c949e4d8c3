import type { Context } from 'hono'
import type { Temporal } from 'temporal-polyfill'
import type { Db } from '../db/database.ts'
import { Failure } from '../domain/failure.ts'
import type { ApiEnv } from '../http/api-env.ts'
import type { Ctx } from './ctx.ts'

/**
 * What a verb takes first, for a write over the partner API: the organisation's client does it.
 * @throws Failure FORBIDDEN for a token that speaks for one customer: such a token reads only.
 */
export function clientCtx(c: Context<ApiEnv>, { db, now }: { db: Db; now: () => Temporal.Instant }): Ctx {
  if (c.get('tokenCustomerId') !== undefined) {
    throw new Failure('FORBIDDEN', 'A token that speaks for one customer can only read.')
  }
  return {
    db,
    organizationId: c.get('organizationId'),
    actor: { type: 'client', id: c.get('clientId') },
    now: now(),
  }
}
