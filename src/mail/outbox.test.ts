import { sql } from 'kysely'
import { createServer, type AddressInfo, type Server } from 'node:net'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { testDatabase, type TestDatabase } from '../../tests/support/database.ts'
import { createDatabase, type Db } from '../db/database.ts'
import { type Inbox, startInbox } from '../demo/inbox.ts'
import { createLog } from '../http/log.ts'
import { startProcess } from '../jobs/test-jobs.ts'
import { createMailer, type Mailer } from './mailer.ts'
import { createOutbox, type Outbox, type PostedMail } from './outbox.ts'

let database: TestDatabase
let db: Db
let inbox: Inbox
beforeAll(async () => {
  database = await testDatabase()
  db = createDatabase(database.pool)
  inbox = await startInbox()
})
afterAll(() => inbox.stop())

const lines: Record<string, unknown>[] = []
const log = createLog({
  level: 'info',
  stream: { write: (line) => lines.push(JSON.parse(line) as Record<string, unknown>) },
})
const closers: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closers.splice(0).toReversed()) await close()
  lines.length = 0
})

function outboxTo(smtpUrl: string): { outbox: Outbox; mailer: Mailer } {
  const mailer = createMailer({ smtpUrl, from: 'post@stromtor.example', log, retryDelaysMs: [10, 10, 10] })
  const outbox = createOutbox({ db, mailer, log })
  closers.push(
    () => outbox.close(),
    () => mailer.close(),
  )
  return { outbox, mailer }
}

/** A process that takes part in scheduled work; its first makes the queue. */
async function startWorker(mailer: Pick<Mailer, 'send'> | null) {
  const process = await startProcess([], { mailer })
  closers.push(process.stop)
  return process
}

