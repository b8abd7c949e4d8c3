import { sql } from 'kysely'
import type { Db, Tx } from '../../db/database.ts'
import { newId } from '../../domain/identifiers.ts'
import type { AccessTokens } from './access-token.ts'
import type { ApiClient } from './authenticate-client.ts'
import { answerTokens, insertRefreshToken, type TokenAnswer } from './grant-token.ts'
import { OAuthError } from './oauth-error.ts'
import { answersChallenge } from './pkce.ts'
import { hashSecret, newSecret } from './secret.ts'

export interface ExchangeCode {
  code: string
  /** Where one is named, the address the code was sent to. A client of our contract may leave it out. */
  redirectUri: string | undefined
  verifier: string | undefined
}

/**
 * RFC 6749 section 4.1.3: a code for tokens that read one customer's data, once. A code that comes back was stolen or was
 * stolen from: what it was exchanged for is revoked.
 *
 * @throws OAuthError `invalid_grant`, the same whatever is wrong with the code.
 */
export async function exchangeCode(
  { db, accessTokens }: { db: Db; accessTokens: AccessTokens },
  client: ApiClient,
  asked: ExchangeCode,
): Promise<TokenAnswer> {
  const refreshToken = newSecret()
  const granted = await db.transaction().execute(async (tx) => {
    const code = await lockCode(tx, client, asked.code)
    if (!code) return undefined
    if (code.family_id !== null) {
      await revokeFamily(tx, client, code.family_id)
      return undefined
    }
    if (!code.is_live || code.revoked_at !== null || !belongs(code, asked)) return undefined
    const familyId = newId('tokenFamily')
    await tx
      .insertInto('token_families')
      .values({
        organization_id: client.organizationId,
        id: familyId,
        client_id: client.clientId,
        customer_id: code.customer_id,
        consent_id: code.consent_id,
        scope: code.scope,
        revoked_reason: null,
      })
      .execute()
    await insertRefreshToken(tx, client, familyId, refreshToken)
    await tx
      .updateTable('authorization_codes')
      .set({ used_at: sql<string>`now()`, family_id: familyId })
      .where('organization_id', '=', client.organizationId)
      .where('code_hash', '=', code.code_hash)
      .execute()
    return { familyId, scope: code.scope, customerId: code.customer_id }
  })
  // Thrown outside the transaction: a revocation must stay.
  if (!granted) {
    const reason =
      'The code is unknown, expired, used or taken back, or it belongs to another client, redirect URI or verifier.'
    throw new OAuthError('invalid_grant', reason, 'code')
  }
  return answerTokens(accessTokens, client, { ...granted, refreshToken })
}

/** The consent is locked too: one that is being revoked either comes first or finds the tokens of this exchange. */
function lockCode(tx: Tx, { organizationId, clientId }: ApiClient, presented: string) {
  return tx
    .selectFrom('authorization_codes as code')
    .innerJoin('consents as consent', (join) =>
      join
        .onRef('consent.organization_id', '=', 'code.organization_id')
        .onRef('consent.id', '=', 'code.consent_id'),
    )
    .select([
      'code.code_hash',
      'code.consent_id',
      'code.customer_id',
      'code.scope',
      'code.redirect_uri',
      'code.code_challenge',
      'code.code_challenge_method',
      'code.family_id',
      'consent.revoked_at',
      sql<boolean>`code.expires_at > now()`.as('is_live'),
    ])
    .where('code.organization_id', '=', organizationId)
    .where('code.code_hash', '=', hashSecret(presented))
    .where('code.client_id', '=', clientId)
    .forUpdate()
    .executeTakeFirst()
}

type LockedCode = NonNullable<Awaited<ReturnType<typeof lockCode>>>

function belongs(
  { redirect_uri, code_challenge: value, code_challenge_method: method }: LockedCode,
  { redirectUri, verifier }: ExchangeCode,
): boolean {
  if (redirectUri !== undefined && redirectUri !== redirect_uri) return false
  // A verifier for a code that was asked for without a challenge: somebody took the challenge away (RFC 9700 section 2.1.1).
  if (value === null || method === null) return verifier === undefined
  return verifier !== undefined && answersChallenge({ value, method }, verifier)
}

async function revokeFamily(tx: Tx, { organizationId }: ApiClient, familyId: string): Promise<void> {
  await tx
    .updateTable('token_families')
    .set({ revoked_at: sql<string>`now()`, revoked_reason: 'authorization code reused' })
    .where('organization_id', '=', organizationId)
    .where('id', '=', familyId)
    .where('revoked_at', 'is', null)
    .execute()
}
