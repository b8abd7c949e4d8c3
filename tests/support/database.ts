import { randomBytes } from 'node:crypto'
import type pg from 'pg'
import { afterAll, inject } from 'vitest'
import { onDatabase, quietPool } from './global-setup.ts'

export interface TestDatabase {
  connectionString: string
  pool: pg.Pool
}

let opened: Promise<TestDatabase> | undefined

/** This test file's own migrated database, copied at the first call. Tests in it keep apart by an organisation each. */
export function testDatabase(): Promise<TestDatabase> {
  return (opened ??= copyTemplate())
}

afterAll(async () => {
  if (opened === undefined) return
  const { pool } = await opened
  opened = undefined
  await pool.end()
})

async function copyTemplate(): Promise<TestDatabase> {
  const { connectionString, template } = inject('testServer')
  const name = `${template}_${randomBytes(4).toString('hex')}`
  const admin = quietPool(connectionString, 1)
  await admin.query(`create database ${name} template ${template}`)
  await admin.end()
  const address = onDatabase(connectionString, name)
  return { connectionString: address, pool: quietPool(address, 20) }
}
