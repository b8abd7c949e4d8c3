import type { Selectable } from 'kysely'
import type { Db } from '../../db/database.ts'
import type { DB } from '../../db/tables.ts'
import type { CustomerId, Id, OrganizationId, SubscriptionId } from '../../domain/identifiers.ts'
import { type Page, type PageRequest, selectPage } from '../../http/pagination.ts'
import type { ShownCustomer } from '../customers/customer.ts'
import type { AddressRow, MeterRow, PaymentMethodRow, SupplierRow } from './subscription-parts.ts'

const COLUMNS = [
  's.id',
  's.plan_id',
  's.customer_id',
  's.address_id',
  's.billing_address_id',
  's.meter_id',
  's.payment_method_id',
  's.number',
  's.status',
  's.estimated_usage_wh',
  's.created_at',
  's.updated_at',
  's.start_at',
  's.terminated_at',
  's.end_at',
  's.metadata',
  's.source',
  'p.type',
  'supplier.id as supplier_id',
] as const

type Columns = (typeof COLUMNS)[number] extends infer Name
  ? Name extends `s.${infer Column extends keyof DB['subscriptions']}`
    ? Column
    : never
  : never

/** A contract as it is stored, of its plan the direction of the energy, and the supplier it was changed over from. */
export type SubscriptionRow = Pick<Selectable<DB['subscriptions']>, Columns> &
  Pick<DB['plans'], 'type'> & { supplier_id: Id<'marketPartner'> | null }

/** The same with the rows it points to. */
export interface SubscriptionDetail extends SubscriptionRow {
  customer: ShownCustomer
  address: AddressRow
  billingAddress: AddressRow
  meter: MeterRow
  paymentMethod: PaymentMethodRow | null
  supplier: SupplierRow | null
}

/** The organisation's contracts, newest first; `only` leaves those of that one customer. */
export function listSubscriptions(
  db: Db,
  organizationId: OrganizationId,
  page: PageRequest,
  only?: CustomerId,
): Promise<Page<SubscriptionRow>> {
  return selectPage(subscriptionsOf(db, organizationId, only).select(COLUMNS), page, {
    at: 's.created_at',
    id: 's.id',
    positionOf: (subscription) => ({ at: subscription.created_at, id: subscription.id }),
  })
}

function subscriptionsOf(db: Db, organizationId: OrganizationId, only?: CustomerId) {
  const subscriptions = db
    .selectFrom('subscriptions as s')
    .innerJoin('plans as p', (join) =>
      join.onRef('p.organization_id', '=', 's.organization_id').onRef('p.id', '=', 's.plan_id'),
    )
    .leftJoin('market_partners as supplier', (join) =>
      join.onRef('supplier.code', '=', 's.previous_supplier_code').on('supplier.role', '=', 'supplier'),
    )
    .where('s.organization_id', '=', organizationId)
  return only === undefined ? subscriptions : subscriptions.where('s.customer_id', '=', only)
}

/** One contract with all that belongs to it, in one statement; `only` finds it among that one customer's. */
export async function findSubscription(
  db: Db,
  organizationId: OrganizationId,
  id: SubscriptionId,
  only?: CustomerId,
): Promise<SubscriptionDetail | undefined> {
  const row = await subscriptionsOf(db, organizationId, only)
    .innerJoin('customers as c', (join) =>
      join.onRef('c.organization_id', '=', 's.organization_id').onRef('c.id', '=', 's.customer_id'),
    )
    .innerJoin('addresses as a', (join) =>
      join.onRef('a.organization_id', '=', 's.organization_id').onRef('a.id', '=', 's.address_id'),
    )
    .innerJoin('addresses as b', (join) =>
      join.onRef('b.organization_id', '=', 's.organization_id').onRef('b.id', '=', 's.billing_address_id'),
    )
    .innerJoin('meters as m', (join) =>
      join.onRef('m.organization_id', '=', 's.organization_id').onRef('m.id', '=', 's.meter_id'),
    )
    .leftJoin('payment_methods as pm', (join) =>
      join.onRef('pm.organization_id', '=', 's.organization_id').onRef('pm.id', '=', 's.payment_method_id'),
    )
    .select(COLUMNS)
    .select([
      'c.first_name',
      'c.last_name',
      'c.company_name',
      'c.email',
      'c.vat_id',
      'c.external_id',
      'c.created_at as customer_created_at',
      'a.street',
      'a.house_number',
      'a.zip',
      'a.city',
      'a.created_at as address_created_at',
      'b.street as billing_street',
      'b.house_number as billing_house_number',
      'b.zip as billing_zip',
      'b.city as billing_city',
      'b.created_at as billing_created_at',
      'm.melo',
      'm.malo',
      'm.number as meter_number',
      'm.type as meter_type',
      'm.created_at as meter_created_at',
      'pm.iban',
      'pm.account_holder',
      'pm.created_at as mandate_created_at',
      'supplier.name as supplier_name',
      'supplier.created_at as supplier_created_at',
    ])
    .where('s.id', '=', id)
    .executeTakeFirst()
  if (!row) return undefined
  const { first_name, last_name, company_name, email, vat_id, external_id, street, zip, city } = row
  const { payment_method_id, iban, account_holder, mandate_created_at } = row
  const { supplier_id, supplier_name, supplier_created_at } = row
  const hasMandate = payment_method_id !== null && iban !== null && account_holder !== null
  return {
    ...row,
    customer: {
      id: row.customer_id,
      first_name,
      last_name,
      company_name,
      email,
      vat_id,
      external_id,
      created_at: row.customer_created_at,
    },
    address: {
      id: row.address_id,
      street,
      houseNumber: row.house_number,
      zip,
      city,
      createdAt: row.address_created_at,
    },
    billingAddress: {
      id: row.billing_address_id,
      street: row.billing_street,
      houseNumber: row.billing_house_number,
      zip: row.billing_zip,
      city: row.billing_city,
      createdAt: row.billing_created_at,
    },
    meter: {
      id: row.meter_id,
      melo: row.melo,
      malo: row.malo,
      number: row.meter_number,
      type: row.meter_type,
      createdAt: row.meter_created_at,
    },
    paymentMethod:
      hasMandate && mandate_created_at !== null
        ? { id: payment_method_id, iban, accountHolder: account_holder, createdAt: mandate_created_at }
        : null,
    supplier:
      supplier_id !== null && supplier_name !== null && supplier_created_at !== null
        ? { id: supplier_id, name: supplier_name, createdAt: supplier_created_at }
        : null,
  }
}
