import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createDatabase } from '../src/db/database.ts'
import { testDatabase } from './support/database.ts'
import { type RunningServer, startServer } from './support/running-server.ts'
import { accessToken, createTenant, mintLink, type Tenant } from './support/tenant.ts'

const LINKS = 100
const OPENS = 200

let directory: string
let servers: RunningServer[] = []
let tenant: Tenant

/** Two processes on one database: what decides who gets in must be the database, not a variable of one of them. */
beforeAll(async () => {
  const { connectionString, pool } = await testDatabase()
  tenant = await createTenant(createDatabase(pool), 'race')
  directory = await mkdtemp(join(tmpdir(), 'stromtor-race-'))
  servers = await Promise.all(
    ['one', 'two'].map((name) =>
      startServer({
        dataDir: join(directory, name),
        environment: {
          DATABASE_URL: connectionString,
          SIGNING_KEYS_FILE: join(directory, 'signing-keys.json'),
        },
      }),
    ),
  )
})

afterAll(async () => {
  await Promise.all(servers.map((server) => server.stop()))
  await rm(directory, { recursive: true })
})

it('gives exactly one session to 200 parallel opens of one link, on 100 links in a row', async () => {
  const [first, second] = servers as [RunningServer, RunningServer]
  const token = await accessToken(first, tenant)
  const host = first.portalHost(tenant.slug)
  const winners: number[] = [0, 0]
  for (let round = 0; round < LINKS; round += 1) {
    const link = (await mintLink(first, token, tenant.customerId))!
    const answers = await Promise.all(
      Array.from({ length: OPENS }, (_, index) => (index % 2 === 0 ? first : second).request(link, { host })),
    )
    const signedIn = answers.flatMap(({ status, setCookie }, index) =>
      status === 303 && setCookie.some((cookie) => cookie.startsWith('__Host-session=')) ? [index] : [],
    )
    const refused = answers.filter(({ status, setCookie }) => status === 410 && setCookie.length === 0)
    expect({ round, signedIn: signedIn.length, refused: refused.length }).toEqual({
      round,
      signedIn: 1,
      refused: OPENS - 1,
    })
    winners[(signedIn[0] ?? 0) % 2]! += 1
  }
  expect(await count('sessions')).toBe(LINKS)
  expect(await count('magic_links where consumed_at is not null')).toBe(LINKS)
  expect(await count(`audit_events where action = 'magic_link.redeemed'`)).toBe(LINKS)
  expect(await count(`audit_events where action = 'magic_link.refused'`)).toBe(LINKS * (OPENS - 1))
  // Had one process always won, the two would not have raced.
  expect(Math.min(...winners)).toBeGreaterThan(0)
}, 60_000)

async function count(what: string): Promise<number> {
  const { pool } = await testDatabase()
  const { rows } = await pool.query<{ count: number }>(`select count(*) as count from ${what}`)
  return rows[0]?.count ?? 0
}
