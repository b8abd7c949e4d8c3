import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type pg from 'pg'
import { createApp } from '../src/app.ts'
import { loadConfig } from '../src/config.ts'
import { createPool } from '../src/db/database.ts'
import { DEMO_DIRS } from '../src/demo/demo-data.ts'
import { seedDemo } from '../src/demo/seed-demo.ts'
import { createDeps, type Deps } from '../src/deps.ts'
import { ensureSigningKeys } from '../src/features/oauth/signing-keys.ts'
import { createLog } from '../src/http/log.ts'
import { createApiCaller } from '../tests/support/api-client.ts'
import { createBrowser } from '../tests/support/cookie-browser.ts'
import type { BenchContext, Row, Section } from './section.ts'

const OPENS = 200
const WARM_UP = 40
const LIMITS = { medianMs: 25, p99Ms: 60, statements: 6, htmlBytes: 60_000 }

/** Of a customer with a smart meter and a year of quarter-hours. */
const PAGES = [
  '/overview',
  '/usage',
  '/usage?view=week',
  '/usage?view=month',
  '/usage?view=year',
  '/prices',
  '/prices?month=2025-10',
  '/invoices',
  '/meter-readings',
  '/tariff',
  '/payment-method',
  '/account',
  '/orders',
  '/help',
]

interface Measured {
  path: string
  status: number
  medianMs: number
  p99Ms: number
  statements: number
  htmlBytes: number
}

/**
 * The portal's pages with the demo world, one visitor at a time: from the request to the last byte of the answer, without a
 * socket; the statements that reach the database; the HTML as it travels.
 */
export async function pages({ say, database }: BenchContext): Promise<Section> {
  const connectionString = await database.create('pages')
  const statements = { count: 0 }
  const pool = counting(createPool({ connectionString, max: 10 }), statements)
  const signOnPool = createPool({ connectionString, max: 2 })
  try {
    const visitor = await signedInVisitor(database.directory, pool, signOnPool, say)
    const measured: Measured[] = []
    for (const path of [...PAGES, ...(await visitor.invoicePages())]) {
      say(path)
      measured.push(await measure(visitor.get, path, statements))
    }
    return { title: 'Pages of the portal', table: tableOf(measured), rows: rowsOf(measured), json: measured }
  } finally {
    await pool.end()
    await signOnPool.end()
  }
}

function counting(pool: pg.Pool, statements: { count: number }): pg.Pool {
  pool.on('connect', (client) => {
    const query = client.query.bind(client) as (...args: unknown[]) => unknown
    Object.assign(client, {
      query: (...args: unknown[]) => {
        statements.count += 1
        return query(...args)
      },
    })
  })
  return pool
}

async function signedInVisitor(
  directory: string,
  pool: pg.Pool,
  signOnPool: pg.Pool,
  say: BenchContext['say'],
) {
  const dataDir = join(directory, 'pages')
  await mkdir(dataDir, { recursive: true })
  const config = loadConfig({ DATA_DIR: dataDir })
  await ensureSigningKeys(config.signingKeysFile)
  const log = createLog({ level: 'info', stream: { write: () => undefined } })
  const deps: Deps = await createDeps({ config, log, pool, signOnPool })
  await seedDemo({ db: deps.db, now: deps.now(), ...DEMO_DIRS, log: say })
  const app = createApp(deps)
  const api = createApiCaller(app, config.publicUrl, { clientId: 'demo', clientSecret: 'demo-secret' })
  const { items } = (await (await api.get('/customers?filter[email][eq]=anna@example.com')).json()) as {
    items: { id: string }[]
  }
  const link = await api.mint({ customerId: items[0]?.id })
  const browser = createBrowser(app, link.origin)
  await browser.get(link.pathname + link.search)
  return {
    get: (path: string) => browser.get(path),
    async invoicePages(): Promise<string[]> {
      const html = await (await browser.get('/invoices')).text()
      const id = /href="\/invoices\/(inv_\w+)"/.exec(html)?.[1]
      if (id === undefined) throw new Error('The demo customer has no invoice.')
      return [`/invoices/${id}`, `/invoices/${id}/days`]
    },
  }
}

async function measure(
  get: (path: string) => Promise<Response>,
  path: string,
  statements: { count: number },
): Promise<Measured> {
  const times: number[] = []
  const counts: number[] = []
  let html = ''
  let status = 0
  for (let open = 0; open < WARM_UP + OPENS; open += 1) {
    statements.count = 0
    const begun = performance.now()
    const response = await get(path)
    html = await response.text()
    if (open >= WARM_UP) {
      times.push(performance.now() - begun)
      counts.push(statements.count)
    }
    status = response.status
  }
  times.sort((a, b) => a - b)
  counts.sort((a, b) => a - b)
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0
  return {
    path: path.replace(/inv_\w+/, '{id}'),
    status,
    medianMs: at(0.5),
    p99Ms: at(0.99),
    // Once a minute one more notes that the session was seen.
    statements: counts[Math.floor(OPENS / 2)] ?? 0,
    htmlBytes: gzipSync(html).length,
  }
}

function tableOf(measured: readonly Measured[]): string {
  const lines = measured.map(({ path, status, medianMs, p99Ms, statements, htmlBytes }) =>
    [
      path.padEnd(24),
      String(status).padStart(6),
      `${medianMs.toFixed(1)} ms`.padStart(10),
      `${p99Ms.toFixed(1)} ms`.padStart(10),
      String(statements).padStart(11),
      `${(htmlBytes / 1000).toFixed(1)} kB`.padStart(10),
    ].join(''),
  )
  const head = `${'page'.padEnd(24)}status    median       p99 statements      HTML`
  return [head, ...lines].join('\n')
}

function rowsOf(measured: readonly Measured[]): Row[] {
  const worst = (pick: (page: Measured) => number) =>
    measured.reduce((most, page) => (pick(page) > pick(most) ? page : most))
  const row = (
    what: string,
    limit: number,
    pick: (page: Measured) => number,
    show: (value: number) => string,
  ): Row => {
    const page = worst(pick)
    return {
      what: `${what} of any page`,
      figure: `${show(pick(page))} (${page.path})`,
      limit: `at most ${show(limit)}`,
      within: pick(page) <= limit,
    }
  }
  const ms = (value: number) => `${value.toFixed(1)} ms`
  return [
    row('median', LIMITS.medianMs, ({ medianMs }) => medianMs, ms),
    row('p99', LIMITS.p99Ms, ({ p99Ms }) => p99Ms, ms),
    row(
      'statements',
      LIMITS.statements,
      ({ statements }) => statements,
      (value) => value.toFixed(1),
    ),
    row(
      'HTML, gzipped,',
      LIMITS.htmlBytes,
      ({ htmlBytes }) => htmlBytes,
      (value) => `${(value / 1000).toFixed(1)} kB`,
    ),
  ]
}
