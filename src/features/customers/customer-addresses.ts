import type { Db } from '../../db/database.ts'
import type { CustomerId, OrganizationId, SubscriptionId } from '../../domain/identifiers.ts'

export interface PostalAddress {
  street: string
  houseNumber: string
  zip: string
  city: string
}

/** Where a contract delivers, and where its invoices go. */
export interface ContractAddresses {
  subscriptionId: SubscriptionId
  number: string
  planName: string
  status: 'pending' | 'active' | 'ended'
  supply: PostalAddress
  billing: PostalAddress
}

/** The addresses of all of a customer's contracts, running ones first. */
export async function listContractAddresses(
  db: Db,
  organizationId: OrganizationId,
  customerId: CustomerId,
): Promise<ContractAddresses[]> {
  const rows = await db
    .selectFrom('subscriptions as s')
    .innerJoin('plans as p', (join) =>
      join.onRef('p.organization_id', '=', 's.organization_id').onRef('p.id', '=', 's.plan_id'),
    )
    .innerJoin('addresses as a', (join) =>
      join.onRef('a.organization_id', '=', 's.organization_id').onRef('a.id', '=', 's.address_id'),
    )
    .innerJoin('addresses as b', (join) =>
      join.onRef('b.organization_id', '=', 's.organization_id').onRef('b.id', '=', 's.billing_address_id'),
    )
    .select([
      's.id',
      's.number',
      's.status',
      'p.name as plan_name',
      'a.street',
      'a.house_number',
      'a.zip',
      'a.city',
      'b.street as billing_street',
      'b.house_number as billing_house_number',
      'b.zip as billing_zip',
      'b.city as billing_city',
    ])
    .where('s.organization_id', '=', organizationId)
    .where('s.customer_id', '=', customerId)
    .orderBy((row) => row('s.status', '=', 'ended'))
    .orderBy('s.created_at', 'desc')
    .orderBy('s.id')
    .execute()
  return rows.map((row) => ({
    subscriptionId: row.id,
    number: row.number,
    planName: row.plan_name,
    status: row.status,
    supply: { street: row.street, houseNumber: row.house_number, zip: row.zip, city: row.city },
    billing: {
      street: row.billing_street,
      houseNumber: row.billing_house_number,
      zip: row.billing_zip,
      city: row.billing_city,
    },
  }))
}
