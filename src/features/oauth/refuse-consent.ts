import type { CustomerId } from '../../domain/identifiers.ts'
import { recordAudit } from '../audit/record.ts'
import { type Ctx, inTransaction } from '../ctx.ts'

/** The customer does not let an app read. What it was allowed before stays allowed until they take it back. */
export async function refuseConsent(ctx: Ctx, customerId: CustomerId, clientId: string): Promise<void> {
  await inTransaction(ctx, (tx) =>
    recordAudit(tx, ctx, { action: 'consent.refused', customerId, details: { clientId } }),
  )
}
