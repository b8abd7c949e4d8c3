import { OpenAPIHono } from '@hono/zod-openapi'
import type { CustomerId, OrganizationId } from '../../src/domain/identifiers.ts'
import { notFound } from '../../src/domain/failure.ts'
import type { ApiEnv } from '../../src/http/api-env.ts'
import { methodNotAllowed } from '../../src/http/method-not-allowed.ts'
import { problem, toFailure } from '../../src/http/problem.ts'

export const REQUEST_ID = '7a5c1c52-0d5e-4a7e-9d0f-3f0c6f4d2b11'

export interface Caller {
  organizationId: OrganizationId
  tokenCustomerId?: CustomerId
}

/** An API app whose every request comes from `caller`, as if its token had been checked: for testing routes by themselves. */
export function apiHost(caller: Caller, mount: (host: OpenAPIHono<ApiEnv>) => void): OpenAPIHono<ApiEnv> {
  const host = new OpenAPIHono<ApiEnv>()
  host.use(async (c, next) => {
    c.set('organizationId', caller.organizationId)
    c.set('clientId', 'client_test')
    c.set('tokenCustomerId', caller.tokenCustomerId)
    await next()
  })
  const answer = { requestId: REQUEST_ID, publicUrl: 'https://api.example.com' }
  host.onError((error, c) => {
    const failure = toFailure(error)
    // A fault of ours would otherwise hide behind the envelope.
    if (failure.code === 'INTERNAL_SERVER_ERROR') throw error
    return problem(c, failure, answer)
  })
  host.notFound((c) =>
    problem(c, methodNotAllowed(host, c) ?? notFound(`${c.req.method} ${c.req.path}`), answer),
  )
  mount(host)
  return host
}
