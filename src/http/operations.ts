import { timingSafeEqual } from 'node:crypto'
import { Hono } from 'hono'
import { sql } from 'kysely'
import type { Db } from '../db/database.ts'
import { notFound } from '../domain/failure.ts'
import type { EdgeEnv } from './edge.ts'
import type { Metrics } from './metrics.ts'

export interface OperationsDeps {
  db: Db
  metrics: Metrics
  metricsToken: string | undefined
}

/**
 * For load balancers and monitoring, on every host: `/health` says that the process runs, `/ready` that the database
 * answers, `/metrics` what Prometheus reads (with METRICS_TOKEN as bearer, or from this machine when none is set).
 */
export function operations({ db, metrics, metricsToken }: OperationsDeps) {
  return new Hono<EdgeEnv>()
    .get('/health', (c) => c.text('OK'))
    .get('/ready', async (c) => {
      try {
        await sql`select 1`.execute(db)
        return c.text('OK')
      } catch {
        return c.text('The database does not answer.', 503)
      }
    })
    .get('/metrics', async (c) => {
      const allowed = metricsToken
        ? sameText(c.req.header('authorization') ?? '', `Bearer ${metricsToken}`)
        : c.req.header('x-forwarded-for') === undefined && isLoopback(c.get('address'))
      if (!allowed) throw notFound('Page')
      const { contentType, text } = await metrics.expose()
      return c.body(text, 200, { 'Content-Type': contentType })
    })
}

const isLoopback = (address: string | null): boolean =>
  address === '::1' || (address?.startsWith('127.') ?? false)

function sameText(left: string, right: string): boolean {
  const [one, other] = [Buffer.from(left), Buffer.from(right)]
  return one.length === other.length && timingSafeEqual(one, other)
}
