import { sql } from 'kysely'
import type { Db, Tx } from '../../db/database.ts'
import {
  CHECKOUT_DAYS,
  CHECKOUT_FIELDS,
  type Checkout,
  type CheckoutFields,
  type CheckoutStep,
  typedEmail,
} from './checkout.ts'

/**
 * Keeps what a step was sent with, in place of what it had before, and counts the step as done. Keeps the checkout for
 * another week. One that became a contract meanwhile stays as it is. Who types another address is nobody we know any more.
 */
export async function saveStep(
  db: Db | Tx,
  { organizationId, idHash }: Checkout,
  step: CheckoutStep,
  fields: CheckoutFields,
): Promise<void> {
  const email = step === 'person' ? typedEmail(fields) : null
  const isOther = sql<boolean>`${email}::text is not null and lower(verified_email) <> lower(${email}::text)`
  await sql`
    update checkouts set
      fields = (fields - ${[...CHECKOUT_FIELDS[step]]}::text[]) || ${JSON.stringify(fields)}::jsonb,
      verified_email = case when ${isOther} then null else verified_email end,
      customer_id = case when ${isOther} then null else customer_id end,
      completed = array(select distinct unnest(completed || ${step}::text)),
      updated_at = clock_timestamp(),
      expires_at = clock_timestamp() + make_interval(days => ${CHECKOUT_DAYS})
    where organization_id = ${organizationId} and id_hash = ${idHash} and subscription_id is null
  `.execute(db)
}
