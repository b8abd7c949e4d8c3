import type { Db } from '../../db/database.ts'
import type { OrganizationId } from '../../domain/identifiers.ts'
import { matchesRedirectUri } from '../../domain/redirect-uri.ts'
import { type AuthorizationError, answerUri } from './authorization-answer.ts'
import { type Challenge, isChallenge } from './pkce.ts'

/** All that is ever granted to an app of somebody else. */
export const APP_SCOPE = 'read:*'

export interface AuthorizationRequest {
  organizationId: OrganizationId
  clientId: string
  /** What customers read about the app. */
  appName: string
  appDescription: string
  redirectUri: string
  state: string | undefined
  challenge: Challenge | null
  flow: 'login' | 'signup'
}

export type ReadAuthorization =
  /** There is nobody to answer to: whoever sent the visitor must not decide where they go. */
  | { outcome: 'refused'; field: 'client_id' | 'redirect_uri'; message: string }
  /** The app is told by the visitor's browser. */
  | { outcome: 'error'; location: string }
  /** `query` is the request in its own words, to be read again where the customer decides. */
  | { outcome: 'asked'; request: AuthorizationRequest; query: string }

const PARAMETERS = [
  'response_type',
  'client_id',
  'redirect_uri',
  'scope',
  'state',
  'code_challenge',
  'code_challenge_method',
  'flow_type',
] as const

/** It is kept in a cookie while the customer signs in, and browsers keep 4,096 characters of one. */
const MOST_QUERY_CHARACTERS = 2600

/**
 * Reads what an app asks for (RFC 6749 section 4.1.1, RFC 7636 section 4.3). Nothing in it is trusted, so the host of the API
 * and the portal's host each read it for themselves. With `only`, another organisation's app is as unknown as none.
 */
export async function readAuthorization(
  db: Db,
  issuer: string,
  parameters: URLSearchParams,
  only?: OrganizationId,
): Promise<ReadAuthorization> {
  const clientId = single(parameters, 'client_id')
  const client = clientId === undefined ? undefined : await findApp(db, clientId, only)
  if (!client)
    return { outcome: 'refused', field: 'client_id', message: 'client_id names no app known here.' }
  const redirectUri = single(parameters, 'redirect_uri')
  if (
    redirectUri === undefined ||
    !client.redirect_uris.some((known) => matchesRedirectUri(known, redirectUri))
  )
    return {
      outcome: 'refused',
      field: 'redirect_uri',
      message: 'redirect_uri is not registered for this app.',
    }

  const state = single(parameters, 'state')
  const query = ownWords(parameters)
  const refuse = (error: AuthorizationError, error_description: string): ReadAuthorization => ({
    outcome: 'error',
    location: answerUri({ redirectUri, state, issuer }, { error, error_description }),
  })
  const repeated = PARAMETERS.find((name) => parameters.getAll(name).length > 1)
  if (repeated !== undefined) return refuse('invalid_request', `${repeated} is sent more than once.`)
  if (query.length > MOST_QUERY_CHARACTERS) return refuse('invalid_request', 'The request is too long.')
  if (parameters.get('response_type') !== 'code')
    return refuse('unsupported_response_type', 'response_type must be code.')
  const flow = parameters.get('flow_type') ?? 'login'
  if (flow !== 'login' && flow !== 'signup')
    return refuse('invalid_request', 'flow_type must be login or signup.')
  const scopes = (parameters.get('scope') ?? '').split(' ').filter(Boolean)
  if (scopes.length > 0 && !scopes.includes(APP_SCOPE))
    return refuse('invalid_scope', `Customers can grant ${APP_SCOPE} and nothing else.`)
  const challenge = readChallenge(parameters)
  if (challenge === undefined) {
    return refuse('invalid_request', 'code_challenge and code_challenge_method are not as RFC 7636 has them.')
  }
  if (challenge === null && client.kind === 'public')
    return refuse('invalid_request', 'A public client must send a code_challenge (PKCE).')
  const request = {
    organizationId: client.organization_id,
    clientId: client.client_id,
    appName: client.display_name ?? client.name,
    appDescription: client.description,
    redirectUri,
    state,
    challenge,
    flow,
  } as const
  return { outcome: 'asked', request, query }
}

function findApp(db: Db, clientId: string, only: OrganizationId | undefined) {
  if (!/^[A-Za-z0-9._-]{1,100}$/.test(clientId)) return undefined
  let query = db
    .selectFrom('api_clients')
    .select(['organization_id', 'client_id', 'kind', 'name', 'display_name', 'description', 'redirect_uris'])
    .where('client_id', '=', clientId)
    .where('revoked_at', 'is', null)
  if (only !== undefined) query = query.where('organization_id', '=', only)
  return query.executeTakeFirst()
}

/** Null when none is asked for, undefined when it is wrong. */
function readChallenge(parameters: URLSearchParams): Challenge | null | undefined {
  const value = parameters.get('code_challenge')
  const method = parameters.get('code_challenge_method')
  if (value === null) return method === null ? null : undefined
  // Without a method it is the plain one (RFC 7636 section 4.3).
  if (method !== null && method !== 'S256' && method !== 'plain') return undefined
  const challenge = { value, method: method ?? 'plain' } as const
  return isChallenge(challenge) ? challenge : undefined
}

function single(parameters: URLSearchParams, name: string): string | undefined {
  const [value, ...more] = parameters.getAll(name)
  return more.length === 0 ? value : undefined
}

function ownWords(parameters: URLSearchParams): string {
  const own = new URLSearchParams()
  for (const name of PARAMETERS) {
    const value = parameters.get(name)
    if (value !== null) own.set(name, value)
  }
  return own.toString()
}
