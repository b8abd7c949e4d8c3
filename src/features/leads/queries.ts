import type { Selectable } from 'kysely'
import type { Db, Tx } from '../../db/database.ts'
import type { DB } from '../../db/tables.ts'
import type { Id, OrganizationId } from '../../domain/identifiers.ts'
import { type Page, type PageRequest, selectPage } from '../../http/pagination.ts'
import type { Lead, LeadDetails } from './lead.ts'

/** The organisation's leads, newest first. */
export async function listLeads(
  db: Db | Tx,
  organizationId: OrganizationId,
  page: PageRequest,
): Promise<Page<Lead>> {
  const { rows, next } = await selectPage(leads(db, organizationId), page, {
    at: 'l.created_at',
    id: 'l.id',
    positionOf: (lead) => ({ at: lead.created_at, id: lead.id }),
  })
  return { rows: rows.map(toLead), next }
}

export async function findLead(
  db: Db | Tx,
  organizationId: OrganizationId,
  id: Id<'lead'>,
): Promise<Lead | undefined> {
  const row = await leads(db, organizationId).where('l.id', '=', id).executeTakeFirst()
  return row && toLead(row)
}

function leads(db: Db | Tx, organizationId: OrganizationId) {
  return db
    .selectFrom('leads as l')
    .innerJoin('plans as p', (join) =>
      join.onRef('p.organization_id', '=', 'l.organization_id').onRef('p.id', '=', 'l.plan_id'),
    )
    .selectAll('l')
    .select('p.slug as plan_slug')
    .where('l.organization_id', '=', organizationId)
}

export function toLead(row: Selectable<DB['leads']> & { plan_slug: string }): Lead {
  return {
    id: row.id,
    planId: row.plan_id,
    planSlug: row.plan_slug,
    // Written by createLead alone, which checks it.
    details: row.details as LeadDetails,
    metadata: row.metadata as Lead['metadata'],
    createdBy: row.created_by,
    createdAt: row.created_at,
    lastVisitedAt: row.last_visited_at,
    subscriptionId: row.subscription_id,
    subscribedAt: row.subscribed_at,
  }
}
