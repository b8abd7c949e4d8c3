import { createHash } from 'node:crypto'
import type pg from 'pg'
import { Temporal } from 'temporal-polyfill'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { testDatabase } from '../../tests/support/database.ts'
import { createTenant, type Tenant } from '../../tests/support/tenant.ts'
import { createDatabase } from '../db/database.ts'
import { newId } from '../domain/identifiers.ts'
import { cleanUp } from './clean-up.ts'

const NOW = Temporal.Instant.from('2026-03-30T03:20:00Z')
const DAY = 24
const MONTH = 30 * DAY
const ago = (hours: number) => NOW.subtract({ hours }).toString()
const hash = (text: string) => createHash('sha256').update(text).digest()
const never = new AbortController().signal

let pool: pg.Pool
let tenant: Tenant
beforeAll(async () => {
  ;({ pool } = await testDatabase())
  tenant = await createTenant(createDatabase(pool), 'tidy')
})
beforeEach(() =>
  pool.query(
    'truncate magic_links, sessions, login_codes, refresh_tokens, token_families, rate_limits, price_fetches',
  ),
)

const run = (signal = never) =>
  cleanUp({ db: createDatabase(pool), now: () => NOW, priceFeed: undefined }, signal)

async function link(name: string, expiredHours: number): Promise<void> {
  await pool.query(
    `insert into magic_links (organization_id, token_hash, plan_id, customer_id, client_id, delivery, next_path, created_at, expires_at)
     values ($1, $2, $3, $4, $5, 'redirect', $6, $7, $7)`,
    [
      tenant.organizationId,
      hash(name),
      tenant.planId,
      tenant.customerId,
      tenant.clientId,
      name,
      ago(expiredHours),
    ],
  )
}

async function session(id: string, expiredHours: number, endedHours: number | null): Promise<void> {
  await pool.query(
    `insert into sessions (organization_id, id_hash, id, plan_id, customer_id, method, created_at, last_seen_at, expires_at, ended_at)
     values ($1, $2, $3, $4, $5, 'code', $6, $6, $6, $7)`,
    [
      tenant.organizationId,
      hash(id),
      id,
      tenant.planId,
      tenant.customerId,
      ago(expiredHours),
      endedHours === null ? null : ago(endedHours),
    ],
  )
}

async function code(email: string, expiredHours: number): Promise<void> {
  await pool.query(
    `insert into login_codes (organization_id, attempt_hash, plan_id, email, code_hash, created_at, expires_at)
     values ($1, $2, $3, $4, $2, $5, $5)`,
    [tenant.organizationId, hash(email), tenant.planId, email, ago(expiredHours)],
  )
}

async function family(id: string, createdHours: number, tokens: Record<string, number>): Promise<void> {
  await pool.query(
    `insert into token_families (organization_id, id, client_id, scope, created_at) values ($1, $2, $3, 'read:*', $4)`,
    [tenant.organizationId, id, tenant.clientId, ago(createdHours)],
  )
  for (const [token, expiredHours] of Object.entries(tokens)) {
    await pool.query(
      `insert into refresh_tokens (organization_id, token_hash, family_id, expires_at) values ($1, $2, $3, $4)`,
      [tenant.organizationId, Buffer.from(token), id, ago(expiredHours)],
    )
  }
}

const left = async (column: string, table: string): Promise<unknown[]> =>
  (await pool.query<{ name: unknown }>(`select ${column} as name from ${table} order by 1`)).rows.map(
    ({ name }) => name,
  )

