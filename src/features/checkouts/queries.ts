import { type Selectable, sql } from 'kysely'
import type { Db, Tx } from '../../db/database.ts'
import type { DB } from '../../db/tables.ts'
import type { OrganizationId, PlanId } from '../../domain/identifiers.ts'
import { hashSecret } from '../oauth/secret.ts'
import type { Checkout, CheckoutFields, CheckoutStep } from './checkout.ts'

/** The checkout that a browser's cookie names, of this plan and not yet forgotten. Every clock is the database's. */
export async function findCheckout(
  db: Db | Tx,
  organizationId: OrganizationId,
  planId: PlanId,
  token: string,
): Promise<Checkout | undefined> {
  const row = await db
    .selectFrom('checkouts')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .where('id_hash', '=', hashSecret(token))
    .where('plan_id', '=', planId)
    .where('expires_at', '>', sql<never>`clock_timestamp()`)
    .executeTakeFirst()
  return row && toCheckout(row)
}

/** The same once more, locked until the transaction ends. */
export async function lockCheckout(tx: Tx, { organizationId, idHash }: Checkout): Promise<Checkout> {
  const row = await tx
    .selectFrom('checkouts')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .where('id_hash', '=', idHash)
    .forUpdate()
    .executeTakeFirstOrThrow()
  return toCheckout(row)
}

function toCheckout(row: Selectable<DB['checkouts']>): Checkout {
  return {
    organizationId: row.organization_id,
    idHash: row.id_hash,
    planId: row.plan_id,
    customerId: row.customer_id,
    leadId: row.lead_id,
    fields: row.fields as CheckoutFields,
    completed: row.completed as CheckoutStep[],
    metadata: row.metadata as Record<string, string>,
    creditedTo: row.credited_to,
    quotedCents: row.quoted_cents,
    quotedAt: row.quoted_at,
    verifiedEmail: row.verified_email,
    subscriptionId: row.subscription_id,
  }
}
