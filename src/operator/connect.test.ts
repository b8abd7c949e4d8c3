import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { createPool } from '../db/database.ts'
import { startEmbedded } from '../db/embedded.ts'
import { claimDirectory } from '../db/single-server.ts'
import { testDatabase } from '../../tests/support/database.ts'
import { connect } from './connect.ts'

// Creating a cluster syncs it to the disk, which a busy one takes its time for.
vi.setConfig({ testTimeout: 60_000 })

let dataDir: string
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'stromtor-operator-'))
  // As root the server runs under another account, which must be able to enter.
  await chmod(dataDir, 0o711)
})
afterAll(() => rm(dataDir, { recursive: true, force: true }))

test('the embedded database is started, migrated and stopped again', async () => {
  const said: string[] = []
  const { db, close } = await connect({ databaseUrl: undefined, dataDir }, (sentence) => said.push(sentence))
  expect(await db.selectFrom('organizations').selectAll().execute()).toEqual([])
  expect(said).toContainEqual(expect.stringMatching(/^Brought the database up to date: 0001-tenants.sql, /))
  await close()

  const next = await startEmbedded({ dataDir, log: () => {} })
  expect(next.adopted, 'the command left its server running').toBe(false)
  await next.stop()
})

test('a running server is used and left running', async () => {
  const server = await startEmbedded({ dataDir, log: () => {} })
  const { close } = await connect({ databaseUrl: undefined, dataDir }, () => {})
  await close()
  await expect(answers(server.connectionString)).resolves.toBe(1)
  await server.stop()
})

test('a server that claimed the database while the command ran is not stopped under it', async () => {
  const { close } = await connect({ databaseUrl: undefined, dataDir }, () => {})
  const server = await startEmbedded({ dataDir, log: () => {} })
  expect(server.adopted).toBe(true)
  const claim = await claimDirectory(server.connectionString)
  await close()
  await expect(answers(server.connectionString)).resolves.toBe(1)
  await claim?.release()
  await server.stop()
})

test('DATABASE_URL is used as it is, and is not stopped', async () => {
  const { connectionString } = await testDatabase()
  const said: string[] = []
  const { close } = await connect({ databaseUrl: connectionString, dataDir }, (sentence) =>
    said.push(sentence),
  )
  await close()
  expect(said).toEqual([])
  await expect(answers(connectionString)).resolves.toBe(1)
})

test('a server that cannot be reached is an error, not a hang', async () => {
  const unreachable = 'postgres://nobody:x@127.0.0.1:1/none'
  await expect(connect({ databaseUrl: unreachable, dataDir }, () => {})).rejects.toThrow(
    'The database does not answer',
  )
})

async function answers(connectionString: string): Promise<unknown> {
  const pool = createPool({ connectionString, max: 1 })
  const { rows } = await pool.query<{ one: number }>('select 1 as one')
  await pool.end()
  return rows[0]?.one
}
