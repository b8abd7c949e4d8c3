import type { Db } from '../../db/database.ts'
import type { OrganizationId } from '../../domain/identifiers.ts'
import { OAuthError } from './oauth-error.ts'
import { hashSecret, sameHash } from './secret.ts'

export interface ApiClient {
  organizationId: OrganizationId
  clientId: string
  scope: string
  /** Whether its own credentials open the organisation's data, beyond what customers allow it. */
  mayUseOwnCredentials: boolean
}

/** For who did not say who they are in a way that counts. */
export const unauthenticated = (): OAuthError =>
  new OAuthError('invalid_client', 'Authenticate with HTTP Basic: the client id and the client secret.')

const NOBODY = hashSecret('no client has this secret')

/**
 * Client authentication by HTTP Basic (RFC 6749 section 2.3.1: id and secret are form-encoded before they are joined).
 *
 * @throws OAuthError `invalid_client`, the same for an unknown client, a wrong secret and a revoked client, after the same work.
 */
export async function authenticateClient(db: Db, authorization: string | undefined): Promise<ApiClient> {
  const credentials = parseBasic(authorization)
  if (!credentials) {
    throw unauthenticated()
  }
  const client = await db
    .selectFrom('api_clients')
    .select(['organization_id', 'client_id', 'secret_hash', 'scope', 'client_credentials', 'revoked_at'])
    .where('client_id', '=', credentials.clientId)
    .executeTakeFirst()
  const right = sameHash(hashSecret(credentials.clientSecret), client?.secret_hash ?? NOBODY)
  // A public client has no secret to be right.
  if (!client || client.secret_hash === null || !right || client.revoked_at !== null) {
    throw new OAuthError('invalid_client', 'The client id or the client secret is wrong.')
  }
  return {
    organizationId: client.organization_id,
    clientId: client.client_id,
    scope: client.scope,
    mayUseOwnCredentials: client.client_credentials,
  }
}

/**
 * A public client only says who it is (RFC 6749 section 3.2.1). What it asks for must prove itself: a code by the verifier
 * that its app alone knows, a refresh token by being the last of its line.
 */
export async function identifyPublicClient(db: Db, clientId: string | undefined): Promise<ApiClient> {
  const client =
    clientId === undefined || clientId.includes('\0')
      ? undefined
      : await db
          .selectFrom('api_clients')
          .select(['organization_id', 'client_id', 'scope'])
          .where('client_id', '=', clientId)
          .where('kind', '=', 'public')
          .where('revoked_at', 'is', null)
          .executeTakeFirst()
  if (!client) {
    throw unauthenticated()
  }
  return {
    organizationId: client.organization_id,
    clientId: client.client_id,
    scope: client.scope,
    mayUseOwnCredentials: false,
  }
}

function parseBasic(
  authorization: string | undefined,
): { clientId: string; clientSecret: string } | undefined {
  const [, encoded] = /^basic +([A-Za-z0-9+/_-]+={0,2})$/i.exec(authorization ?? '') ?? []
  if (encoded === undefined) return undefined
  const [, id, secret] = /^([^:]*):(.*)$/s.exec(Buffer.from(encoded, 'base64').toString('utf8')) ?? []
  const clientId = formDecode(id)
  const clientSecret = formDecode(secret)
  // PostgreSQL has no NUL in a text, so no client can have one.
  if (!clientId || !clientSecret || clientId.includes('\0')) return undefined
  return { clientId, clientSecret }
}

/** Many clients forget to encode: what does not decode is taken as it stands. */
function formDecode(value: string | undefined): string | undefined {
  if (value === undefined) return undefined
  try {
    return decodeURIComponent(value.replaceAll('+', ' '))
  } catch {
    return value
  }
}
