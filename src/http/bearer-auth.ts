import type { MiddlewareHandler } from 'hono'
import type { CustomerId, OrganizationId } from '../domain/identifiers.ts'
import { Failure } from '../domain/failure.ts'
import type { ApiEnv } from './api-env.ts'

/** What a token stands for, as much of it as the API needs to know. */
interface BearerGrant {
  organizationId: OrganizationId
  clientId: string
  scope: string
  customerId?: CustomerId
}

/** RFC 6750: a valid token for every request, `read:*` for reading, `write:*` for everything else. */
export function bearerAuth(
  authenticate: (token: string) => Promise<BearerGrant | undefined>,
): MiddlewareHandler<ApiEnv> {
  return async (c, next) => {
    const header = c.req.header('authorization')
    const [, token] = /^bearer +([\w.~+/-]+=*)$/i.exec(header ?? '') ?? []
    if (token === undefined)
      throw unauthorized(
        'Send an access token: Authorization: Bearer …',
        header ? 'invalid_request' : undefined,
      )
    const grant = await authenticate(token)
    if (!grant) throw unauthorized('The access token is malformed, expired or revoked.', 'invalid_token')
    const needed = c.req.method === 'GET' || c.req.method === 'HEAD' ? 'read:*' : 'write:*'
    if (!grant.scope.split(' ').includes(needed)) {
      throw new Failure('FORBIDDEN', `This needs the scope ${needed}; the token has ${grant.scope}.`, {
        headers: { 'WWW-Authenticate': `Bearer realm="api", error="insufficient_scope", scope="${needed}"` },
      })
    }
    // What a token opens is for whoever has it: no cache on the way keeps it, not even one that looks at addresses alone.
    c.header('Cache-Control', 'no-store')
    c.set('organizationId', grant.organizationId)
    c.set('clientId', grant.clientId)
    c.set('tokenCustomerId', grant.customerId)
    await next()
  }
}

function unauthorized(message: string, error: string | undefined): Failure {
  const challenge = `Bearer realm="api"${error === undefined ? '' : `, error="${error}"`}`
  return new Failure('UNAUTHORIZED', message, { headers: { 'WWW-Authenticate': challenge } })
}
