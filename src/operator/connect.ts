import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { Client } from 'pg'
import type { Config } from '../config.ts'
import { createDatabase, createPool, type Db } from '../db/database.ts'
import { openDatabase } from '../db/open.ts'
import { claimDirectory } from '../db/single-server.ts'

export interface Connection {
  db: Db
  close: () => Promise<void>
}

/**
 * Connects to the server's own database: DATABASE_URL, or the embedded one in DATA_DIR, started for this command when
 * nothing runs there. Pending migrations are applied first, so that an installation can begin from an empty database.
 */
export async function connect(
  { databaseUrl, dataDir }: Pick<Config, 'databaseUrl' | 'dataDir'>,
  say: (sentence: string) => void,
): Promise<Connection> {
  const { connectionString, embedded } = await openDatabase({
    databaseUrl,
    dataDir,
    migrationsDir: migrationsDirectory(),
    log: say,
  })
  const pool = createPool({ connectionString, max: 2, applicationName: 'stromtor operator' })
  // A connection lost between two statements is found by the next one.
  pool.on('error', () => undefined)
  return {
    db: createDatabase(pool),
    async close() {
      await pool.end()
      if (embedded && !embedded.adopted && !(await isInUse(connectionString))) await embedded.stop()
    },
  }
}

/** In the build the migrations lie beside the bundle, in the sources in db/. */
function migrationsDirectory(): string {
  const built = join(import.meta.dirname, 'migrations')
  return existsSync(built) ? built : join(import.meta.dirname, '../db/migrations')
}

/** Whether a server has claimed the database meanwhile, or another command is still at work in it. */
async function isInUse(connectionString: string): Promise<boolean> {
  const claim = await claimDirectory(connectionString)
  if (claim === null) return true
  const client = new Client({ connectionString })
  await client.connect()
  try {
    const { rows } = await client.query<{ others: number }>(
      `select count(*)::int as others from pg_stat_activity
       where backend_type = 'client backend' and application_name <> 'stromtor claim' and pid <> pg_backend_pid()`,
    )
    return (rows[0]?.others ?? 0) > 0
  } finally {
    await client.end()
    await claim.release()
  }
}
