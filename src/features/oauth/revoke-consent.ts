import { sql } from 'kysely'
import { notFound } from '../../domain/failure.ts'
import { type CustomerId, isId } from '../../domain/identifiers.ts'
import { recordAudit } from '../audit/record.ts'
import { type Ctx, inTransaction } from '../ctx.ts'

/**
 * The customer takes back what an app may read: its refresh tokens are worth nothing at once, its access tokens within the
 * few seconds that one is remembered for. One that was taken back already stays as it is.
 *
 * @throws Failure NOT_FOUND, also for another customer's.
 */
export async function revokeConsent(ctx: Ctx, customerId: CustomerId, consentId: string): Promise<void> {
  if (!isId('consent', consentId)) throw notFound('Consent')
  await inTransaction(ctx, async (tx) => {
    const consent = await tx
      .selectFrom('consents')
      .select(['client_id', 'revoked_at'])
      .where('organization_id', '=', ctx.organizationId)
      .where('customer_id', '=', customerId)
      .where('id', '=', consentId)
      .forUpdate()
      .executeTakeFirst()
    if (!consent) throw notFound('Consent')
    if (consent.revoked_at !== null) return
    await tx
      .updateTable('consents')
      .set({ revoked_at: ctx.now.toString() })
      .where('organization_id', '=', ctx.organizationId)
      .where('id', '=', consentId)
      .execute()
    await tx
      .updateTable('token_families')
      .set({ revoked_at: sql<string>`now()`, revoked_reason: 'consent revoked' })
      .where('organization_id', '=', ctx.organizationId)
      .where('consent_id', '=', consentId)
      .where('revoked_at', 'is', null)
      .execute()
    const details = { clientId: consent.client_id }
    await recordAudit(tx, ctx, { action: 'consent.revoked', subject: consentId, customerId, details })
  })
}
