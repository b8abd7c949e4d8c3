import type { Db } from '../../db/database.ts'
import type { CustomerId, OrganizationId } from '../../domain/identifiers.ts'

export async function* exportConsents(db: Db, organizationId: OrganizationId, customerId: CustomerId) {
  const rows = await db
    .selectFrom('consents as consent')
    .innerJoin('api_clients as client', (join) =>
      join
        .onRef('client.organization_id', '=', 'consent.organization_id')
        .onRef('client.client_id', '=', 'consent.client_id'),
    )
    .select([
      'consent.id',
      'client.name',
      'client.display_name',
      'consent.scope',
      'consent.granted_at',
      'consent.revoked_at',
    ])
    .where('consent.organization_id', '=', organizationId)
    .where('consent.customer_id', '=', customerId)
    .orderBy('consent.granted_at')
    .orderBy('consent.id')
    .execute()
  for (const { name, display_name, ...row } of rows) yield { ...row, app: display_name ?? name }
}
