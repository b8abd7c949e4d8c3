import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type pg from 'pg'

/** Any fixed number: it names the lock that processes starting at once queue behind. */
const MIGRATION_LOCK = 0x5742_4d47

interface Migration {
  name: string
  sql: string
  checksum: string
}

export interface MigrateOptions {
  pool: pg.Pool
  /** The folder of `0001-name.sql` files, applied in the order of their names. */
  directory: string
  onApply?: (name: string) => void
}

/**
 * Applies the migrations that this database has not seen, each in a transaction of its own, under an advisory lock:
 * of several processes starting at once one migrates and the others wait, then find nothing to do.
 *
 * @throws if an applied file was edited or is missing (a newer version's database under older code), or if one fails;
 *   what was applied before it stays, what failed leaves nothing behind.
 */
export async function migrate({ pool, directory, onApply }: MigrateOptions): Promise<string[]> {
  const migrations = await readMigrations(directory)
  const client = await pool.connect()
  try {
    // Waiting for another process's long migration is no reason to fail.
    await client.query('set statement_timeout = 0')
    await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK])
    await client.query(`create table if not exists schema_migrations (
      name text primary key, checksum text not null, applied_at timestamptz not null default now())`)
    const { rows } = await client.query<{ name: string; checksum: string }>(
      'select name, checksum from schema_migrations order by name',
    )
    const pending = pendingMigrations(migrations, new Map(rows.map((row) => [row.name, row.checksum])))
    for (const migration of pending) {
      onApply?.(migration.name)
      await apply(client, migration)
    }
    return pending.map((migration) => migration.name)
  } finally {
    // Closing the session frees the lock even when the unlock itself could not be sent.
    client.release(true)
  }
}

async function readMigrations(directory: string): Promise<Migration[]> {
  const names = (await readdir(directory)).filter((name) => /^\d{4}-.+\.sql$/.test(name)).toSorted()
  return Promise.all(
    names.map(async (name) => {
      const sql = await readFile(join(directory, name), 'utf8')
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') }
    }),
  )
}

function pendingMigrations(known: Migration[], applied: Map<string, string>): Migration[] {
  const names = new Set(known.map((migration) => migration.name))
  for (const name of applied.keys()) {
    if (!names.has(name)) {
      throw new Error(
        `The database has the migration ${name}, which this version of Stromtor does not know: start the newer version.`,
      )
    }
  }
  return known.filter((migration) => {
    const checksum = applied.get(migration.name)
    if (checksum !== undefined && checksum !== migration.checksum) {
      throw new Error(`The migration ${migration.name} was changed after it was applied to this database.`)
    }
    return checksum === undefined
  })
}

async function apply(client: pg.PoolClient, { name, sql, checksum }: Migration): Promise<void> {
  await client.query('begin')
  try {
    await client.query(sql)
    await client.query('insert into schema_migrations (name, checksum) values ($1, $2)', [name, checksum])
    await client.query('commit')
  } catch (error) {
    await client.query('rollback')
    throw new Error(`The migration ${name} failed; nothing of it was kept.`, { cause: error })
  }
}
