import { sql } from 'kysely'
import type { Temporal } from 'temporal-polyfill'
import type { Db } from '../../db/database.ts'
import type { CustomerId, OrganizationId } from '../../domain/identifiers.ts'

/** An app that may read a customer's data. */
export interface AppAccess {
  consentId: string
  appName: string
  appDescription: string
  grantedAt: Temporal.Instant
}

/**
 * Which apps can read the customer's data now, or could in a moment with a code that is on its way; the latest allowed first.
 * An app that lost its access, because it stayed away for a month or used a token twice, has to ask again.
 */
export async function listConsents(
  db: Db,
  organizationId: OrganizationId,
  customerId: CustomerId,
): Promise<AppAccess[]> {
  const rows = await db
    .selectFrom('consents as consent')
    .innerJoin('api_clients as client', (join) =>
      join
        .onRef('client.organization_id', '=', 'consent.organization_id')
        .onRef('client.client_id', '=', 'consent.client_id'),
    )
    .select(['consent.id', 'client.name', 'client.display_name', 'client.description', 'consent.granted_at'])
    .where('consent.organization_id', '=', organizationId)
    .where('consent.customer_id', '=', customerId)
    .where('consent.revoked_at', 'is', null)
    .where('client.revoked_at', 'is', null)
    .where(
      sql<boolean>`(
        exists (
          select from authorization_codes code
          where code.organization_id = consent.organization_id and code.consent_id = consent.id
            and code.used_at is null and code.expires_at > now()
        ) or exists (
          select from token_families family
          join refresh_tokens token on token.organization_id = family.organization_id and token.family_id = family.id
          where family.organization_id = consent.organization_id and family.consent_id = consent.id
            and family.revoked_at is null and token.used_at is null and token.expires_at > now()
        )
      )`,
    )
    .orderBy('consent.granted_at', 'desc')
    .orderBy('consent.id')
    .execute()
  return rows.map((row) => ({
    consentId: row.id,
    appName: row.display_name ?? row.name,
    appDescription: row.description,
    grantedAt: row.granted_at,
  }))
}
