import type { Selectable } from 'kysely'
import type { Temporal } from 'temporal-polyfill'
import type { Db, Tx } from '../../db/database.ts'
import type { DB } from '../../db/tables.ts'
import type { OrganizationId } from '../../domain/identifiers.ts'

export interface Organization {
  id: OrganizationId
  name: string
  /** The partner's own app or site. */
  homeUrl: string | null
  /** Hosts that a magic link's `returnUrl` may name. */
  returnUrlHosts: string[]
  createdAt: Temporal.Instant
}

export async function findOrganization(
  db: Db | Tx,
  organizationId: OrganizationId,
): Promise<Organization | undefined> {
  const row = await db
    .selectFrom('organizations')
    .selectAll()
    .where('id', '=', organizationId)
    .executeTakeFirst()
  return row && toOrganization(row)
}

export function toOrganization(row: Selectable<DB['organizations']>): Organization {
  return {
    id: row.id,
    name: row.name,
    homeUrl: row.home_url,
    returnUrlHosts: row.return_url_hosts,
    createdAt: row.created_at,
  }
}

/** An API client as anyone may see it: its secret cannot be shown again. */
export interface ApiClientListing {
  clientId: string
  organizationId: OrganizationId
  kind: 'confidential' | 'public'
  name: string
  scope: string
  /** Where its customers may be sent back to; empty: it asks none. */
  redirectUris: string[]
  createdAt: Temporal.Instant
  revokedAt: Temporal.Instant | null
}

/** Revoked ones included, newest first. */
export async function listApiClients(
  db: Db | Tx,
  organizationId: OrganizationId,
): Promise<ApiClientListing[]> {
  const rows = await db
    .selectFrom('api_clients')
    .select([
      'client_id',
      'organization_id',
      'kind',
      'name',
      'scope',
      'redirect_uris',
      'created_at',
      'revoked_at',
    ])
    .where('organization_id', '=', organizationId)
    .orderBy('created_at', 'desc')
    .orderBy('client_id')
    .execute()
  return rows.map((row) => ({
    clientId: row.client_id,
    organizationId: row.organization_id,
    kind: row.kind,
    name: row.name,
    scope: row.scope,
    redirectUris: row.redirect_uris,
    createdAt: row.created_at,
    revokedAt: row.revoked_at,
  }))
}
