import { randomBytes } from 'node:crypto'
import type pg from 'pg'
import type { Temporal } from 'temporal-polyfill'
import { inject } from 'vitest'
import { demoTemplate } from './demo-template.ts'
import { onDatabase, quietPool } from './global-setup.ts'

export interface TestDatabase {
  connectionString: string
  pool: pg.Pool
}

let opened: Promise<TestDatabase> | undefined

/** This test file's own migrated database, copied at the first call. Tests in it keep apart by an organisation each. */
export function testDatabase(): Promise<TestDatabase> {
  return (opened ??= copyOf(inject('testServer').template))
}

/** This test file's database, to be asked for before any other: with the demo world as it stands at that moment. */
export function demoDatabase(now: Temporal.Instant): Promise<TestDatabase> {
  if (opened !== undefined) throw new Error('This test file has a database already.')
  return (opened = demoTemplate(now).then(copyOf))
}

/** A worker runs many test files, each with a database of its own. */
export async function closeTestDatabase(): Promise<void> {
  if (opened === undefined) return
  const { pool } = await opened
  opened = undefined
  await pool.end()
}

async function copyOf(template: string): Promise<TestDatabase> {
  const server = inject('testServer')
  const name = `${server.template}_${randomBytes(4).toString('hex')}`
  const admin = quietPool(server.connectionString, 1)
  await admin.query(`create database ${name} template ${template}`)
  await admin.end()
  const connectionString = onDatabase(server.connectionString, name)
  return { connectionString, pool: quietPool(connectionString, 20) }
}
