import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import type { Db } from '../../db/database.ts'
import { badRequest } from '../../domain/failure.ts'
import type { ApiEnv } from '../../http/api-env.ts'
import { errorEnvelope, invalid } from '../../http/problem.ts'
import type { AccessTokens } from './access-token.ts'
import { authenticateClient } from './authenticate-client.ts'
import { grantClientCredentials } from './grant-token.ts'
import { OAuthError } from './oauth-error.ts'
import { refreshTokens } from './refresh-token.ts'

const tokenRequest = z.object({
  grant_type: z.string({ error: 'Required: client_credentials or refresh_token.' }),
  refresh_token: z.string().max(500).optional(),
  scope: z.string().max(500).optional(),
})

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
    const client = await authenticateClient(deps.db, c.req.header('authorization')).catch(
      async (error: unknown) => {
        if (error instanceof OAuthError) await guard.failed(c)
        throw error
      },
    )
    const request = await readTokenRequest(c)
    switch (request.grant_type) {
      case 'client_credentials':
        return c.json(await grantClientCredentials(deps, client, request.scope))
      case 'refresh_token':
        if (!request.refresh_token) throw new OAuthError('invalid_request', 'refresh_token is missing.')
        return c.json(await refreshTokens(deps, client, request.refresh_token, request.scope))
      default:
        throw new OAuthError(
          'unsupported_grant_type',
          'grant_type must be client_credentials or refresh_token.',
        )
    }
  })

  // RFC 8414, section 2.
  api.get('/.well-known/oauth-authorization-server', (c) =>
    c.json({
      issuer: publicUrl,
      token_endpoint: `${publicUrl}/oauth/token`,
      grant_types_supported: ['client_credentials', 'refresh_token'],
      response_types_supported: [],
      scopes_supported: ['read:*', 'write:*'],
      token_endpoint_auth_methods_supported: ['client_secret_basic'],
      service_documentation: `${publicUrl}/docs`,
    }),
  )
  return api
}

async function readTokenRequest(c: Context): Promise<z.infer<typeof tokenRequest>> {
  const contentType = c.req.header('content-type')?.split(';')[0]?.trim().toLowerCase()
  const text = await c.req.text()
  let body: unknown
  if (contentType === 'application/json') {
    try {
      body = JSON.parse(text)
    } catch {
      const looksLikeForm = /^\s*[\w.-]+=/.test(text)
      throw badRequest(
        'body',
        looksLikeForm
          ? 'The body is a form, but Content-Type says application/json: send application/x-www-form-urlencoded, or JSON.'
          : 'The body is not valid JSON.',
      )
    }
  } else if (contentType === 'application/x-www-form-urlencoded') {
    body = Object.fromEntries(new URLSearchParams(text))
  } else {
    throw badRequest(
      'content-type',
      'Send the body as application/x-www-form-urlencoded or application/json.',
    )
  }
  const parsed = tokenRequest.safeParse(body)
  if (!parsed.success) throw invalid(parsed.error)
  return parsed.data
}
