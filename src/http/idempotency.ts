import { createHash } from 'node:crypto'
import type { Context, MiddlewareHandler } from 'hono'
import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../db/database.ts'
import { badRequest, Failure } from '../domain/failure.ts'
import type { ApiEnv } from './api-env.ts'
import { seal, unseal } from './seal.ts'

const HEADER = 'Idempotency-Key'
const KEEP_HOURS = 24
/** Whoever began it and has not answered since has died on the way: the next one may try. */
const ABANDONED_SECONDS = 120

interface IdempotencyDeps {
  db: Db
  /** Seals what is kept. */
  key: Buffer
}

/**
 * A POST that is sent again under the same `Idempotency-Key` within a day is answered as the first time, without anything
 * happening again (draft-ietf-httpapi-idempotency-key-header-07). The same key with another request, or while the first is
 * still at work, is a conflict. A request that failed through our own fault, or was turned away for coming too fast, is not
 * kept: it may be tried again.
 *
 * @throws Failure BAD_REQUEST for a key that is none; CONFLICT.
 */
export function idempotency(deps: IdempotencyDeps): MiddlewareHandler<ApiEnv> {
  return async (c, next) => {
    const key = c.req.header(HEADER)
    if (key === undefined || c.req.method !== 'POST') return next()
    if (!/^[\x21-\x7E]{1,255}$/.test(key)) {
      throw badRequest(
        HEADER,
        'Write 1 to 255 visible ASCII characters, a UUID for example.',
        'invalid_format',
      )
    }
    const mine = rowOf(c, key)
    const hash = createHash('sha256')
      .update(`${c.req.method} ${c.req.path}\n`)
      .update(await c.req.text())
      .digest()
    const known = await begin(deps.db, c, key, hash)
    if (known) return replay(deps, c, key, hash, known)
    await next()
    const isKept = c.res.status < 500 && c.res.status !== 429
    if (!isKept) {
      await sql`delete from idempotent_answers where ${mine}`.execute(deps.db)
      return
    }
    const sealed = seal(deps.key, about(c, key), await c.res.clone().text())
    await sql`update idempotent_answers set status = ${c.res.status}, sealed_body = ${sealed} where ${mine}`.execute(
      deps.db,
    )
  }
}

interface Known {
  request_hash: Buffer
  status: number | null
  sealed_body: Buffer | null
}

/** Takes the key for this request, or answers what is known of the one that has it. */
async function begin(db: Db, c: Context<ApiEnv>, key: string, hash: Buffer): Promise<Known | undefined> {
  const { numAffectedRows } = await sql`
    insert into idempotent_answers as answer (organization_id, client_id, key, request_hash, created_at)
    values (${c.get('organizationId')}, ${c.get('clientId')}, ${key}, ${hash}, clock_timestamp())
    on conflict (organization_id, client_id, key) do update
      set request_hash = excluded.request_hash, created_at = excluded.created_at, status = null, sealed_body = null
      where answer.created_at < clock_timestamp() - make_interval(hours => ${KEEP_HOURS})
        or (answer.status is null and answer.created_at < clock_timestamp() - make_interval(secs => ${ABANDONED_SECONDS}))
  `.execute(db)
  if (Number(numAffectedRows) === 1) return undefined
  const { rows } = await sql<Known>`
    select request_hash, status, sealed_body from idempotent_answers where ${rowOf(c, key)}`.execute(db)
  // Gone in between: the first one failed and freed it.
  return rows[0] ?? { request_hash: hash, status: null, sealed_body: null }
}

function replay(
  deps: IdempotencyDeps,
  c: Context<ApiEnv>,
  key: string,
  hash: Buffer,
  { request_hash: first, status, sealed_body: sealed }: Known,
): Response {
  if (!first.equals(hash)) {
    throw conflictOf('This key was used for another request. Use a new one for each request.')
  }
  if (status === null || sealed === null) {
    throw conflictOf('The first request with this key is still at work.', { 'Retry-After': '1' })
  }
  c.header('Idempotency-Replayed', 'true')
  c.header('Cache-Control', 'no-store')
  c.header('Content-Type', 'application/json')
  const body = unseal(deps.key, about(c, key), sealed)
  return c.body(status < 400 ? body : underThisRequest(c, body), status as 200)
}

/** A refusal names the request it answers, in its body as in its header: that is the one to be found in the log. */
const underThisRequest = (c: Context<ApiEnv>, body: string): string =>
  JSON.stringify({ ...(JSON.parse(body) as object), requestId: c.get('requestId') })

const conflictOf = (message: string, headers: Record<string, string> = {}): Failure =>
  new Failure('CONFLICT', message, { errors: [{ code: 'custom', field: HEADER, message }], headers })

const about = (c: Context<ApiEnv>, key: string): string =>
  JSON.stringify([c.get('organizationId'), c.get('clientId'), key])

const rowOf = (c: Context<ApiEnv>, key: string): RawBuilder<boolean> =>
  sql`organization_id = ${c.get('organizationId')} and client_id = ${c.get('clientId')} and key = ${key}`
