import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'
import { callbackify } from 'node:util'
import { type ParsedMail, simpleParser } from 'mailparser'
import { SMTPServer } from 'smtp-server'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { createLog } from '../http/log.ts'
import { createMailer, type Mailer, type MailMessage } from './mailer.ts'

const MESSAGE: MailMessage = {
  sender: { name: 'Sonnwerk', email: 'hallo@sonnwerk.example' },
  to: 'anna@example.com',
  subject: '123456 ist Ihr Code für Sonnwerk',
  text: 'Ihr Code: 123456\n',
  html: '<p>Ihr Code: <b>123456</b></p>',
}

const received: ParsedMail[] = []
const inbox = new SMTPServer({
  authOptional: true,
  disabledCommands: ['AUTH', 'STARTTLS'],
  onData: (stream, _session, done) =>
    callbackify(async () => void received.unshift(await simpleParser(stream)))(done),
})
let inboxUrl: string
const servers: Server[] = []
const mailers: Mailer[] = []
const lines: Record<string, unknown>[] = []
const log = createLog({
  level: 'info',
  stream: { write: (line) => lines.push(JSON.parse(line) as Record<string, unknown>) },
})

beforeAll(async () => {
  await new Promise<void>((resolve) => {
    inbox.listen(0, '127.0.0.1', () => resolve())
  })
  inboxUrl = `smtp://127.0.0.1:${(inbox.server.address() as AddressInfo).port}`
})
afterEach(async () => {
  for (const mailer of mailers.splice(0)) await mailer.close()
  for (const server of servers.splice(0)) server.close()
  lines.length = 0
})
afterAll(() => new Promise<void>((resolve) => inbox.close(() => resolve())))

function mailerTo(smtpUrl: string, retryDelaysMs: readonly number[] = [10, 10]): Mailer {
  const mailer = createMailer({ smtpUrl, from: 'post@stromtor.example', log, retryDelaysMs })
  mailers.push(mailer)
  return mailer
}

/** An SMTP server that answers the recipient of each connection with the next of these replies. */
async function fickleServer(replies: string[]): Promise<{ smtpUrl: string; taken: () => number }> {
  let taken = 0
  const server = createServer((socket: Socket) => {
    let inData = false
    socket.on('error', () => undefined)
    socket.write('220 fickle\r\n')
    socket.on('data', (chunk) => {
      for (const line of chunk.toString().split('\r\n')) {
        if (inData) {
          if (line !== '.') continue
          inData = false
          taken += 1
          socket.write('250 taken\r\n')
        } else if (/^(EHLO|HELO|MAIL|RSET)/i.test(line)) socket.write('250 ok\r\n')
        else if (/^RCPT/i.test(line)) socket.write(`${replies.shift() ?? '250 ok'}\r\n`)
        else if (/^DATA/i.test(line)) {
          inData = true
          socket.write('354 go on\r\n')
        } else if (/^QUIT/i.test(line)) socket.end('221 bye\r\n')
      }
    })
  })
  servers.push(server)
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  return { smtpUrl: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`, taken: () => taken }
}

describe('createMailer', () => {
  it('sends text and HTML from the brand, and marks the mail as written by a machine', async () => {
    mailerTo(inboxUrl).deliver(() => MESSAGE)
    await vi.waitFor(() => expect(received).toHaveLength(1))
    expect(received[0]?.from?.text).toBe('"Sonnwerk" <hallo@sonnwerk.example>')
    expect(received[0]?.headers.get('auto-submitted')).toBe('auto-generated')
    expect(received[0]).toMatchObject({
      to: { text: 'anna@example.com' },
      subject: '123456 ist Ihr Code für Sonnwerk',
      text: 'Ihr Code: 123456\n',
      html: '<p>Ihr Code: <b>123456</b></p>',
    })
  })

  it('a brand without an address of its own sends from the installation’s', async () => {
    const before = received.length
    mailerTo(inboxUrl).deliver(() => ({ ...MESSAGE, sender: { name: 'Nordlicht', email: null } }))
    await vi.waitFor(() => expect(received).toHaveLength(before + 1))
    expect(received[0]?.from?.text).toBe('"Nordlicht" <post@stromtor.example>')
  })

  it('line breaks in a name or subject begin no header of their own', async () => {
    const before = received.length
    mailerTo(inboxUrl).deliver(() => ({
      ...MESSAGE,
      sender: { name: 'Sonnwerk\r\nBcc: thief@example.com', email: null },
      subject: 'Code\r\nBcc: thief@example.com\r\n\r\n<b>Text</b>',
    }))
    await vi.waitFor(() => expect(received).toHaveLength(before + 1))
    expect(received[0]).toMatchObject({ to: { text: 'anna@example.com' }, text: 'Ihr Code: 123456\n' })
    expect(received[0]?.headers.has('bcc')).toBe(false)
  })

  it('a busy server is tried again', async () => {
    const { smtpUrl, taken } = await fickleServer(['451 try later', '452 too busy'])
    mailerTo(smtpUrl).deliver(() => MESSAGE)
    await vi.waitFor(() => expect(taken()).toBe(1), { timeout: 5_000 })
    expect(lines.map(({ msg, attempt, responseCode }) => [msg, attempt, responseCode])).toEqual([
      ['a mail is tried again', 1, 451],
      ['a mail is tried again', 2, 452],
    ])
  })

  it('a refusal for good is not tried again, and the log names nobody', async () => {
    const { smtpUrl } = await fickleServer(['550 5.1.1 no such user anna@example.com'])
    mailerTo(smtpUrl).deliver(() => MESSAGE)
    await vi.waitFor(() => expect(lines).toHaveLength(1))
    expect(lines[0]).toMatchObject({ msg: 'a mail was given up', attempt: 1, responseCode: 550 })
    expect(JSON.stringify(lines)).not.toContain('anna')
  })

  it('a server that is away is given up after the last attempt; the caller hears nothing of it', async () => {
    const { smtpUrl } = await fickleServer([])
    await new Promise((resolve) => servers.pop()?.close(resolve))
    mailerTo(smtpUrl).deliver(() => MESSAGE)
    await vi.waitFor(() => expect(lines).toHaveLength(3), { timeout: 5_000 })
    expect(lines.map(({ msg }) => msg)).toEqual([
      'a mail is tried again',
      'a mail is tried again',
      'a mail was given up',
    ])
  })

  it('making the message begins after the caller has gone on, and a failure there is logged', async () => {
    const order: string[] = []
    mailerTo(inboxUrl).deliver(() => {
      order.push('made')
      throw new Error('no such customer: anna@example.com')
    })
    order.push('answered')
    await vi.waitFor(() => expect(lines).toHaveLength(1))
    expect(order).toEqual(['answered', 'made'])
    expect(lines[0]).toMatchObject({ msg: 'a mail was not sent' })
    expect(JSON.stringify(lines)).not.toContain('anna@')
  })

  it('closing lets a mail on its way arrive and waits for no further attempt', async () => {
    const before = received.length
    const mailer = mailerTo(inboxUrl)
    mailer.deliver(() => MESSAGE)
    await mailer.close()
    expect(received).toHaveLength(before + 1)

    const { smtpUrl } = await fickleServer(['451 try later'])
    const waiting = mailerTo(smtpUrl, [60_000])
    waiting.deliver(() => MESSAGE)
    await vi.waitFor(() => expect(lines).toHaveLength(1))
    const startedAt = performance.now()
    await waiting.close()
    expect(performance.now() - startedAt).toBeLessThan(1_000)
  })
})
