import { sql } from 'kysely'
import type { Db, Tx } from '../../db/database.ts'
import type { Id, OrganizationId, PlanId } from '../../domain/identifiers.ts'
import type { Lead } from './lead.ts'
import { findLead } from './queries.ts'

/**
 * The lead that a link of this plan's checkout names, with the visit noted; undefined for any other, whoever's it is. One
 * that became a contract is still found: `subscriptionId` says so, and there is nothing left to fill in from it.
 */
export async function visitLead(
  db: Db | Tx,
  { organizationId, planId, id }: { organizationId: OrganizationId; planId: PlanId; id: Id<'lead'> },
): Promise<Lead | undefined> {
  const { numUpdatedRows } = await db
    .updateTable('leads')
    .set({ last_visited_at: sql<string>`clock_timestamp()` })
    .where('organization_id', '=', organizationId)
    .where('plan_id', '=', planId)
    .where('id', '=', id)
    .executeTakeFirst()
  return numUpdatedRows > 0n ? findLead(db, organizationId, id) : undefined
}
