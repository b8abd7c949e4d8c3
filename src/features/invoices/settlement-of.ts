import type { Db, Tx } from '../../db/database.ts'
import type { InvoiceId, OrganizationId, SubscriptionId } from '../../domain/identifiers.ts'
import type { Day } from '../../domain/local-time.ts'

/** The bill that settles an instalment, if it has been written. */
export async function findSettlement(
  db: Db | Tx,
  organizationId: OrganizationId,
  instalment: { subscription_id: SubscriptionId; period_start: Day },
): Promise<{ id: InvoiceId; number: string } | null> {
  const settlement = await db
    .selectFrom('invoices')
    .select(['id', 'number'])
    .where('organization_id', '=', organizationId)
    .where('subscription_id', '=', instalment.subscription_id)
    .where('type', '=', 'usage')
    .where('status', '<>', 'voided')
    .where('period_start', '<=', instalment.period_start)
    .where('period_end', '>=', instalment.period_start)
    .executeTakeFirst()
  return settlement ?? null
}