/** A mail server that answers every recipient with this. */
async function serverSaying(reply: string): Promise<string> {
  const server: Server = createServer((socket) => {
    socket.on('error', () => undefined)
    socket.write('220 ready\r\n')
    socket.on('data', (chunk) => {
      const line = chunk.toString()
      if (/^RCPT/i.test(line)) socket.write(`${reply}\r\n`)
      else if (/^QUIT/i.test(line)) socket.end('221 bye\r\n')
      else socket.write('250 ok\r\n')
    })
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  closers.push(() => new Promise((resolve) => server.close(resolve)))
  return `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`
}

let sequence = 0
function newMail(): PostedMail & { to: string } {
  const to = `anna-${(sequence += 1)}@example.com`
  const message = { sender: { name: 'Sonnwerk', email: null }, to, subject: 'Receipt', text: 'It arrived.\n' }
  return { about: `dec_${sequence}`, message: { ...message, html: '<p>It arrived.</p>' }, to }
}

const post = (outbox: Outbox, { message, about }: PostedMail) =>
  outbox.transact(async (_tx, post) => post({ message, about }))
const arrivedAt = (address: string) => inbox.messages().filter(({ to }) => to === address)
const until = (check: () => unknown) => vi.waitFor(check, { timeout: 10_000, interval: 20 })
const isDue = () => database.pool.query(`update pgboss.job set start_after = now() where name = 'mail.send'`)

async function queued() {
  const { rows } = await database.pool.query<{ state: string; about: string }>(
    `select state, data ->> 'about' as about from pgboss.job where name = 'mail.send' order by created_on`,
  )
  return rows
}

describe('without a queue', () => {
  it('a mail goes out once what it tells of is written, and after no attempt that failed', async () => {
    const { outbox } = outboxTo(inbox.smtpUrl)
    const mail = newMail()
    await post(outbox, mail)
    await until(() => expect(arrivedAt(mail.to)).toHaveLength(1))

    const undone = newMail()
    const failing = outbox.transact(async (_tx, post) => {
      await post(undone)
      throw new Error('the contract has ended')
    })
    await expect(failing).rejects.toThrow('the contract has ended')
    const next = newMail()
    await post(outbox, next)
    await until(() => expect(arrivedAt(next.to)).toHaveLength(1))
    expect(arrivedAt(undone.to)).toEqual([])
  })

  it('without a mail server what is to be written is written', async () => {
    const outbox = createOutbox({ db, mailer: null, log })
    expect(await outbox.transact(async (_tx, post) => post(newMail()).then(() => 'written'))).toBe('written')
  })
})

describe('with a queue', () => {
  it('a mail lies in it from the transaction on until it was sent, and is sent once, at once', async () => {
    await startWorker(null)
    const { outbox } = outboxTo(inbox.smtpUrl)
    const mail = newMail()
    await outbox.transact(async (tx, post) => {
      await post(mail)
      // Seen by nobody else before the transaction stands.
      expect(await queued()).toEqual([])
      const inside = await sql`select from pgboss.job where name = 'mail.send'`.execute(tx)
      expect(inside.rows).toHaveLength(1)
    })
    const startedAt = performance.now()
    await until(() => expect(arrivedAt(mail.to)).toHaveLength(1))
    expect(performance.now() - startedAt).toBeLessThan(1_000)
    await until(async () => expect(await queued()).toEqual([]))
  })

  it('what is undone leaves no mail', async () => {
    await startWorker(null)
    const { outbox } = outboxTo(inbox.smtpUrl)
    const failing = outbox.transact(async (_tx, post) => {
      await post(newMail())
      throw new Error('the contract has ended')
    })
    await expect(failing).rejects.toThrow('the contract has ended')
    expect(await queued()).toEqual([])
  })

  it('a mail whose server is busy stays, and another process sends it when its time has come', async () => {
    const worker = await startWorker(outboxTo(inbox.smtpUrl).mailer)
    const { outbox } = outboxTo(await serverSaying('451 try later'))
    const mail = newMail()
    await post(outbox, mail)
    await until(() => expect(lines).toHaveLength(3))
    expect(lines.map(({ msg, attempt, about }) => [msg, attempt, about])).toEqual(
      [1, 2, 3].map((attempt) => ['a mail is tried again', attempt, mail.about]),
    )
    expect(await queued()).toEqual([{ state: 'created', about: mail.about }])
    expect(arrivedAt(mail.to)).toEqual([])

    await isDue()
    await until(() => expect(arrivedAt(mail.to)).toHaveLength(1))
    await until(async () => expect(await queued()).toEqual([]))
    expect(worker.lines.filter(({ job }) => job === 'mail.send')).toMatchObject([
      { msg: 'a mail was sent from the queue', about: mail.about, attempt: 1 },
    ])
    expect(await worker.counted()).toEqual(['mail.send done 1'])
  })

  it('a process that finds the server busy tries again later', async () => {
    const replies = ['451', undefined]
    const { mailer } = outboxTo(inbox.smtpUrl)
    const worker = await startWorker({
      send: async (message) => {
        const code = replies.shift()
        if (code !== undefined) throw Object.assign(new Error(`${code} ${message.to}`), { responseCode: 451 })
        await mailer.send(message)
      },
    })
    const { outbox } = outboxTo(await serverSaying('451 try later'))
    const mail = newMail()
    await post(outbox, mail)
    await until(() => expect(lines).toHaveLength(3))
    await isDue()
    await until(() => expect(arrivedAt(mail.to)).toHaveLength(1))
    expect(await worker.counted()).toEqual(['mail.send done 1', 'mail.send failed 1'])
    expect(worker.lines.find(({ msg }) => msg === 'a mail is tried again')).toMatchObject({
      about: mail.about,
      responseCode: 451,
    })
    expect(JSON.stringify(worker.lines)).not.toContain(mail.to)
  })

  it('a mail refused for good to the process that wrote it is given up, and its address is gone', async () => {
    await startWorker(null)
    const { outbox } = outboxTo(await serverSaying('550 5.1.1 no such user'))
    const mail = newMail()
    await post(outbox, mail)
    await until(async () => expect(await queued()).toEqual([]))
    expect(lines).toMatchObject([{ msg: 'a mail was given up', about: mail.about, responseCode: 550 }])
    expect(JSON.stringify(lines)).not.toContain(mail.to)
  })

  it('a mail refused for good to another process is given up, and its address is gone', async () => {
    const worker = await startWorker(outboxTo(await serverSaying('550 5.1.1 no such user')).mailer)
    const { outbox } = outboxTo(await serverSaying('451 try later'))
    const mail = newMail()
    await post(outbox, mail)
    await until(() => expect(lines).toHaveLength(3))
    await isDue()
    await until(async () => expect(await queued()).toEqual([]))
    expect(worker.lines.find(({ msg }) => msg === 'a mail was given up')).toMatchObject({
      about: mail.about,
      responseCode: 550,
    })
    expect(JSON.stringify(worker.lines)).not.toContain(mail.to)
  })
})
