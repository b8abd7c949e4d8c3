import { sql } from 'kysely'
import type { Db, Tx } from '../../db/database.ts'
import { type CustomerId, newId } from '../../domain/identifiers.ts'
import { ACCESS_TOKEN_SECONDS, type AccessTokens } from './access-token.ts'
import type { ApiClient } from './authenticate-client.ts'
import { OAuthError } from './oauth-error.ts'
import { hashSecret, newSecret } from './secret.ts'

/** A refresh token unused for this long has to be asked for anew. */
const REFRESH_TOKEN_DAYS = 30

export interface TokenAnswer {
  access_token: string
  token_type: 'Bearer'
  expires_in: number
  refresh_token: string
  scope: string
}

/** RFC 6749 section 4.4. Opens a family of tokens that a later reuse of one of its refresh tokens revokes. */
export async function grantClientCredentials(
  { db, accessTokens }: { db: Db; accessTokens: AccessTokens },
  client: ApiClient,
  requestedScope: string | undefined,
): Promise<TokenAnswer> {
  if (!client.mayUseOwnCredentials)
    throw new OAuthError(
      'unauthorized_client',
      'This client speaks for customers who allow it, not for itself.',
    )
  const scope = narrowScope(client.scope, requestedScope)
  const familyId = newId('tokenFamily')
  const refreshToken = newSecret()
  await db.transaction().execute(async (tx) => {
    await tx
      .insertInto('token_families')
      .values({
        organization_id: client.organizationId,
        id: familyId,
        client_id: client.clientId,
        scope,
        revoked_reason: null,
      })
      .execute()
    await insertRefreshToken(tx, client, familyId, refreshToken)
  })
  return answerTokens(accessTokens, client, { familyId, scope, refreshToken })
}

/** The database's clock decides when it expires, as for everything that expires here. */
export async function insertRefreshToken(
  tx: Tx,
  { organizationId }: ApiClient,
  familyId: string,
  refreshToken: string,
): Promise<void> {
  await tx
    .insertInto('refresh_tokens')
    .values({
      organization_id: organizationId,
      token_hash: hashSecret(refreshToken),
      family_id: familyId,
      expires_at: sql<string>`now() + make_interval(days => ${REFRESH_TOKEN_DAYS})`,
    })
    .execute()
}

export async function answerTokens(
  accessTokens: AccessTokens,
  { organizationId, clientId }: ApiClient,
  {
    familyId,
    scope,
    refreshToken,
    customerId,
  }: { familyId: string; scope: string; refreshToken: string; customerId?: CustomerId | null },
): Promise<TokenAnswer> {
  const grant = { organizationId, clientId, scope, familyId, ...(customerId && { customerId }) }
  return {
    access_token: await accessTokens.sign(grant),
    token_type: 'Bearer',
    expires_in: ACCESS_TOKEN_SECONDS,
    refresh_token: refreshToken,
    scope,
  }
}

/** A client's scopes are fixed; a request may ask for fewer of them, and what goes beyond them is left out. */
export function narrowScope(allowed: string, requested: string | undefined): string {
  if (requested === undefined || requested.trim() === '') return allowed
  const wanted = new Set(requested.trim().split(/ +/))
  const granted = allowed.split(' ').filter((scope) => wanted.has(scope))
  if (granted.length === 0) throw new OAuthError('invalid_scope', `This client may ask for: ${allowed}.`)
  return granted.join(' ')
}
