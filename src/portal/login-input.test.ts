import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { REDIRECT_TRICKS } from '../../tests/support/redirect-tricks.ts'
import { createTestApp, createWorld, type TestApp, type World } from '../../tests/support/world.ts'
import { type Inbox, startInbox } from '../demo/inbox.ts'

let inbox: Inbox
let testApp: TestApp
let world: World
beforeAll(async () => {
  inbox = await startInbox()
  testApp = await createTestApp({ SMTP_URL: inbox.smtpUrl })
  world = await createWorld(testApp)
})
afterAll(async () => {
  await testApp.deps.mailer?.close()
  await inbox.stop()
})

const attempts = async (email: string) =>
  (
    await testApp.pool.query<{ next_path: string | null }>(
      'select next_path from login_codes where email = $1',
      [email],
    )
  ).rows

describe('what /login is sent', () => {
  it.each([
    ['nothing', ''],
    ['no address', 'anna'],
    ['half an address', 'anna@example'],
    ['a NUL', 'anna\u0000@example.com'],
    ['a header', 'anna@example.com\r\nBcc: thief@example.com'],
    ['a header in the name', 'anna\nBcc: thief@example.com'],
    ['two addresses', 'anna@example.com, thief@example.com'],
    ['an address with a name', 'Anna <anna@example.com>'],
    ['markup', '"><script>alert(1)</script>@example.com'],
    ['255 characters', `${'a'.repeat(243)}@example.com`],
  ])('%s as an address is given back with what is wrong, and writes nothing', async (_what, email) => {
    const response = await world.browser().post('/login', { email, next: '/invoices' })
    const html = await response.text()
    expect([response.status, response.headers.get('set-cookie')]).toEqual([422, null])
    expect(html).toContain('aria-invalid="true"')
    expect(html).toContain('name="next" value="/invoices"')
    expect(html).not.toContain('<script>alert')
    const { rows } = await testApp.pool.query('select email from login_codes')
    expect(rows).toEqual([])
    expect(inbox.messages()).toEqual([])
  })

  it('a form of more than 100 KB is refused', async () => {
    const response = await world.browser().post('/login', { email: 'a'.repeat(110 * 1024) })
    expect(response.status).toBe(400)
  })

  it.each([
    ['JSON', 'application/json', '{"email":"anna@example.com"}'],
    ['a broken multipart body', 'multipart/form-data; boundary=x', '--x\r\nnothing'],
    ['no body', 'application/x-www-form-urlencoded', ''],
  ])('%s is no form: the page asks for the address', async (_what, contentType, body) => {
    const response = await world
      .browser()
      .send('/login', { method: 'POST', body, headers: { 'content-type': contentType } })
    expect(response.status).toBe(422)
  })

  it.each(['', 'abc', '12345', '1234567', '12345\u0000', '１２３４５６', '9'.repeat(50_000)])(
    'code %j is no code and costs no try',
    async (code) => {
      const browser = world.browser()
      await browser.post('/login', { email: 'code-input@example.com' })
      const response = await browser.post('/login/code', { code })
      expect(response.status).toBe(422)
      expect(await response.text()).toContain('Der Code hat sechs Ziffern.')
      const { rows } = await testApp.pool.query(
        'select max(tries) as tries from login_codes where email = $1',
        ['code-input@example.com'],
      )
      expect(rows).toEqual([{ tries: 0 }])
      await testApp.pool.query('delete from rate_limits')
    },
  )

  it.each(REDIRECT_TRICKS)('never leads to %j', async (next) => {
    await testApp.pool.query('delete from rate_limits')
    const email = 'next@example.com'
    await testApp.pool.query('delete from login_codes where email = $1', [email])
    await world.browser().post('/login', { email, next })
    expect(await attempts(email)).toEqual([{ next_path: null }])
    const form = await world.browser().get(`/login?next=${encodeURIComponent(next)}`)
    expect(await form.text()).toContain('name="next" value=""')
  })

  it.each(['a', 'x'.repeat(43), '../../etc', "' or 1=1", '\u00ff'])(
    'cookie login=%j belongs to no attempt',
    async (value) => {
      const browser = world.browser()
      browser.cookies.set('login', value)
      for (const response of [
        await browser.get('/login/code'),
        await browser.post('/login/code', { code: '123456' }),
      ]) {
        expect([response.status, response.headers.get('location')]).toEqual([303, '/login'])
      }
    },
  )

  it('a form of another origin is refused', async () => {
    for (const path of ['/login', '/login/code']) {
      const response = await world
        .browser()
        .post(path, { email: 'anna@example.com' }, { origin: 'https://evil.example' })
      expect(response.status).toBe(403)
    }
  })

  it('a HEAD request asks for nothing', async () => {
    const response = await world.browser().head('/login')
    expect([response.status, await response.text()]).toEqual([200, ''])
  })
})

