import { type ExpressionBuilder, type Selectable, sql } from 'kysely'
import { jsonObjectFrom } from 'kysely/helpers/postgres'
import { type Db, parseInstant } from '../../db/database.ts'
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

/**
 * One contract with all that belongs to it, in one statement; `only` finds it among that one customer's. Each part is a
 * subquery, because a join of eight tables takes PostgreSQL twenty times longer to plan than to carry out.
 */
export async function findSubscription(
  db: Db,
  organizationId: OrganizationId,
  id: SubscriptionId,
  only?: CustomerId,
): Promise<SubscriptionDetail | undefined> {
  const row = await subscriptionsOf(db, organizationId, only)
    .where('s.id', '=', id)
    .select(COLUMNS)
    .select((one) => [
      jsonObjectFrom(
        one
          .selectFrom('customers as c')
          .select(['c.id', 'first_name', 'last_name', 'company_name', 'email', 'vat_id', 'external_id'])
          .select(createdAt('c'))
          .whereRef('c.organization_id', '=', 's.organization_id')
          .whereRef('c.id', '=', 's.customer_id'),
      )
        .$notNull()
        .as('customer'),
      addressOf(one, 's.address_id').as('address'),
      addressOf(one, 's.billing_address_id').as('billingAddress'),
      jsonObjectFrom(
        one
          .selectFrom('meters as m')
          .select(['m.id', 'm.melo', 'm.malo', 'm.number', 'm.type', createdAt('m')])
          .whereRef('m.organization_id', '=', 's.organization_id')
          .whereRef('m.id', '=', 's.meter_id'),
      )
        .$notNull()
        .as('meter'),
      jsonObjectFrom(
        one
          .selectFrom('payment_methods as pm')
          .select(['pm.id', 'pm.iban', 'pm.account_holder as accountHolder', createdAt('pm')])
          .whereRef('pm.organization_id', '=', 's.organization_id')
          .whereRef('pm.id', '=', 's.payment_method_id'),
      ).as('paymentMethod'),
      jsonObjectFrom(
        one
          .selectFrom('market_partners as mp')
          .select(['mp.id', 'mp.name', createdAt('mp')])
          .where('mp.role', '=', 'supplier')
          .whereRef('mp.code', '=', 's.previous_supplier_code'),
      ).as('supplier'),
    ])
    .executeTakeFirst()
  if (!row) return undefined
  const { createdAt: customerSince, ...customer } = row.customer
  return {
    ...row,
    customer: { ...customer, created_at: parseInstant(customerSince) },
    address: dated(row.address),
    billingAddress: dated(row.billingAddress),
    meter: dated(row.meter),
    paymentMethod: row.paymentMethod && dated(row.paymentMethod),
    supplier: row.supplier && dated(row.supplier),
  }
}

/** JSON has no instants: one comes as text. */
const createdAt = (table: string) => sql<string>`${sql.ref(`${table}.created_at`)}`.as('createdAt')

const dated = <Row extends { createdAt: string }>(row: Row) => ({
  ...row,
  createdAt: parseInstant(row.createdAt),
})

const addressOf = (
  one: ExpressionBuilder<DB & { s: DB['subscriptions'] }, 's'>,
  column: 's.address_id' | 's.billing_address_id',
) =>
  jsonObjectFrom(
    one
      .selectFrom('addresses as a')
      .select(['a.id', 'a.street', 'a.house_number as houseNumber', 'a.zip', 'a.city', createdAt('a')])
      .whereRef('a.organization_id', '=', 's.organization_id')
      .whereRef('a.id', '=', column),
  ).$notNull()
