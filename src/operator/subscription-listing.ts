import type { Temporal } from 'temporal-polyfill'
import type { Db } from '../db/database.ts'
import { notFound } from '../domain/failure.ts'
import { isId, type Id, type OrganizationId, type SubscriptionId } from '../domain/identifiers.ts'
import { addDays, type Day, dayAt } from '../domain/local-time.ts'

export interface SubscriptionListing {
  id: SubscriptionId
  organizationId: OrganizationId
  number: string
  status: 'pending' | 'active' | 'ended'
  planSlug: string
  /** As bills are addressed. */
  customer: string
  email: string
  address: string
  meterNumber: string
  meterType: 'smart' | 'analog'
  source: 'api' | 'checkout' | 'operator'
  leadId: Id<'lead'> | null
  creditedTo: string | null
  /** BDEW code of the supplier that is left; null for who moves in. */
  previousSupplierCode: string | null
  startsOn: Day
  /** Of supply; null while it runs on. */
  lastDay: Day | null
  confirmedAt: Temporal.Instant | null
  createdAt: Temporal.Instant
}

interface Sought {
  id?: SubscriptionId
  number?: string
  status?: SubscriptionListing['status']
  limit: number
}

/** Newest first. */
export async function findSubscriptionListings(
  db: Db,
  organizationId: OrganizationId,
  { id, number, status, limit }: Sought,
): Promise<SubscriptionListing[]> {
  let query = db
    .selectFrom('subscriptions as s')
    .innerJoin('plans as p', (join) =>
      join.onRef('p.organization_id', '=', 's.organization_id').onRef('p.id', '=', 's.plan_id'),
    )
    .innerJoin('customers as c', (join) =>
      join.onRef('c.organization_id', '=', 's.organization_id').onRef('c.id', '=', 's.customer_id'),
    )
    .innerJoin('addresses as a', (join) =>
      join.onRef('a.organization_id', '=', 's.organization_id').onRef('a.id', '=', 's.address_id'),
    )
    .innerJoin('meters as m', (join) =>
      join.onRef('m.organization_id', '=', 's.organization_id').onRef('m.id', '=', 's.meter_id'),
    )
    .selectAll('s')
    .select(['p.slug', 'c.first_name', 'c.last_name', 'c.company_name', 'c.email'])
    .select(['a.street', 'a.house_number', 'a.zip', 'a.city', 'm.number as meter_number', 'm.type'])
    .where('s.organization_id', '=', organizationId)
  if (id !== undefined) query = query.where('s.id', '=', id)
  if (number !== undefined) query = query.where('s.number', '=', number.toUpperCase())
  if (status !== undefined) query = query.where('s.status', '=', status)
  const rows = await query.orderBy('s.created_at', 'desc').orderBy('s.id', 'desc').limit(limit).execute()
  return rows.map((row) => ({
    id: row.id,
    organizationId: row.organization_id,
    number: row.number,
    status: row.status,
    planSlug: row.slug,
    customer: row.company_name ?? `${row.first_name} ${row.last_name}`,
    email: row.email,
    address: `${row.street} ${row.house_number}, ${row.zip} ${row.city}`,
    meterNumber: row.meter_number,
    meterType: row.type,
    source: row.source,
    leadId: row.lead_id,
    creditedTo: row.credited_to,
    previousSupplierCode: row.previous_supplier_code,
    startsOn: dayAt(row.start_at),
    lastDay: row.end_at && addDays(dayAt(row.end_at), -1),
    confirmedAt: row.confirmed_at,
    createdAt: row.created_at,
  }))
}

/** By id, or by the number that the customer quotes. */
export async function resolveSubscription(
  db: Db,
  organizationId: OrganizationId,
  reference: string,
): Promise<SubscriptionListing> {
  const sought = isId('subscription', reference) ? { id: reference } : { number: reference }
  const [found] = await findSubscriptionListings(db, organizationId, { ...sought, limit: 1 })
  if (!found) throw notFound(`The contract ${reference} was`)
  return found
}
