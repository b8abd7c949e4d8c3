import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { createDatabase } from '../src/db/database.ts'
import { type Inbox, startInbox } from '../src/demo/inbox.ts'
import { testDatabase, type TestDatabase } from './support/database.ts'
import { type RunningServer, startServer } from './support/running-server.ts'
import { createTenant, type Tenant } from './support/tenant.ts'

let directory: string
let database: TestDatabase
let tenant: Tenant
let inbox: Inbox
let silent: Server
const held = new Set<Socket>()
const servers: RunningServer[] = []

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'stromtor-mail-'))
  database = await testDatabase()
  tenant = await createTenant(createDatabase(database.pool), 'receipts')
  inbox = await startInbox()
  // A mail server that takes the call and says nothing: whatever is sent to it stays on its way.
  silent = createServer((socket) => {
    held.add(socket)
    socket.on('error', () => undefined)
  })
  await new Promise<void>((resolve) => {
    silent.listen(0, '127.0.0.1', resolve)
  })
})

afterAll(async () => {
  for (const server of servers) await server.kill('SIGKILL')
  for (const socket of held) socket.destroy()
  await new Promise((resolve) => silent.close(resolve))
  await inbox.stop()
  await rm(directory, { recursive: true })
})

async function start(smtpUrl: string): Promise<RunningServer> {
  const server = await startServer({
    dataDir: directory,
    environment: {
      DATABASE_URL: database.connectionString,
      SMTP_URL: smtpUrl,
      MAIL_FROM: 'post@stromtor.example',
    },
  })
  servers.push(server)
  return server
}

const rowsOf = async (query: string): Promise<unknown[]> => (await database.pool.query(query)).rows
const queued = () =>
  rowsOf(`select state, data ->> 'about' as about from pgboss.job where name = 'mail.send'`)
const declared = () => rowsOf('select id from declarations')

it('a receipt whose process is killed between commit and delivery arrives after the restart, once', async () => {
  const first = await start(`smtp://127.0.0.1:${(silent.address() as AddressInfo).port}`)
  await vi.waitFor(
    async () => expect(await rowsOf(`select from pgboss.queue where name = 'mail.send'`)).toHaveLength(1),
    { timeout: 10_000 },
  )
  const host = first.portalHost(tenant.slug)
  const { status } = await first.request('/cancel', {
    host,
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', origin: `https://${host}` },
    body: new URLSearchParams({
      kind: 'ordinary',
      reason: '',
      name: 'Mara Muster',
      contract: 'H62SU12A',
      end: '',
      email: 'mara@receipts.example',
    }).toString(),
  })
  expect(status).toBe(303)
  await vi.waitFor(() => expect(held.size).toBe(1))
  const declarations = (await declared()) as { id: string }[]
  expect(declarations).toHaveLength(1)
  expect(await queued()).toEqual([{ state: 'created', about: declarations[0]?.id }])
  await first.kill('SIGKILL')

  // The next process leaves it alone for as long as the first might still be sending it: not waited for here.
  await database.pool.query(`update pgboss.job set start_after = now() where name = 'mail.send'`)
  const second = await start(inbox.smtpUrl)
  await vi.waitFor(() => expect(inbox.messages()).toHaveLength(1), { timeout: 20_000 })
  expect(inbox.messages()[0]?.to).toBe('mara@receipts.example')
  expect(inbox.messages()[0]?.subject).toMatch(/^Ihre Kündigung ist am .* eingegangen$/)
  expect(inbox.messages()[0]?.text).toContain(declarations[0]?.id)
  await vi.waitFor(async () => expect(await queued()).toEqual([]))
  await second.stop()
  expect(inbox.messages()).toHaveLength(1)
  expect(await second.output()).not.toContain('mara@receipts.example')
}, 90_000)
