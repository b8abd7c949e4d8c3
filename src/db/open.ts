import type pg from 'pg'
import { createPool } from './database.ts'
import { type EmbeddedServer, startEmbedded } from './embedded.ts'
import { migrate } from './migrate.ts'

const OLDEST_SERVER = 150_000

export interface OpenOptions {
  /** Absent: a PostgreSQL of our own in `dataDir`. */
  databaseUrl: string | undefined
  dataDir: string
  migrationsDir: string
  /** Progress, a sentence each. */
  log: (message: string) => void
}

export interface OpenedDatabase {
  connectionString: string
  /** Our own server, if it is one. */
  embedded: EmbeddedServer | undefined
}

/**
 * Finds or starts the database and brings its tables up to date.
 *
 * @throws in one sentence: the server does not answer, is older than PostgreSQL 15, or a migration failed.
 */
export async function openDatabase({
  databaseUrl,
  dataDir,
  migrationsDir,
  log,
}: OpenOptions): Promise<OpenedDatabase> {
  const embedded = databaseUrl === undefined ? await startEmbedded({ dataDir, log }) : undefined
  const connectionString = databaseUrl ?? (embedded as EmbeddedServer).connectionString
  const pool = createPool({ connectionString, max: 1, applicationName: 'stromtor migrate' })
  try {
    await checkVersion(pool)
    const applied = await migrate({ pool, directory: migrationsDir })
    if (applied.length > 0) log(`Brought the database up to date: ${applied.join(', ')}`)
  } catch (error) {
    if (embedded && !embedded.adopted) await embedded.stop()
    throw error
  } finally {
    await pool.end()
  }
  return { connectionString, embedded }
}

async function checkVersion(pool: pg.Pool): Promise<void> {
  const { rows } = await pool
    .query<{ number: number; version: string }>(
      `select current_setting('server_version_num')::int as number, current_setting('server_version') as version`,
    )
    .catch((error: unknown) => {
      throw new Error('The database does not answer at the address given in DATABASE_URL.', { cause: error })
    })
  const [server] = rows
  if (server && server.number < OLDEST_SERVER) {
    throw new Error(`Stromtor needs PostgreSQL 15 or newer; this server is ${server.version}.`)
  }
}
