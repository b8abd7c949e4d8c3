import { sql } from 'kysely'
import type { Db, Tx } from '../../db/database.ts'
import type { CustomerId, OrganizationId } from '../../domain/identifiers.ts'
import { type Page, type PageRequest, selectPage } from '../../http/pagination.ts'
import type { Customer } from './customer.ts'

export function findCustomer(
  db: Db | Tx,
  organizationId: OrganizationId,
  id: CustomerId,
): Promise<Customer | undefined> {
  return db
    .selectFrom('customers')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .executeTakeFirst()
}

/** Whoever has the address within the organisation, however they capitalise it; there is at most one. */
export function findCustomerByEmail(
  db: Db | Tx,
  organizationId: OrganizationId,
  email: string,
): Promise<Customer | undefined> {
  return db
    .selectFrom('customers')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .where(sql`lower(email)`, '=', sql`lower(${email}::text)`)
    .executeTakeFirst()
}

/** The organisation's customers, newest first; `only` leaves that one customer. */
export function listCustomers(
  db: Db,
  organizationId: OrganizationId,
  page: PageRequest,
  only?: CustomerId,
): Promise<Page<Customer>> {
  let query = db.selectFrom('customers').selectAll().where('organization_id', '=', organizationId)
  if (only !== undefined) query = query.where('id', '=', only)
  return selectPage(query, page, {
    at: 'created_at',
    id: 'id',
    positionOf: (customer) => ({ at: customer.created_at, id: customer.id }),
  })
}
