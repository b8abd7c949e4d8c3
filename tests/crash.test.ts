import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createDatabase, createPool } from '../src/db/database.ts'
import { startEmbedded } from '../src/db/embedded.ts'
import { type RunningServer, startServer } from './support/running-server.ts'
import { accessToken, createTenant, mintLink, type Tenant } from './support/tenant.ts'

const KILLS = 20
/** Every so many kills the database server goes down with us, as when the machine loses its power. */
const DATABASE_TOO = 4
const MINTERS = 24
const OPENERS = 8

let directory: string
let server: RunningServer
let tenant: Tenant

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'stromtor-crash-'))
  // As root the database runs under another account, which must be able to enter.
  await chmod(directory, 0o711)
  server = await start()
  const { connectionString } = await database()
  const pool = createPool({ connectionString, max: 2 })
  tenant = await createTenant(createDatabase(pool), 'crash')
  await pool.end()
  // Only a process that ends in order leaves its compiled code behind, which halves each of the many starts to come.
  await server.stop()
  server = await start()
}, 60_000)

afterAll(async () => {
  await server.stop()
  // After a failure in the middle the database may have been left running.
  await (await database()).stop()
  await rm(directory, { recursive: true, force: true })
})

it('keeps every acknowledged link through 20 times kill -9 under load: each opens once, none twice', async () => {
  const token = await accessToken(server, tenant)
  for (let kill = 1; kill <= KILLS; kill += 1) {
    const load = startLoad(server, token)
    // After at least so many links: another moment of the run, and of a batch's life, each time.
    await load.acknowledged(50 + kill * 5)
    const postmaster = kill % DATABASE_TOO === 0 ? await postmasterPid() : undefined
    const killed = server.kill('SIGKILL')
    if (postmaster !== undefined) process.kill(postmaster, 'SIGKILL')
    await killed
    const { fresh, opened, failures } = await load.ended
    expect(failures, `answers before kill ${kill}`).toEqual([])

    server = await start()
    expect(await statuses(fresh), `first opening after kill ${kill}`).toEqual({ 303: fresh.length })
    expect(await statuses(fresh), `second opening after kill ${kill}`).toEqual({ 410: fresh.length })
    expect(await statuses(opened), `opened before kill ${kill}, again after it`).toEqual({
      410: opened.length,
    })
  }
  const output = await server.output()
  expect(output.match(/Stromtor is ready/g)).toHaveLength(KILLS + 2)
}, 120_000)

interface Promised {
  /** Acknowledged and never opened. */
  fresh: string[]
  /** Opened, and the answer with its session arrived. */
  opened: string[]
  /** Answers that no server under load should give. */
  failures: string[]
}

/** Mints, and opens some of what was minted, until the server is gone. */
function startLoad(target: RunningServer, token: string) {
  const promised: Promised = { fresh: [], opened: [], failures: [] }
  const toOpen: string[] = []
  const state = { isGone: false }

  async function untilGone(step: () => Promise<void>): Promise<void> {
    try {
      while (!state.isGone) await step()
    } catch {
      // The connection broke: whatever was under way is neither acknowledged nor promised.
      state.isGone = true
    }
  }
  async function mint(): Promise<void> {
    const link = await mintLink(target, token, tenant.customerId)
    if (link === undefined) promised.failures.push('a mint was refused')
    else if (toOpen.length < OPENERS) toOpen.push(link)
    else promised.fresh.push(link)
  }
  async function openOne(): Promise<void> {
    const link = toOpen.shift()
    if (link === undefined) return delay(1)
    const { status } = await target.request(link, { host: target.portalHost(tenant.slug) })
    if (status === 303) promised.opened.push(link)
    else promised.failures.push(`a fresh link answered ${status}`)
  }

  const ended = Promise.all([
    ...Array.from({ length: MINTERS }, () => untilGone(mint)),
    ...Array.from({ length: OPENERS }, () => untilGone(openOne)),
  ]).then(() => promised)
  return {
    ended,
    async acknowledged(links: number): Promise<void> {
      const { fresh, opened, failures } = promised
      while (failures.length === 0 && (fresh.length < links || opened.length < OPENERS)) {
        if (state.isGone) throw new Error('The server went away before it was killed.')
        await delay(1)
      }
    },
  }
}

/** Opens all links, as different visitors, and counts the answers by status. */
async function statuses(links: readonly string[]): Promise<Record<number, number>> {
  const counts: Record<number, number> = {}
  const waiting = [...links]
  const visit = async () => {
    for (let link = waiting.pop(); link !== undefined; link = waiting.pop()) {
      const { status } = await server.request(link, { host: server.portalHost(tenant.slug) })
      counts[status] = (counts[status] ?? 0) + 1
    }
  }
  await Promise.all(Array.from({ length: 64 }, visit))
  return counts
}

const start = () =>
  startServer({ dataDir: directory, environment: { NODE_COMPILE_CACHE: join(directory, 'compiled') } })

/** The database that the server runs: any process may join it. */
const database = () => startEmbedded({ dataDir: directory, log: () => {} })

async function postmasterPid(): Promise<number> {
  const { location } = await database()
  const [pid] = (await readFile(join(location, 'cluster', 'postmaster.pid'), 'utf8')).split('\n')
  return Number(pid)
}
