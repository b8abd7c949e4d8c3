import { createHash, randomBytes } from 'node:crypto'
import pg from 'pg'
import type { Tenant } from '../tests/support/tenant.ts'
import { type Measured, measured } from './measured.ts'

export const BARE_CONNECTIONS = 16

/** The row that a mint writes, without looking anything up and without its audit row. */
const INSERT = `
  insert into magic_links (
    organization_id, token_hash, plan_id, customer_id, client_id, delivery, next_path, return_url, locale, flow, created_at, expires_at
  ) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, now(), now() + interval '5 minutes')`

/** The one step that decides, without a session and without its audit row. */
const CONSUME = `
  update magic_links set consumed_at = now()
  where organization_id = $1 and token_hash = $2 and plan_id = $3 and consumed_at is null and expires_at > now()
  returning customer_id, next_path`

export interface BareRun {
  connectionString: string
  tenant: Tenant
  milliseconds: number
}

export function bareInsert({ connectionString, tenant, milliseconds }: BareRun): Promise<Measured> {
  const { organizationId, planId, customerId, clientId } = tenant
  return run(connectionString, milliseconds, () => ({
    name: 'insert',
    text: INSERT,
    values: [
      organizationId,
      randomBytes(32),
      planId,
      customerId,
      clientId,
      'redirect',
      '/overview',
      null,
      null,
      null,
    ],
  }))
}

/** Consumes links that `addLinks` stored; there must be enough of them. */
export function bareConsume(
  { connectionString, tenant, milliseconds }: BareRun,
  tokens: string[],
): Promise<Measured> {
  const { organizationId, planId } = tenant
  return run(connectionString, milliseconds, () => {
    const token = tokens.pop()
    if (token === undefined)
      throw new Error('More links were consumed than were laid in: raise LINKS_PER_SECOND.')
    const hash = createHash('sha256').update(token).digest()
    return { name: 'consume', text: CONSUME, values: [organizationId, hash, planId] }
  })
}

/** Each connection sends its next statement when the last one is answered, as a pool under load does. */
async function run(
  connectionString: string,
  milliseconds: number,
  statement: () => pg.QueryConfig,
): Promise<Measured> {
  const clients = await Promise.all(
    Array.from({ length: BARE_CONNECTIONS }, async () => {
      const client = new pg.Client({ connectionString })
      await client.connect()
      return client
    }),
  )
  const latencies: number[] = []
  const startedAt = performance.now()
  const deadline = startedAt + milliseconds
  await Promise.all(
    clients.map(async (client) => {
      for (let sentAt = performance.now(); sentAt < deadline;) {
        const { rowCount } = await client.query(statement())
        if (rowCount !== 1) throw new Error('A bare statement did not write its row.')
        const now = performance.now()
        latencies.push(now - sentAt)
        sentAt = now
      }
    }),
  )
  const elapsed = performance.now() - startedAt
  await Promise.all(clients.map((client) => client.end()))
  return measured(Float64Array.from(latencies), elapsed)
}
