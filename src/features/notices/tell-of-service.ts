import { sql } from 'kysely'
import { dayAt } from '../../domain/local-time.ts'
import { recordAudit } from '../audit/record.ts'
import { type Ctx, inTransaction } from '../ctx.ts'
import type { ServiceNotice } from './notice.ts'

const REQUESTS_AT_ONCE = 100

/**
 * Takes the requests of who wanted to hear once their postal code is served, and now it is, and deletes them: they are
 * written to once and for nothing else. Whoever calls writes the mails in the same transaction. Empty once nothing is left.
 */
export function tellOfService(ctx: Ctx): Promise<ServiceNotice[]> {
  return inTransaction(ctx, async (tx) => {
    const rows = await tx
      .selectFrom('service_requests as r')
      .innerJoin('plans as p', (join) =>
        join.onRef('p.organization_id', '=', 'r.organization_id').onRef('p.id', '=', 'r.plan_id'),
      )
      .select(['r.id as requestId', 'r.zip', 'r.email', 'r.locale'])
      .select(['p.id as planId', 'p.type as planType', 'p.slug'])
      .where('r.organization_id', '=', ctx.organizationId)
      .where('p.checkout_enabled', '=', true)
      .where('p.customer_mails', '=', true)
      .where(
        sql<boolean>`exists (
          select from grid_areas as area where area.zip = r.zip and area.valid_from <= ${dayAt(ctx.now)}::date
        )`,
      )
      .orderBy('r.created_at')
      .orderBy('r.id')
      .limit(REQUESTS_AT_ONCE)
      .forUpdate('r')
      .skipLocked()
      .execute()
    for (const { requestId, zip } of rows) {
      await tx
        .deleteFrom('service_requests')
        .where('organization_id', '=', ctx.organizationId)
        .where('id', '=', requestId)
        .execute()
      await recordAudit(tx, ctx, { action: 'service.told', subject: requestId, details: { zip } })
    }
    return rows
  })
}
