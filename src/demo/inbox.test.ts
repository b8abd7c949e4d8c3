import { createConnection } from 'node:net'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createLog } from '../http/log.ts'
import { createMailer, type Mailer } from '../mail/mailer.ts'
import { type Inbox, startInbox } from './inbox.ts'
import { demoInbox } from './inbox-pages.tsx'

let inbox: Inbox
let mailer: Mailer
beforeEach(async () => {
  inbox = await startInbox()
  mailer = createMailer({
    smtpUrl: inbox.smtpUrl,
    from: 'post@example.com',
    log: createLog({ level: 'silent' }),
  })
})
afterEach(async () => {
  await mailer.close()
  await inbox.stop()
})

const page = (path: string) => demoInbox(inbox).request(path)

async function receive(fields: { subject?: string; text?: string; html?: string } = {}) {
  const before = inbox.messages().length
  const message = {
    sender: { name: 'Sonnwerk', email: null },
    to: 'anna@example.com',
    subject: 'Hallo',
    text: 'Text',
    html: '<p>Text</p>',
  }
  mailer.deliver(() => ({ ...message, ...fields }))
  await vi.waitFor(() => expect(inbox.messages().length).toBe(before + 1))
  return inbox.messages()[0]!
}

describe('the demo inbox', () => {
  it('listens on loopback alone', () => {
    expect(inbox.smtpUrl).toMatch(/^smtp:\/\/127\.0\.0\.1:\d+$/)
  })

  it('is empty at first, then lists the newest mail first', async () => {
    expect(await (await page('/')).text()).toContain('No mail yet')
    await receive({ subject: 'Erste' })
    await receive({ subject: 'Zweite' })
    const html = await (await page('/')).text()
    expect(html.indexOf('Zweite')).toBeLessThan(html.indexOf('Erste'))
    expect(html).not.toContain('<script')
  })

  it('shows one mail as text, and its HTML in a frame that may do nothing', async () => {
    const { id } = await receive({
      subject: '<i>Hallo</i>',
      text: 'Siehe https://example.com/a?b=1&c=2.\n<script>',
      html: '<script>alert(1)</script><p>Hallo</p>',
    })
    const shown = await (await page(`/${id}`)).text()
    expect(shown).toContain('<h1>&lt;i&gt;Hallo&lt;/i&gt;</h1>')
    expect(shown).toContain('&lt;script&gt;')
    expect(shown).toContain('href="https://example.com/a?b=1&amp;c=2.')
    expect(shown).toContain(`<iframe title="The mail as HTML" sandbox="" src="/demo/inbox/${id}/html">`)

    const framed = await page(`/${id}/html`)
    expect(await framed.text()).toBe('<script>alert(1)</script><p>Hallo</p>')
    expect(framed.headers.get('content-security-policy')).toBe(
      "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'self'; sandbox",
    )
    expect(framed.headers.get('x-content-type-options')).toBe('nosniff')
  })

  it.each(['/', '/style.css', '/nothing'])('%s allows no script', async (path) => {
    const { headers } = await page(path)
    expect(headers.get('content-security-policy')).toBe(
      "default-src 'none'; style-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    )
  })

  it('answers 404 for a mail that is not there', async () => {
    expect((await page('/nothing')).status).toBe(404)
    expect((await page('/nothing/html')).status).toBe(404)
  })

  it('keeps the last hundred mails', async () => {
    for (let count = 1; count <= 103; count += 1)
      mailer.deliver(() => ({
        sender: { name: 'S', email: null },
        to: 'a@example.com',
        subject: `Nr. ${count}`,
        text: 'x',
        html: 'x',
      }))
    await mailer.close()
    expect(inbox.messages()).toHaveLength(100)
  })

  it('refuses a mail of more than a megabyte', async () => {
    mailer.deliver(() => ({
      sender: { name: 'S', email: null },
      to: 'a@example.com',
      subject: 'Groß',
      text: 'x'.repeat(1_100_000),
      html: 'x',
    }))
    await mailer.close()
    expect(inbox.messages()).toHaveLength(0)
  })

  it('survives a sender that hangs up in the middle', async () => {
    const socket = createConnection(Number(new URL(inbox.smtpUrl).port), '127.0.0.1')
    await new Promise((resolve) => socket.once('data', resolve))
    socket.write('EHLO x\r\nMAIL FROM:<a@example.com>\r\nRCPT TO:<b@example.com>\r\nDATA\r\nSubject: halb')
    await new Promise((resolve) => socket.write('', resolve))
    socket.resetAndDestroy()
    await receive({ subject: 'Danach' })
    expect(inbox.messages().map(({ subject }) => subject)).toEqual(['Danach'])
  })
})
