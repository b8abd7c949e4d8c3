import type { MiddlewareHandler } from 'hono'
import { badRequest } from '../domain/failure.ts'
import type { ApiEnv } from './api-env.ts'

/** The dated versions this build serves, the first served first. */
const API_VERSIONS = ['2026-05-27.curie'] as const
type ApiVersion = (typeof API_VERSIONS)[number]

/** What a request without the header gets. */
export const DEFAULT_API_VERSION: ApiVersion = '2026-05-27.curie'

const HEADER = 'X-API-Version'

/** Picks the version of the wire shapes by `X-API-Version` and names it in every answer, a refusal included. */
export const apiVersion = (): MiddlewareHandler<ApiEnv> => async (c, next) => {
  const asked = c.req.header(HEADER)
  const version = asked === undefined ? DEFAULT_API_VERSION : API_VERSIONS.find((known) => known === asked)
  c.set('apiVersion', version ?? DEFAULT_API_VERSION)
  c.header(HEADER, version ?? DEFAULT_API_VERSION)
  if (!version)
    throw badRequest(HEADER, `Unknown API version. Known: ${API_VERSIONS.join(', ')}.`, 'invalid_value')
  await next()
}
