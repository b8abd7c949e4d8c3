import { LRUCache } from 'lru-cache'
import { z } from 'zod'
import type { Db } from '../../db/database.ts'
import { notFound } from '../../domain/failure.ts'
import type { OrganizationId } from '../../domain/identifiers.ts'
import { recordAudit } from '../audit/record.ts'
import { type Ctx, inTransaction } from '../ctx.ts'

export const clientRate = z.object({ requestsPerSecond: z.int().min(1).max(1_000_000) })

/** Changed rates take hold on every process within these milliseconds. */
const REMEMBER_MS = 5000

/** `rateOf(organizationId, clientId)`: how many requests a second the client may send. */
export function createClientRate(db: Db) {
  const remembered = new LRUCache<string, Promise<number>>({ max: 10_000, ttl: REMEMBER_MS })
  return (organizationId: OrganizationId, clientId: string): Promise<number> => {
    const key = `${organizationId} ${clientId}`
    const known = remembered.get(key)
    if (known) return known
    const asked = findRate(db, organizationId, clientId)
    remembered.set(key, asked)
    asked.catch(() => remembered.delete(key))
    return asked
  }
}

async function findRate(db: Db, organizationId: OrganizationId, clientId: string): Promise<number> {
  const row = await db
    .selectFrom('api_clients')
    .select('requests_per_second')
    .where('organization_id', '=', organizationId)
    .where('client_id', '=', clientId)
    .executeTakeFirst()
  if (!row) throw notFound('Client')
  return row.requests_per_second
}

/** @throws Failure NOT_FOUND, also for another organisation's client. */
export async function setClientRate(ctx: Ctx, clientId: string, requestsPerSecond: number): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const { numUpdatedRows } = await tx
      .updateTable('api_clients')
      .set({ requests_per_second: requestsPerSecond })
      .where('organization_id', '=', ctx.organizationId)
      .where('client_id', '=', clientId)
      .executeTakeFirst()
    if (numUpdatedRows === 0n) throw notFound('Client')
    await recordAudit(tx, ctx, {
      action: 'client.rate_set',
      subject: clientId,
      details: { requestsPerSecond },
    })
  })
}
