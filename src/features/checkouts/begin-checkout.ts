import { sql } from 'kysely'
import type { Db, Tx } from '../../db/database.ts'
import type { CustomerId, Id, OrganizationId, PlanId } from '../../domain/identifiers.ts'
import { hashSecret, newSecret } from '../oauth/secret.ts'
import { CHECKOUT_DAYS, type CheckoutFields, type CheckoutStep } from './checkout.ts'

export interface BeginCheckout {
  organizationId: OrganizationId
  planId: PlanId
  /** Who is signed in. */
  customerId?: CustomerId | undefined
  leadId?: Id<'lead'> | undefined
  fields: CheckoutFields
  /** Steps that were sent off with it. */
  completed?: readonly CheckoutStep[]
  metadata?: Readonly<Record<string, string>>
  creditedTo?: string | undefined
}

const CLEAN_ROWS = 20

/** Begins a checkout and answers what the browser's cookie is to hold. A few that were forgotten go with each new one. */
export async function beginCheckout(
  db: Db | Tx,
  {
    organizationId,
    planId,
    customerId,
    leadId,
    fields,
    completed = [],
    metadata = {},
    creditedTo,
  }: BeginCheckout,
): Promise<string> {
  const token = newSecret()
  await sql`
    insert into checkouts (
      organization_id, id_hash, plan_id, customer_id, lead_id, fields, completed, metadata, credited_to,
      created_at, updated_at, expires_at
    )
    select
      ${organizationId}, ${hashSecret(token)}, ${planId}, ${customerId ?? null}, ${leadId ?? null},
      ${JSON.stringify(fields)}, ${[...completed]}::text[], ${JSON.stringify(metadata)}, ${creditedTo ?? null},
      now.at, now.at, now.at + make_interval(days => ${CHECKOUT_DAYS})
    from (select clock_timestamp() as at) now
  `.execute(db)
  await sql`
    delete from checkouts where (organization_id, id_hash) in (
      select organization_id, id_hash from checkouts where expires_at < clock_timestamp()
      order by expires_at limit ${CLEAN_ROWS}
      for update skip locked
    )
  `.execute(db)
  return token
}
