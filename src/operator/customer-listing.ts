import { sql } from 'kysely'
import type { Temporal } from 'temporal-polyfill'
import type { Db } from '../db/database.ts'
import type { CustomerId, OrganizationId } from '../domain/identifiers.ts'

export interface CustomerListing {
  id: CustomerId
  organizationId: OrganizationId
  type: 'person' | 'company'
  firstName: string
  lastName: string
  companyName: string | null
  email: string
  externalId: string | null
  planSlug: string
  locale: 'de' | 'en' | null
  createdAt: Temporal.Instant
}

/** Newest first. */
export async function findCustomers(
  db: Db,
  organizationId: OrganizationId,
  { id, email, limit }: { id?: CustomerId; email?: string; limit: number },
): Promise<CustomerListing[]> {
  let query = db
    .selectFrom('customers as customer')
    .innerJoin('plans as plan', (join) =>
      join
        .onRef('plan.organization_id', '=', 'customer.organization_id')
        .onRef('plan.id', '=', 'customer.plan_id'),
    )
    .select([
      'customer.id',
      'customer.organization_id as organizationId',
      'customer.type',
      'customer.first_name as firstName',
      'customer.last_name as lastName',
      'customer.company_name as companyName',
      'customer.email',
      'customer.external_id as externalId',
      'plan.slug as planSlug',
      'customer.locale',
      'customer.created_at as createdAt',
    ])
    .where('customer.organization_id', '=', organizationId)
  if (id !== undefined) query = query.where('customer.id', '=', id)
  if (email !== undefined) query = query.where(sql`lower(customer.email)`, '=', email.trim().toLowerCase())
  return query.orderBy('customer.created_at', 'desc').orderBy('customer.id', 'desc').limit(limit).execute()
}