describe('clean-up', () => {
  it('leaves links and sessions for a month after they ran out or ended, and codes for a day', async () => {
    await link('of today', -1)
    await link('a month old', MONTH)
    await link('older than a month', MONTH + 1)
    await session('alive', -1, null)
    await session('ended today', -1, 1)
    await session('ended long ago', -1, MONTH + 1)
    await session('ran out lately', MONTH, null)
    await session('ran out long ago', MONTH + 1, null)
    await code('now@example.com', -1)
    await code('a-day@example.com', DAY)
    await code('older@example.com', DAY + 1)
    expect(await run()).toEqual({
      magic_links: 1,
      sessions: 2,
      login_codes: 1,
      refresh_tokens: 0,
      token_families: 0,
      rate_limits: 0,
      idempotent_answers: 0,
      webhook_deliveries: 0,
      price_fetches: 0,
    })
    expect(await left('next_path', 'magic_links')).toEqual(['a month old', 'of today'])
    expect(await left('id', 'sessions')).toEqual(['alive', 'ended today', 'ran out lately'])
    expect(await left('email', 'login_codes')).toEqual(['a-day@example.com', 'now@example.com'])
  })

  it('knows a used refresh token for a month after it ran out, and its family as long as a token', async () => {
    await family('in use', 3 * MONTH, { old: 2 * MONTH, used: DAY, current: -DAY })
    await family('forgotten', 3 * MONTH, { last: MONTH + 1 })
    await family('just granted', 1, {})
    expect(await run()).toMatchObject({ refresh_tokens: 2, token_families: 1 })
    expect(await left(`convert_from(token_hash, 'UTF8')`, 'refresh_tokens')).toEqual(['current', 'used'])
    expect(await left('id', 'token_families')).toEqual(['in use', 'just granted'])
  })

  it('leaves counters that still hold, and a quarter of a year of price fetches', async () => {
    const inOneMinute = NOW.epochMilliseconds + 60_000
    await pool.query(
      `insert into rate_limits (key, points, expire) values ('login_address:a', 3, $1), ('login_address:b', 8, $2), ('for ever', 1, null)`,
      [inOneMinute, NOW.epochMilliseconds - 1],
    )
    for (const hours of [1, 90 * DAY, 90 * DAY + 1]) {
      await pool.query(
        `insert into price_fetches (area, fetched_at, source, outcome) values ('DE-LU', $1, 'smard', 'unchanged')`,
        [ago(hours)],
      )
    }
    expect(await run()).toMatchObject({ rate_limits: 1, price_fetches: 1 })
    expect(await left('key', 'rate_limits')).toEqual(['for ever', 'login_address:a'])
    expect(await left('fetched_at::text', 'price_fetches')).toHaveLength(2)
  })

  it('goes on over batches, and stops between two of them when it is told to', async () => {
    await pool.query(
      `insert into rate_limits (key, points, expire) select 'key ' || n, 1, 0 from generate_series(1, 2500) n`,
    )
    const stopped = new AbortController()
    stopped.abort(new Error('told to stop'))
    await expect(run(stopped.signal)).rejects.toThrow('told to stop')
    expect(await left('count(*)::int', 'rate_limits')).toEqual([2500])
    expect(await run()).toMatchObject({ rate_limits: 2500 })
    expect(await run()).toMatchObject({ rate_limits: 0 })
  })

  it('passes over what somebody holds, and two runs at once share the rest', async () => {
    await link('held', MONTH + 1)
    await link('free', MONTH + 1)
    const holder = await pool.connect()
    await holder.query('begin')
    await holder.query('select 1 from magic_links where token_hash = $1 for update', [hash('held')])
    const figures = await Promise.all([run(), run()])
    await holder.query('rollback')
    holder.release()
    expect(figures.reduce((sum, { magic_links: count }) => sum + Number(count), 0)).toBe(1)
    expect(await left('next_path', 'magic_links')).toEqual(['held'])
  })

  it('keeps for a month what became of a webhook, and what still waits for as long as it takes', async () => {
    const endpointId = newId('webhookEndpoint')
    await pool.query(
      `insert into webhook_endpoints (organization_id, id, url, topics, signature_header, secret, portal_since, created_at, updated_at)
       values ($1, $2, 'https://hooks.example.com/', '{*}', 'X-Stromtor-Signature', 'sealed', $3, $3, $3)`,
      [tenant.organizationId, endpointId, ago(0)],
    )
    const deliveries = {
      waiting: [2 * MONTH, null],
      'a month': [2 * MONTH, MONTH],
      older: [2 * MONTH, MONTH + 1],
    } as const
    for (const [id, [createdHours, settledHours]] of Object.entries(deliveries)) {
      const status = settledHours === null ? 'pending' : 'failed'
      await pool.query(
        `with event as (
           insert into events (organization_id, id, topic, context, created_at) values ($1, $3, 'test.event', '{}', $4) returning id
         )
         insert into webhook_deliveries (organization_id, id, endpoint_id, event_id, status, created_at, settled_at, next_attempt_at)
         select $1, $3, $2, id, $5, $4, $6, $7 from event`,
        [
          tenant.organizationId,
          endpointId,
          id,
          ago(createdHours),
          status,
          settledHours === null ? null : ago(settledHours),
          settledHours === null ? ago(0) : null,
        ],
      )
    }
    expect(await run()).toMatchObject({ webhook_deliveries: 1 })
    expect(await left('id', 'webhook_deliveries')).toEqual(['a month', 'waiting'])
  })

  it('forgets after a day what a repeated request would be answered', async () => {
    for (const [key, hours] of Object.entries({ fresh: 1, 'a day': DAY, older: DAY + 1 })) {
      await pool.query(
        `insert into idempotent_answers (organization_id, client_id, key, request_hash, created_at) values ($1, $2, $3, $4, $5)`,
        [tenant.organizationId, tenant.clientId, key, hash(key), ago(hours)],
      )
    }
    expect(await run()).toMatchObject({ idempotent_answers: 1 })
    expect(await left('key', 'idempotent_answers')).toEqual(['a day', 'fresh'])
  })
})