describe('how often codes may be asked for', () => {
  it('eight an hour for an address, known or not, from whatever browser and however written', async () => {
    const email = 'often@example.com'
    await world.addCustomer({ email })
    const ask = async (address: string) => (await world.browser().post('/login', { email: address })).status
    for (const address of [email, 'often-unknown@example.com']) {
      for (let count = 0; count < 8; count += 1)
        expect(await ask(count % 2 ? address : address.toUpperCase())).toBe(303)
      const refused = await world.browser().post('/login', { email: address })
      expect([refused.status, refused.headers.get('retry-after')]).toEqual([
        429,
        expect.stringMatching(/^3[56]\d\d$/),
      ])
      expect(await refused.text()).toContain('In 60 Minuten können Sie es wieder versuchen.')
    }
  })

  it('thirty an hour for a visitor, whose IPv6 network counts as one', async () => {
    const proxied = await createTestApp({ SMTP_URL: inbox.smtpUrl, TRUSTED_PROXIES: '1' })
    const there = await createWorld(proxied)
    const ask = async (count: number, from: string) =>
      (
        await there
          .browser()
          .post('/login', { email: `spray-${count}@example.com` }, { 'x-forwarded-for': from })
      ).status
    for (let count = 0; count < 30; count += 1) expect(await ask(count, `2001:db8:0:7::${count}`)).toBe(303)
    expect(await ask(31, '2001:db8::7:ffff:0:0:1')).toBe(429)
    expect(await ask(32, '2001:db8:0:8::1')).toBe(303)
    expect(await ask(33, '192.0.2.9')).toBe(303)
    await proxied.deps.mailer?.close()
  })

  it('who waits for another code may still type the one they have', async () => {
    const email = 'still@example.com'
    const browser = world.browser()
    await browser.post('/login', { email })
    for (let count = 0; count < 8; count += 1) await world.browser().post('/login', { email })
    await testApp.pool.query(
      "update login_codes set created_at = created_at - interval '61 seconds' where email = $1",
      [email],
    )
    const refused = await browser.post('/login', { email, resend: '1' })
    expect(refused.status).toBe(429)
    expect(await refused.text()).toContain('name="code"')
  })
})

describe('an installation that sends no mail', () => {
  it('says so, and points to the brand', async () => {
    const silent = await createTestApp()
    const there = await createWorld(silent)
    await silent.pool.query('update organizations set brand = $2 where id = $1', [
      there.organization.id,
      JSON.stringify({ support: { email: 'hallo@sonnwerk.example', phone: '030 1234567' } }),
    ])
    const page = await there.browser().get('/login?next=/overview')
    const html = await page.text()
    expect(page.status).toBe(200)
    expect(html).toContain('Anmelden per Code ist hier nicht möglich.')
    expect(html).toContain('href="mailto:hallo@sonnwerk.example"')
    expect(html).not.toContain('name="email"')
    for (const path of ['/login', '/login/code']) {
      const answer = await there.browser().post(path, { email: 'anna@example.com', code: '123456' })
      expect([answer.status, answer.headers.get('location')]).toEqual([303, '/login'])
    }
  })
})
