import { sql } from 'kysely'
import type { Db } from '../../db/database.ts'
import { isId, type OrganizationId } from '../../domain/identifiers.ts'

/**
 * The portal on which the organisation's customers decide: of the plan that the app names by id or slug, else of the first
 * that was set up; for a sign-up, of the first whose checkout is open. Undefined where none is enabled.
 */
export async function findConsentPortal(
  db: Db,
  organizationId: OrganizationId,
  { plan, flow }: { plan: string | undefined; flow: 'login' | 'signup' },
): Promise<{ slug: string; customDomain: string | null } | undefined> {
  if (plan?.includes('\0')) return undefined
  let query = db
    .selectFrom('plans')
    .select(['slug', 'custom_domain'])
    .where('organization_id', '=', organizationId)
    .where('portal_enabled', '=', true)
  if (plan !== undefined) query = query.where(isId('plan', plan) ? 'id' : 'slug', '=', plan)
  const row = await query
    .orderBy(sql`(${flow} = 'signup' and checkout_enabled)`, 'desc')
    .orderBy('created_at')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst()
  return row && { slug: row.slug, customDomain: row.custom_domain }
}
