import { OpenAPIHono, z } from '@hono/zod-openapi'
import type { MiddlewareHandler } from 'hono'
import type { ApiEnv } from './api-env.ts'
import { errorEnvelope, invalid } from './problem.ts'

/** The operations of one resource. Whatever a schema refuses is answered with every bad field at once. */
export const apiOperations = () =>
  new OpenAPIHono<ApiEnv>({
    defaultHook(result) {
      if (!result.success) throw invalid(result.error)
    },
  })

const json = <Shape extends z.ZodType>(schema: Shape) => ({ 'application/json': { schema } })

/** What every operation behind a bearer token declares in the API's document. */
export const operation = (tag: string, summary: string) => ({
  tags: [tag],
  summary,
  security: [{ Bearer: [] }],
})

/** A failure, whatever its status: one envelope. */
const failed = { description: 'error envelope', content: json(errorEnvelope) }

/** The answer of an operation that succeeds with a body, and of one that does not. */
export const answers = <Shape extends z.ZodType>(shape: Shape) => ({
  200: { description: '', content: json(shape) },
  default: failed,
})

/** The answer of an operation that sends the client somewhere else. */
export const redirects = { 302: { description: '' }, default: failed }

export const jsonBody = <Shape extends z.ZodType>(shape: Shape) => ({
  body: { required: true, content: json(shape) },
})

/** The parameters of an operation on one resource. */
export const idParams = z.object({ id: z.string() })

/**
 * For an operation that may be sent nothing: many clients name the type of every body, of one that is not there too. Hono
 * reads it from what it has kept of it.
 */
export const emptyIsNothing: MiddlewareHandler<ApiEnv> = async (c, next) => {
  if ((await c.req.text()) === '') Object.assign(c.req.bodyCache, { text: Promise.resolve('{}') })
  await next()
}
