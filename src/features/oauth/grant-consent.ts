import { sql } from 'kysely'
import type { Tx } from '../../db/database.ts'
import { type CustomerId, type Id, newId } from '../../domain/identifiers.ts'
import { recordAudit } from '../audit/record.ts'
import { type Ctx, inTransaction } from '../ctx.ts'
import { APP_SCOPE, type AuthorizationRequest } from './authorization-request.ts'
import { hashSecret, newSecret } from './secret.ts'

/** RFC 6749 section 4.1.2 recommends ten minutes at the most. */
const CODE_MINUTES = 10
/** A code that comes back within a day revokes its tokens; later it is unknown. */
const KEEP_HOURS = 24
const CLEAN_ROWS = 20

/** The customer allows an app to read. Answers the code that the app exchanges for tokens, once; only its hash is stored. */
export async function grantConsent(
  ctx: Ctx,
  customerId: CustomerId,
  { clientId, redirectUri, challenge }: AuthorizationRequest,
): Promise<string> {
  const code = newSecret()
  await inTransaction(ctx, async (tx) => {
    const consentId = await standingConsent(tx, ctx, customerId, clientId)
    await tx
      .insertInto('authorization_codes')
      .values({
        organization_id: ctx.organizationId,
        code_hash: hashSecret(code),
        client_id: clientId,
        consent_id: consentId,
        customer_id: customerId,
        scope: APP_SCOPE,
        redirect_uri: redirectUri,
        code_challenge: challenge?.value ?? null,
        code_challenge_method: challenge?.method ?? null,
        // The database's clock, as for everything that expires.
        created_at: sql<string>`now()`,
        expires_at: sql<string>`now() + make_interval(mins => ${CODE_MINUTES})`,
      })
      .execute()
    await recordAudit(tx, ctx, {
      action: 'consent.granted',
      subject: consentId,
      customerId,
      details: { clientId, scope: APP_SCOPE },
    })
    await deleteOld(tx)
  })
  return code
}

/** One consent to an app stands at a time, and since when it has stood; allowing it again, on another device, adds none. */
async function standingConsent(
  tx: Tx,
  { organizationId, now }: Ctx,
  customerId: CustomerId,
  clientId: string,
): Promise<Id<'consent'>> {
  const { id } = await tx
    .insertInto('consents')
    .values({
      organization_id: organizationId,
      id: newId('consent'),
      customer_id: customerId,
      client_id: clientId,
      scope: APP_SCOPE,
      granted_at: now.toString(),
    })
    .onConflict((conflict) =>
      conflict
        .columns(['organization_id', 'customer_id', 'client_id'])
        .where('revoked_at', 'is', null)
        .doUpdateSet({ scope: APP_SCOPE }),
    )
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

async function deleteOld(tx: Tx): Promise<void> {
  await sql`
    delete from authorization_codes where (organization_id, code_hash) in (
      select organization_id, code_hash from authorization_codes
      where expires_at < now() - make_interval(hours => ${KEEP_HOURS})
      order by expires_at limit ${CLEAN_ROWS}
      for update skip locked
    )
  `.execute(tx)
}
