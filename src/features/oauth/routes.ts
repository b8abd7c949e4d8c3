import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import type { Db } from '../../db/database.ts'
import type { ApiEnv } from '../../http/api-env.ts'
import { errorEnvelope } from '../../http/problem.ts'
import type { AccessTokens } from './access-token.ts'
import {
  type ApiClient,
  authenticateClient,
  identifyPublicClient,
  unauthenticated,
} from './authenticate-client.ts'
import { exchangeCode } from './exchange-code.ts'
import { grantClientCredentials, type TokenAnswer } from './grant-token.ts'
import { OAuthError } from './oauth-error.ts'
import { refreshTokens } from './refresh-token.ts'
import { serverMetadata } from './server-metadata.ts'
import { readTokenRequest, type TokenRequest, tokenRequest } from './token-request.ts'

const tokenAnswer = z.object({
  access_token: z.string(),
  token_type: z.literal('Bearer'),
  expires_in: z.number(),
  refresh_token: z.string(),
  scope: z.string(),
})

const token = createRoute({
  method: 'post',
  path: '/oauth/token',
  tags: ['Authentication'],
  summary: 'Get tokens',
  description:
    'For a client’s own credentials, a refresh token or the code of a customer who allowed it. A refresh token is good for one use; used twice, it ends all tokens that came of it.',
  security: [{ Basic: [] }],
  request: {
    body: {
      content: {
        'application/json': { schema: tokenRequest },
        'application/x-www-form-urlencoded': { schema: tokenRequest },
      },
    },
  },
  responses: {
    200: { description: 'Tokens', content: { 'application/json': { schema: tokenAnswer } } },
    default: { description: 'Error envelope', content: { 'application/json': { schema: errorEnvelope } } },
  },
})

export interface OAuthDeps {
  db: Db
  accessTokens: AccessTokens
  publicUrl: string
  /** Counts a failed client authentication and throws when there were too many. */
  guard: { check: (c: Context) => Promise<void>; failed: (c: Context) => Promise<void> }
}

export function oauthApi(deps: OAuthDeps) {
  const { publicUrl, guard } = deps
  const api = new OpenAPIHono<ApiEnv>()
  // Described in the document, read by hand: a body comes as a form or as JSON, and a wrong one deserves a clear word.
  api.openAPIRegistry.registerPath(token)
  api.post('/oauth/token', async (c) => {
    c.header('Cache-Control', 'no-store')
    c.header('Pragma', 'no-cache')
    await guard.check(c)
    const { client, request } = await readClient(deps.db, c).catch(async (error: unknown) => {
      if (error instanceof OAuthError && error.error === 'invalid_client') await guard.failed(c)
      throw error
    })
    return c.json(await answer(deps, client, request))
  })

  api.get('/.well-known/oauth-authorization-server', (c) => c.json(serverMetadata(publicUrl)))
  return api
}

/** Who asks, and for what. A client without a secret names itself in the body, so that comes first where no header is. */
async function readClient(db: Db, c: Context): Promise<{ client: ApiClient; request: TokenRequest }> {
  const authorization = c.req.header('authorization')
  if (authorization === undefined) {
    const request = await readTokenRequest(c).catch((error: unknown) => {
      throw error instanceof OAuthError ? unauthenticated() : error
    })
    return { client: await identifyPublicClient(db, request.client_id), request }
  }
  const client = await authenticateClient(db, authorization)
  const request = await readTokenRequest(c)
  if (request.client_id !== undefined && request.client_id !== client.clientId)
    throw new OAuthError(
      'invalid_request',
      'client_id names another client than the credentials.',
      'client_id',
    )
  return { client, request }
}

function answer(deps: OAuthDeps, client: ApiClient, request: TokenRequest): Promise<TokenAnswer> {
  switch (request.grant_type) {
    case 'authorization_code':
      if (!request.code) throw new OAuthError('invalid_request', 'code is missing.', 'code')
      return exchangeCode(deps, client, {
        code: request.code,
        redirectUri: request.redirect_uri,
        verifier: request.code_verifier,
      })
    case 'client_credentials':
      return grantClientCredentials(deps, client, request.scope)
    case 'refresh_token':
      if (!request.refresh_token)
        throw new OAuthError('invalid_request', 'refresh_token is missing.', 'refresh_token')
      return refreshTokens(deps, client, request.refresh_token, request.scope)
    default:
      throw new OAuthError(
        'unsupported_grant_type',
        'grant_type must be authorization_code, client_credentials or refresh_token.',
      )
  }
}
