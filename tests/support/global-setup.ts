import { randomBytes } from 'node:crypto'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type pg from 'pg'
import type { TestProject } from 'vitest/node'
import { createPool } from '../../src/db/database.ts'
import { startEmbedded } from '../../src/db/embedded.ts'
import { migrate } from '../../src/db/migrate.ts'

export interface TestServer {
  /** Of the maintenance database, with the right to create others. */
  connectionString: string
  /** Migrated once; each worker copies it. */
  template: string
}

declare module 'vitest' {
  interface ProvidedContext {
    testServer: TestServer
  }
}

/** One PostgreSQL for the whole run, gone with it: our own without fsync, or the one of TEST_DATABASE_URL. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await openServer()
  const template = `test_${randomBytes(4).toString('hex')}`
  const admin = quietPool(server.connectionString, 1)
  await admin.query(`create database ${template}`)
  const pool = quietPool(onDatabase(server.connectionString, template), 1)
  await migrate({ pool, directory: join(import.meta.dirname, '../../src/db/migrations') })
  await pool.end()
  project.provide('testServer', { connectionString: server.connectionString, template })
  return async () => {
    // Ours goes with all that is in it.
    if (!server.isOurs) await dropCopies(admin, template)
    await admin.end()
    await server.close()
  }
}

async function dropCopies(admin: pg.Pool, template: string): Promise<void> {
  const { rows } = await admin.query<{ datname: string }>(
    'select datname from pg_database where datname ^@ $1',
    [template],
  )
  for (const { datname } of rows) await admin.query(`drop database ${datname} with (force)`)
}

async function openServer(): Promise<{
  connectionString: string
  isOurs: boolean
  close: () => Promise<void>
}> {
  const given = process.env['TEST_DATABASE_URL']
  if (given) return { connectionString: given, isOurs: false, close: async () => {} }
  const directory = await mkdtemp(join(tmpdir(), 'stromtor-test-'))
  // As root the server runs under another account, which must be able to enter.
  await chmod(directory, 0o711)
  const server = await startEmbedded({
    dataDir: directory,
    log: () => {},
    settings: { fsync: 'off', full_page_writes: 'off', synchronous_commit: 'off', max_connections: '300' },
  })
  return {
    connectionString: onDatabase(server.connectionString, 'postgres'),
    isOurs: true,
    async close() {
      await server.stop()
      await rm(directory, { recursive: true, force: true })
    },
  }
}

/** A pool's `end` does not wait until its connections are closed: the server's own end may reach them first, and is no news. */
export function quietPool(connectionString: string, max: number): pg.Pool {
  const pool = createPool({ connectionString, max })
  pool.on('error', () => undefined)
  return pool
}

export function onDatabase(connectionString: string, database: string): string {
  const url = new URL(connectionString)
  url.pathname = `/${database}`
  return url.href
}
