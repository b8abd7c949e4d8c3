import { sql } from 'kysely'
import type { Db } from '../../db/database.ts'
import type { CustomerId, Id, OrganizationId, SubscriptionId } from '../../domain/identifiers.ts'
import type { Checkout } from './checkout.ts'
import type { OrderSummary } from './order-summary.ts'

/** A contract that was ordered in the checkout. */
export interface PlacedOrderRow {
  subscriptionId: SubscriptionId
  customerId: CustomerId
  leadId: Id<'lead'> | null
  number: string
  summary: OrderSummary
  firstName: string
  email: string
}

/** Undefined for a contract that was made otherwise, and for another organisation's. */
export async function findPlacedOrder(
  db: Db,
  organizationId: OrganizationId,
  id: SubscriptionId,
): Promise<PlacedOrderRow | undefined> {
  const row = await db
    .selectFrom('subscriptions as s')
    .innerJoin('customers as c', (join) =>
      join.onRef('c.organization_id', '=', 's.organization_id').onRef('c.id', '=', 's.customer_id'),
    )
    .select(['s.id', 's.customer_id', 's.lead_id', 's.number', 's.summary', 'c.first_name', 'c.email'])
    .where('s.organization_id', '=', organizationId)
    .where('s.id', '=', id)
    .where('s.source', '=', 'checkout')
    .where('s.summary', 'is not', null)
    .executeTakeFirst()
  return (
    row && {
      subscriptionId: row.id,
      customerId: row.customer_id,
      leadId: row.lead_id,
      number: row.number,
      // Written by placeOrder alone.
      summary: row.summary as OrderSummary,
      firstName: row.first_name,
      email: row.email,
    }
  )
}

/** The newest contract that a customer ordered in the checkout. */
export async function findLastOrder(
  db: Db,
  organizationId: OrganizationId,
  customerId: CustomerId,
): Promise<SubscriptionId | undefined> {
  const row = await db
    .selectFrom('subscriptions')
    .select('id')
    .where('organization_id', '=', organizationId)
    .where('customer_id', '=', customerId)
    .where('source', '=', 'checkout')
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.id
}

/** So long an order opens the portal to the browser that placed it; afterwards whoever has the browser signs in. */
const OPEN_MINUTES = 10

export async function isJustOrdered(db: Db, { organizationId, idHash }: Checkout): Promise<boolean> {
  const row = await db
    .selectFrom('checkouts')
    .select('id_hash')
    .where('organization_id', '=', organizationId)
    .where('id_hash', '=', idHash)
    .where(sql<boolean>`ordered_at > clock_timestamp() - make_interval(mins => ${OPEN_MINUTES})`)
    .executeTakeFirst()
  return row !== undefined
}
