import { Client } from 'pg'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { findBinaries } from './embedded-binaries.ts'
import { ensureCluster, readPassword, ROLE, serverAddress } from './embedded-cluster.ts'
import { findPlace, openHome, SYSTEM_DIRECTORY, type Place } from './embedded-place.ts'
import { findServer, startServer, stopServer, type Server } from './embedded-server.ts'
import { holdLock } from './lock-file.ts'
import { errorCode } from './error-code.ts'

export interface EmbeddedOptions {
  /** The product's data directory; the database takes the folder `postgres` in it. */
  dataDir: string
  /** Progress, a sentence each, for whoever watches the start. */
  log: (message: string) => void
  /** PostgreSQL settings beside ours, as `{ fsync: 'off' }` for tests. An adopted server keeps those it was started with. */
  settings?: Record<string, string>
}

export interface EmbeddedServer {
  /** `postgres://…@127.0.0.1:<port>/stromtor`, password included: never to be logged. */
  connectionString: string
  /** The folder that holds the cluster: in the data directory, or where the unprivileged account can enter. */
  location: string
  /** Whether it was running already, started by another process or left behind by a killed one. */
  adopted: boolean
  /** Resolves when the server is gone without `stop` having been called. */
  died: Promise<void>
  /** Shuts the server down and waits for it, also an adopted one. Calling it again is harmless. */
  stop(): Promise<void>
}

/**
 * A real PostgreSQL 18 of our own in the data directory, created at the first start, found again when a killed process left it
 * running. It listens on the loopback address only, with a generated password. Any number of processes may call this for one
 * directory at once and get the same server; `claimDirectory` tells which of them serves.
 *
 * @throws in one sentence a person can act on.
 */
export async function startEmbedded({
  dataDir,
  log,
  settings = {},
}: EmbeddedOptions): Promise<EmbeddedServer> {
  const home = await withRights(dataDir, openHome(dataDir))
  const unlock = await withRights(
    home,
    holdLock(join(home, 'lock'), {
      timeoutMs: 120_000,
      onWait: () => log(`Another process is starting the database in ${home}: waiting for it`),
    }),
  )
  try {
    const password = await withRights(home, readPassword(home))
    const place = await findPlace(home, log)
    const running = await withNotice(findServer(place.cluster), () =>
      log('Waiting for the running database to recover'),
    )
    if (running !== undefined) {
      const address = await openDatabase(running, password)
      if (address !== undefined) return handle(running, place, address, true)
      log('The database server that was left running does not answer: stopping it')
      await stopServer(running)
    }
    const binaries = await findBinaries(place.account, SYSTEM_DIRECTORY, log)
    await ensureCluster(place, binaries, { password, durable: settings['fsync'] !== 'off', log })
    const server = await withNotice(startServer(place, binaries, settings), () =>
      log(`Starting the database in ${place.directory}`),
    )
    const address = await openDatabase(server, password)
    if (address === undefined) {
      await stopServer(server)
      throw new Error(
        `The database in ${place.directory} does not accept the password in ${join(home, 'password')}: put the file back that belongs to it.`,
      )
    }
    return handle(server, place, address, false)
  } finally {
    await unlock()
  }
}

function handle(server: Server, place: Place, connectionString: string, adopted: boolean): EmbeddedServer {
  let stopping: Promise<void> | undefined
  const died = new Promise<void>((resolve) => {
    const watch = setInterval(async () => {
      if (await server.isRunning()) return
      clearInterval(watch)
      if (stopping === undefined) resolve()
    }, 1_000)
    watch.unref()
  })
  return {
    connectionString,
    location: place.directory,
    adopted,
    died,
    stop: () => (stopping ??= stopServer(server)),
  }
}

/** Creates the product's database if the cluster is new. Answers undefined if the server does not answer or let us in within ten seconds. */
async function openDatabase({ port, isRunning }: Server, password: string): Promise<string | undefined> {
  const deadline = Date.now() + 10_000
  while (Date.now() < deadline && (await isRunning())) {
    const client = new Client({
      connectionString: serverAddress(port, password, 'postgres'),
      connectionTimeoutMillis: 5_000,
      ssl: false,
    })
    client.on('error', () => undefined)
    try {
      await client.connect()
      const { rowCount } = await client.query('select from pg_database where datname = $1', [ROLE])
      if (rowCount === 0) await client.query(`create database ${ROLE}`)
      return serverAddress(port, password)
    } catch (error) {
      if (errorCode(error) === '28P01') return undefined
      await delay(100)
    } finally {
      await client.end()
    }
  }
  return undefined
}

async function withNotice<T>(work: Promise<T>, notice: () => void): Promise<T> {
  const timer = setTimeout(notice, 1_000)
  try {
    return await work
  } finally {
    clearTimeout(timer)
  }
}

async function withRights<T>(path: string, work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    const code = errorCode(error)
    if (code !== 'EACCES' && code !== 'EPERM' && code !== 'EROFS') throw error
    const owner = await stat(path).catch(() => undefined)
    const whose = owner === undefined ? '' : `, which belongs to uid ${owner.uid}`
    throw new Error(
      `No right to write in ${path}${whose}: start Stromtor as that account, or set DATA_DIR to another folder.`,
      { cause: error },
    )
  }
}
