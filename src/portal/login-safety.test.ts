import { beforeAll, describe, expect, it } from 'vitest'
import { createMailWorld, type MailWorld, otherCode } from '../../tests/support/inbox.ts'
import { createTestApp, createWorld } from '../../tests/support/world.ts'
import { createBrowser } from '../../tests/support/cookie-browser.ts'

let mail: MailWorld
let world: MailWorld['world']
beforeAll(async () => {
  mail = await createMailWorld()
  world = mail.world
})

describe('signing in by code keeps strangers out', () => {
  it('an unknown address looks the same: answer, cookie, page, wrong tries, resending', async () => {
    const addresses = { known: await mail.newCustomer(), unknown: mail.newAddress() }
    const story = async (email: string) => {
      const browser = world.browser()
      const seen: unknown[] = []
      const see = async (response: Response) => {
        const headers = Object.fromEntries(response.headers)
        delete headers['x-request-id']
        delete headers['set-cookie']
        const cookie = response.headers.get('set-cookie')?.replace(/=[\w-]{43};/, '=…;')
        seen.push([response.status, headers, cookie, (await response.text()).replaceAll(email, '{email}')])
      }
      await see(await browser.post('/login', { email, next: '/overview' }))
      await see(await browser.get('/login/code'))
      await see(await browser.post('/login', { email, next: '/overview', resend: '1' }))
      for (let count = 0; count < 6; count += 1)
        await see(await browser.post('/login/code', { code: '000000' }))
      await mail.ageCode(email, '61 seconds')
      await see(await browser.get('/login/code'))
      await see(await browser.post('/login', { email, next: '/overview', resend: '1' }))
      return seen
    }
    expect(await story(addresses.unknown)).toEqual(await story(addresses.known))
    await mail.codeFor(addresses.known, 2)
    expect(mail.mailsTo(addresses.unknown)).toEqual([])
    const { rows } = await mail.testApp.pool.query(
      `select a.customer_id is null as is_nobody from login_codes c left join audit_events a
       on a.subject = left(encode(c.attempt_hash, 'hex'), 16) where c.email = $1`,
      [addresses.unknown],
    )
    expect(rows).toEqual([{ is_nobody: true }, { is_nobody: true }])
  })

  it('the same e-mail at another organisation is another person', async () => {
    const email = await mail.newCustomer()
    const elsewhere = await createWorld(mail.testApp, { organization: { name: 'Nordlicht' } })
    const browser = elsewhere.browser()
    await browser.post('/login', { email })
    const there = mail.newAddress()
    await elsewhere.addCustomer({ email: there })
    await elsewhere.browser().post('/login', { email: there })
    await mail.codeFor(there)
    expect(mail.mailsTo(email)).toEqual([])
    // A cookie carried over by hand opens nothing there either.
    const own = world.browser()
    await own.post('/login', { email })
    const code = await mail.codeFor(email)
    browser.cookies.set('login', own.cookies.get('login')!)
    const refused = await browser.post('/login/code', { code })
    expect([refused.status, refused.headers.get('location')]).toEqual([303, '/login'])
    expect((await own.post('/login/code', { code })).headers.get('location')).toBe('/start')
  })

  it('a wrong code is said with the tries left; after the fifth the right one is refused too', async () => {
    const email = await mail.newCustomer()
    const browser = world.browser()
    await browser.post('/login', { email })
    const code = await mail.codeFor(email)
    for (const text of [
      'noch 4 Versuche',
      'noch 3 Versuche',
      'noch 2 Versuche',
      'noch einen Versuch',
      'gilt nicht mehr',
    ]) {
      const refused = await browser.post('/login/code', { code: otherCode(code) })
      expect(refused.status).toBe(422)
      expect(await refused.text()).toContain(text)
    }
    const sixth = await browser.post('/login/code', { code })
    expect(sixth.status).toBe(422)
    expect(await sixth.text()).toContain('gilt nicht mehr')
    expect(await mail.isSignedIn(browser)).toBe(false)
  })

  it('a used code opens nothing a second time', async () => {
    const email = await mail.newCustomer()
    const browser = world.browser()
    await browser.post('/login', { email })
    const attempt = browser.cookies.get('login')!
    const code = await mail.codeFor(email)
    await browser.post('/login/code', { code })
    const thief = world.browser()
    thief.cookies.set('login', attempt)
    expect((await thief.post('/login/code', { code })).status).toBe(422)
    expect(await mail.isSignedIn(thief)).toBe(false)
  })

  it('a code typed in another browser does not work', async () => {
    const email = await mail.newCustomer()
    await world.browser().post('/login', { email })
    const code = await mail.codeFor(email)
    const without = world.browser()
    expect((await without.post('/login/code', { code })).headers.get('location')).toBe('/login')
    const withOwnAttempt = world.browser()
    await withOwnAttempt.post('/login', { email: mail.newAddress() })
    expect((await withOwnAttempt.post('/login/code', { code })).status).toBe(422)
    expect(await mail.isSignedIn(withOwnAttempt)).toBe(false)
  })

  it('another customer signed in in this browser is signed out first', async () => {
    const [first, second] = [await mail.newCustomer(), await mail.newCustomer()]
    const browser = world.browser()
    await browser.post('/login', { email: first })
    await browser.post('/login/code', { code: await mail.codeFor(first) })
    const older = browser.cookies.get('session')!
    const csrf = async (path: string) =>
      /name="csrf" value="([^"]+)"/.exec(await (await browser.get(path)).text())![1]!
    await browser.post('/login', { email: second, csrf: await csrf('/login') })
    await browser.post('/login/code', { code: await mail.codeFor(second), csrf: await csrf('/login/code') })
    expect(browser.cookies.get('session')).not.toBe(older)
    const left = world.browser()
    left.cookies.set('session', older)
    expect(await mail.isSignedIn(left)).toBe(false)
  })

  it('with https the cookie is __Host-login and Secure', async () => {
    const secure = await createTestApp({
      NODE_ENV: 'production',
      PUBLIC_URL: 'https://api.portal.example',
      PORTAL_DOMAIN: 'portal.example',
      SMTP_URL: mail.inbox.smtpUrl,
    })
    const there = await createWorld(secure)
    const browser = createBrowser(secure.app, `https://${there.plan.slug}.portal.example`)
    const asked = await browser.post('/login', { email: mail.newAddress() })
    expect(asked.headers.get('set-cookie')).toMatch(
      /^__Host-login=[\w-]{43}; .*HttpOnly; Secure; SameSite=Lax$/,
    )
    await secure.deps.mailer?.close()
  })

  it('logs what became of it, and neither address nor code', async () => {
    const email = await mail.newCustomer()
    const browser = world.browser()
    await browser.post('/login', { email })
    const code = await mail.codeFor(email)
    await browser.post('/login/code', { code: otherCode(code) })
    await browser.post('/login/code', { code })
    const log = JSON.stringify(mail.testApp.lines)
    expect(mail.testApp.lines.slice(-3).map(({ loginCode }) => loginCode)).toEqual([
      'requested',
      'wrong',
      'redeemed',
    ])
    expect(log).not.toContain('@example.com')
    expect(log).not.toContain(code)
  })
})
