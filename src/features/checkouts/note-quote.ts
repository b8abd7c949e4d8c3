import { sql } from 'kysely'
import type { Db, Tx } from '../../db/database.ts'
import type { Checkout } from './checkout.ts'

/** Notes the monthly amount that was shown, so that another one is told before it is ordered. */
export async function noteQuote(
  db: Db | Tx,
  { organizationId, idHash }: Pick<Checkout, 'organizationId' | 'idHash'>,
  amountCents: number,
): Promise<void> {
  await sql`
    update checkouts set quoted_cents = ${amountCents}, quoted_at = clock_timestamp()
    where organization_id = ${organizationId} and id_hash = ${idHash} and subscription_id is null
  `.execute(db)
}
