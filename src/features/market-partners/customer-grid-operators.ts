import type { Db, Tx } from '../../db/database.ts'
import type { CustomerId, OrganizationId } from '../../domain/identifiers.ts'

/** Whose grid a customer is connected to, by the city of each running contract: whom to call when the power is out. */
export async function customerGridOperators(
  db: Db | Tx,
  organizationId: OrganizationId,
  customerId: CustomerId,
): Promise<{ name: string; city: string }[]> {
  return db
    .selectFrom('subscriptions as s')
    .innerJoin('market_partners as mp', (join) =>
      join.onRef('mp.code', '=', 's.grid_operator_code').on('mp.role', '=', 'grid_operator'),
    )
    .innerJoin('addresses as a', (join) =>
      join.onRef('a.organization_id', '=', 's.organization_id').onRef('a.id', '=', 's.address_id'),
    )
    .select(['mp.name', 'a.city'])
    .distinct()
    .where('s.organization_id', '=', organizationId)
    .where('s.customer_id', '=', customerId)
    .where('s.status', '<>', 'ended')
    .orderBy('a.city')
    .orderBy('mp.name')
    .execute()
}
