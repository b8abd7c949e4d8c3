import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { startEmbedded } from '../src/db/embedded.ts'
import { createPool } from '../src/db/database.ts'
import { migrate } from '../src/db/migrate.ts'

/** The same that the build carries: `npm run bench` builds first. */
const MIGRATIONS = join(import.meta.dirname, '../src/db/migrations')

export interface OwnDatabase {
  /** A folder of the run's own, deleted with it. */
  directory: string
  version: string
  /** Makes one more migrated database on the same server and answers its address. */
  create: (name: string) => Promise<string>
  close: () => Promise<void>
}

/** A PostgreSQL for this run alone, with fsync and every other setting as an installation has them. */
export async function openOwnDatabase(log: (message: string) => void): Promise<OwnDatabase> {
  const directory = await mkdtemp(join(tmpdir(), 'stromtor-bench-'))
  // As root the server runs under another account, which must be able to enter.
  await chmod(directory, 0o711)
  const server = await startEmbedded({ dataDir: directory, log })
  const { rows } = await query<{ version: string; fsync: string }>(
    server.connectionString,
    `select current_setting('server_version') as version, current_setting('fsync') as fsync`,
  )
  if (rows[0]?.fsync !== 'on') throw new Error('The database of the benchmark runs without fsync.')
  return {
    directory,
    version: rows[0].version,
    async create(name) {
      await query(server.connectionString, `create database ${name}`)
      const url = new URL(server.connectionString)
      url.pathname = `/${name}`
      const pool = createPool({ connectionString: url.href, max: 1 })
      await migrate({ pool, directory: MIGRATIONS })
      await pool.end()
      return url.href
    },
    async close() {
      await server.stop()
      await rm(directory, { recursive: true, force: true })
    },
  }
}

/** One statement over a connection of its own, without the time limit that the product sets itself. */
export async function query<Row extends pg.QueryResultRow>(
  connectionString: string,
  text: string,
  values: unknown[] = [],
): Promise<pg.QueryResult<Row>> {
  const client = new pg.Client({ connectionString })
  await client.connect()
  try {
    return await client.query<Row>(text, values)
  } finally {
    await client.end()
  }
}
