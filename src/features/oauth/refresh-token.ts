import { sql } from 'kysely'
import type { Temporal } from 'temporal-polyfill'
import type { Db, Tx } from '../../db/database.ts'
import type { AccessTokens } from './access-token.ts'
import type { ApiClient } from './authenticate-client.ts'
import { answerTokens, insertRefreshToken, narrowScope, type TokenAnswer } from './grant-token.ts'
import { OAuthError } from './oauth-error.ts'
import { hashSecret, newSecret } from './secret.ts'

/**
 * RFC 6749 section 6 with rotation: the token presented is used up and another takes its place. One that was used before
 * is either stolen or was stolen from: its whole family is revoked (RFC 9700 section 4.14.2), access tokens included.
 *
 * @throws OAuthError `invalid_grant`, the same for an unknown, expired, reused or foreign token.
 */
export async function refreshTokens(
  { db, accessTokens }: { db: Db; accessTokens: AccessTokens },
  client: ApiClient,
  presented: string,
  requestedScope: string | undefined,
): Promise<TokenAnswer> {
  const fresh = newSecret()
  const tokenHash = hashSecret(presented)
  const granted = await db.transaction().execute(async (tx) => {
    const used = await useUp(tx, client, tokenHash)
    if (!used) {
      await revokeIfReused(tx, client, tokenHash)
      return undefined
    }
    // A scope that is refused rolls back, so the token is not lost with the mistake.
    const scope = narrowScope(used.scope, requestedScope)
    await insertRefreshToken(tx, client, used.family_id, fresh)
    return { familyId: used.family_id, scope, customerId: used.customer_id }
  })
  // Thrown outside the transaction: a revocation must stay.
  if (!granted)
    throw new OAuthError('invalid_grant', 'The refresh token is unknown, expired, used or revoked.')
  return answerTokens(accessTokens, client, { ...granted, refreshToken: fresh })
}

function useUp(tx: Tx, { organizationId, clientId }: ApiClient, tokenHash: Buffer) {
  return tx
    .updateTable('refresh_tokens as token')
    .from('token_families as family')
    .set({ used_at: sql<string>`now()` })
    .whereRef('family.organization_id', '=', 'token.organization_id')
    .whereRef('family.id', '=', 'token.family_id')
    .where('token.organization_id', '=', organizationId)
    .where('token.token_hash', '=', tokenHash)
    .where('token.used_at', 'is', null)
    .where('token.expires_at', '>', sql<Temporal.Instant>`now()`)
    .where('family.client_id', '=', clientId)
    .where('family.revoked_at', 'is', null)
    .returning(['token.family_id', 'family.scope', 'family.customer_id'])
    .executeTakeFirst()
}

async function revokeIfReused(
  tx: Tx,
  { organizationId, clientId }: ApiClient,
  tokenHash: Buffer,
): Promise<void> {
  await tx
    .updateTable('token_families as family')
    .from('refresh_tokens as token')
    .set({ revoked_at: sql<string>`now()`, revoked_reason: 'refresh token reused' })
    .whereRef('family.organization_id', '=', 'token.organization_id')
    .whereRef('family.id', '=', 'token.family_id')
    .where('token.organization_id', '=', organizationId)
    .where('token.token_hash', '=', tokenHash)
    .where('token.used_at', 'is not', null)
    .where('family.client_id', '=', clientId)
    .where('family.revoked_at', 'is', null)
    .execute()
}
