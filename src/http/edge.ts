import { randomUUID } from 'node:crypto'
import { isIP } from 'node:net'
import type { HttpBindings } from '@hono/node-server'
import type { MiddlewareHandler } from 'hono'
import type { Logger } from 'pino'
import type { Metrics } from './metrics.ts'

/** What every request carries, whichever face of the product answers it. */
export interface EdgeEnv {
  Bindings: Partial<HttpBindings>
  Variables: {
    requestId: string
    /** The visitor's address: the socket's, or what the trusted proxies in front of us wrote. */
    address: string | null
    userAgent: string | null
    /** Set by a handler to say more in the request log than the visitor is told. */
    logFields: Record<string, unknown>
  }
}

export interface EdgeOptions {
  log: Logger
  metrics: Metrics
  /** How many proxies in front of us append to X-Forwarded-For; 0 believes the header never. */
  trustedProxies: number
}

const USER_AGENT_CHARACTERS = 300

/** Request id, the visitor's address, one log line and one measurement for each request. */
export function edge({ log, metrics, trustedProxies }: EdgeOptions): MiddlewareHandler<EdgeEnv> {
  return async (c, next) => {
    const startedAt = performance.now()
    const requestId = randomUUID()
    c.set('requestId', requestId)
    c.set(
      'address',
      visitorAddress(c.env?.incoming?.socket?.remoteAddress, c.req.header('x-forwarded-for'), trustedProxies),
    )
    c.set('userAgent', c.req.header('user-agent')?.slice(0, USER_AGENT_CHARACTERS) ?? null)
    c.set('logFields', {})
    c.header('X-Request-Id', requestId)
    await next()
    const milliseconds = performance.now() - startedAt
    metrics.observe(c.req.method, c.res.status, milliseconds)
    // The path alone: a query may carry a link's token, and what is never written needs no redaction.
    log.info(
      {
        requestId,
        method: c.req.method,
        host: c.req.header('host'),
        path: c.req.path,
        status: c.res.status,
        ms: Math.round(milliseconds * 10) / 10,
        ...c.get('logFields'),
      },
      'request',
    )
  }
}

function visitorAddress(
  socket: string | undefined,
  forwarded: string | undefined,
  trustedProxies: number,
): string | null {
  const hops = forwarded && trustedProxies > 0 ? forwarded.split(',').map((hop) => hop.trim()) : []
  const claimed = hops.at(-trustedProxies) ?? hops[0]
  const address = claimed && isIP(claimed) ? claimed : socket
  // An IPv4 address written as IPv6, and the zone of a link-local one, are forms that the database does not share.
  return address?.replace(/^::ffff:/, '').replace(/%.*$/, '') ?? null
}
