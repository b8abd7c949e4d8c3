import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { createApp } from '../src/app.ts'
import { loadConfig } from '../src/config.ts'
import { createDatabase, createPool } from '../src/db/database.ts'
import { createDeps } from '../src/deps.ts'
import { ensureSigningKeys } from '../src/features/oauth/signing-keys.ts'
import { createLog } from '../src/http/log.ts'
import { createApiCaller } from '../tests/support/api-client.ts'
import { createTenant } from '../tests/support/tenant.ts'
import { addRetailer, idOf, INVOICES_A_CUSTOMER } from './retailer.ts'
import { type BenchContext, count, type Row, type Section } from './section.ts'

const CUSTOMERS = 100_000
const REQUESTS = 300
const WARM_UP = 50
const LIMITS = { oneMs: 5, listMs: 15, walkRatio: 1.5, yearMs: 60 }
const DEEP_PAGE = 1000

type Get = (path: string) => Promise<Response>

/**
 * The partner API with 100,000 customers and a million invoices, one client at a time: from the request to the last byte of
 * the answer, without a socket. Each request asks for another resource.
 */
export async function api({ say, database }: BenchContext): Promise<Section> {
  const connectionString = await database.create('api')
  const pool = createPool({ connectionString, max: 10 })
  const signOnPool = createPool({ connectionString, max: 2 })
  try {
    const tenant = await createTenant(createDatabase(pool), 'retailer')
    say(`${count(CUSTOMERS)} customers with ${count(CUSTOMERS * INVOICES_A_CUSTOMER)} invoices`)
    await addRetailer(connectionString, tenant, CUSTOMERS)
    const dataDir = join(database.directory, 'api')
    await mkdir(dataDir, { recursive: true })
    const config = loadConfig({ DATA_DIR: dataDir })
    await ensureSigningKeys(config.signingKeysFile)
    const log = createLog({ level: 'info', stream: { write: () => undefined } })
    const app = createApp(await createDeps({ config, log, pool, signOnPool }))
    return await measureAll(createApiCaller(app, config.publicUrl, tenant).get, say)
  } finally {
    await pool.end()
    await signOnPool.end()
  }
}

async function measureAll(get: Get, say: BenchContext['say']): Promise<Section> {
  const anyCustomer = (n: number) => 1 + ((n * 7919) % CUSTOMERS)
  const one: Record<string, (n: number) => string> = {
    '/customers/{id}': (n) => `/customers/${idOf('cus', anyCustomer(n))}`,
    '/subscriptions/{id}': (n) => `/subscriptions/${idOf('sub', anyCustomer(n))}`,
    '/invoices/{id}': (n) => `/invoices/${idOf('inv', anyCustomer(n) * INVOICES_A_CUSTOMER)}`,
  }
  const lists: Record<string, (n: number) => string> = {
    '/customers': () => '/customers?limit=100',
    '/subscriptions': () => '/subscriptions?limit=100',
    '/subscriptions?filter[status]': () => '/subscriptions?limit=100&filter[status][eq]=active',
    '/invoices': () => '/invoices?limit=100',
    '/invoices?filter[status]': () => '/invoices?limit=100&filter[status][eq]=open',
    '/invoices?filter[subscription]': (n) =>
      `/invoices?limit=100&filter[subscription][eq]=${idOf('sub', anyCustomer(n))}`,
  }
  const measured: Record<string, number> = {}
  const rows: Row[] = []
  for (const [kind, paths, limitMs] of [
    ['one', one, LIMITS.oneMs],
    ['100 of', lists, LIMITS.listMs],
  ] as const) {
    for (const [what, path] of Object.entries(paths)) {
      say(what)
      const ms = (measured[what] = await median(get, path))
      rows.push(within(`${kind} ${what}`, ms, limitMs))
    }
  }
  say(`page ${count(DEEP_PAGE)} of a walk`)
  const walk = await walkTo(get, DEEP_PAGE)
  measured['walk'] = walk.ratio
  rows.push({
    what: `page ${count(DEEP_PAGE)} of the walk through the invoices, against page 1`,
    figure: `${walk.ratio.toFixed(2)} x (${walk.deepMs.toFixed(1)} and ${walk.firstMs.toFixed(1)} ms)`,
    limit: `about 1, at most ${LIMITS.walkRatio} x`,
    within: walk.ratio <= LIMITS.walkRatio,
  })
  const year = `/subscriptions/${idOf('sub', 1)}/usage?resolution=15min&start=2025-01-01&end=2026-01-01`
  measured['year'] = await median(get, () => year, 60)
  rows.push(within('a year of usage at 15 minutes (35,040 values)', measured['year'], LIMITS.yearMs))
  return { title: 'Partner API', rows, json: measured }
}

const within = (what: string, ms: number, limitMs: number): Row => ({
  what,
  figure: `${ms.toFixed(1)} ms`,
  limit: `at most ${limitMs} ms at the median`,
  within: ms <= limitMs,
})

async function timed(get: Get, path: string): Promise<{ ms: number; body: string }> {
  const begun = performance.now()
  const response = await get(path)
  const body = await response.text()
  const ms = performance.now() - begun
  if (response.status !== 200) throw new Error(`${path} answered ${response.status}: ${body.slice(0, 300)}`)
  return { ms, body }
}

async function median(get: Get, path: (n: number) => string, requests = REQUESTS): Promise<number> {
  const times: number[] = []
  for (let n = 0; n < WARM_UP + requests; n += 1) {
    const { ms } = await timed(get, path(n))
    if (n >= WARM_UP) times.push(ms)
  }
  return middle(times)
}

const middle = (times: readonly number[]): number =>
  times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? Number.NaN

/** Follows `next_page` from the first page; the mean of a few pages at each end tells what depth costs. */
async function walkTo(get: Get, pages: number): Promise<{ firstMs: number; deepMs: number; ratio: number }> {
  const AROUND = 50
  const times: number[] = []
  let cursor = ''
  for (let page = 1; page <= pages; page += 1) {
    const { ms, body } = await timed(get, `/invoices?limit=100${cursor}`)
    times.push(ms)
    const next = (JSON.parse(body) as { next_page: string | null }).next_page
    if (next === null) throw new Error(`The walk ended at page ${page}.`)
    cursor = `&cursor=${encodeURIComponent(next)}`
  }
  const firstMs = middle(times.slice(0, AROUND))
  const deepMs = middle(times.slice(-AROUND))
  return { firstMs, deepMs, ratio: deepMs / firstMs }
}
