import type { Temporal } from 'temporal-polyfill'
import type { Db, Tx } from '../../db/database.ts'
import { newId, type OrganizationId } from '../../domain/identifiers.ts'
import { recordAudit } from '../audit/record.ts'
import { inTransaction } from '../ctx.ts'
import { type InsertOrganization, insertOrganization } from './organization.ts'

/** The one verb that has no organisation yet: it makes it. */
export async function createOrganization(
  { db, now }: { db: Db | Tx; now: Temporal.Instant },
  input: InsertOrganization,
): Promise<{ id: OrganizationId; name: string }> {
  const { name, homeUrl, returnUrlHosts } = insertOrganization.parse(input)
  const id = newId('organization')
  const ctx = { db, organizationId: id, actor: { type: 'operator' }, now } as const
  await inTransaction(ctx, async (tx) => {
    await tx
      .insertInto('organizations')
      .values({
        id,
        name,
        home_url: homeUrl ?? null,
        return_url_hosts: returnUrlHosts,
        created_at: now.toString(),
      })
      .execute()
    await recordAudit(tx, ctx, { action: 'organization.created', subject: id })
  })
  return { id, name }
}
