import type { MiddlewareHandler } from 'hono'
import { bodyLimit as countBody } from 'hono/body-limit'
import { Failure } from '../domain/failure.ts'

/**
 * Refuses a body above so many bytes. Who declares a length is held to it by Node's parser, so that body is left untouched:
 * merely looking at it builds a Request and two streams around it, a third of what a request costs, and for GET as
 * well. A body of unknown length is counted.
 */
export function bodyLimit(maxBytes: number, message: string): MiddlewareHandler {
  const refuse = (): never => {
    throw new Failure('BAD_REQUEST', message)
  }
  const counted = countBody({ maxSize: maxBytes, onError: refuse })
  return (c, next) => {
    const length = c.req.header('content-length')
    const isDeclared = length !== undefined || c.req.method === 'GET' || c.req.method === 'HEAD'
    if (!isDeclared || c.req.header('transfer-encoding') !== undefined) return counted(c, next)
    if (Number(length ?? 0) > maxBytes) refuse()
    return next()
  }
}
