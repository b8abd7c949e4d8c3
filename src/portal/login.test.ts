import { beforeAll, describe, expect, it } from 'vitest'
import { createMailWorld, type MailWorld } from '../../tests/support/inbox.ts'

let mail: MailWorld
let world: MailWorld['world']
beforeAll(async () => {
  mail = await createMailWorld()
  world = mail.world
})

describe('signing in by code', () => {
  it('asks for the address, mails a code, takes it and goes where the visitor wanted to go', async () => {
    const email = await mail.newCustomer()
    const browser = world.browser()
    const turnedAway = await browser.get('/invoices?year=2026')
    expect(turnedAway.headers.get('location')).toBe('/login?next=%2Finvoices%3Fyear%3D2026')
    const form = await browser.get(turnedAway.headers.get('location')!)
    expect(form.headers.get('cache-control')).toBe('no-store')
    expect(await form.text()).toContain('name="next" value="/invoices?year=2026"')

    const asked = await browser.post('/login', { email, next: '/invoices?year=2026' })
    expect([asked.status, asked.headers.get('location')]).toEqual([303, '/login/code'])
    expect(asked.headers.get('set-cookie')).toMatch(
      /^login=[\w-]{43}; Max-Age=1800; Path=\/; HttpOnly; SameSite=Lax$/,
    )
    const codePage = await browser.get('/login/code')
    const html = await codePage.text()
    expect([codePage.status, codePage.headers.get('cache-control')]).toEqual([200, 'no-store'])
    expect(html).toContain(email)
    expect(html).toContain('autocomplete="one-time-code"')

    const code = await mail.codeFor(email)
    const done = await browser.post('/login/code', { code: `${code.slice(0, 3)} ${code.slice(3)}` })
    expect([done.status, done.headers.get('location')]).toEqual([303, '/invoices?year=2026'])
    expect(browser.cookies.has('login')).toBe(false)
    expect(await mail.isSignedIn(browser)).toBe(true)
  })

  it('without a wish it lands where the contracts say: nobody’s contract yet opens the checkout', async () => {
    const email = await mail.newCustomer()
    const browser = world.browser()
    await browser.post('/login', { email })
    const done = await browser.post('/login/code', { code: await mail.codeFor(email) })
    expect(done.headers.get('location')).toBe('/start')
  })

  it('the mail comes from the brand, in the language of the page', async () => {
    const email = await mail.newCustomer()
    const browser = world.browser()
    await browser.post('/preferences', { locale: 'en', next: '/login' })
    await browser.post('/login', { email })
    await mail.codeFor(email)
    expect(mail.mailsTo(email)[0]).toMatchObject({
      from: '"Sonnwerk" <post@stromtor.example>',
      subject: expect.stringMatching(/^\d{6} is your code for Sonnwerk$/),
    })
    expect(mail.mailsTo(email)[0]!.text).toContain(new URL(world.origin).host)
  })

  it('the address is found whatever its case, and the mail goes where the customer’s data say', async () => {
    const email = await mail.newCustomer()
    const browser = world.browser()
    await browser.post('/login', { email: `  ${email.toUpperCase()} ` })
    const done = await browser.post('/login/code', { code: await mail.codeFor(email) })
    expect(done.status).toBe(303)
  })

  it('an expired code is refused, and the page offers another', async () => {
    const email = await mail.newCustomer()
    const browser = world.browser()
    await browser.post('/login', { email })
    const code = await mail.codeFor(email)
    await mail.ageCode(email, '10 minutes')
    expect(await (await browser.get('/login/code')).text()).toContain('gilt nicht mehr')
    const refused = await browser.post('/login/code', { code })
    expect([refused.status, await mail.isSignedIn(browser)]).toEqual([422, false])
    await browser.post('/login', { email, resend: '1' })
    expect((await browser.post('/login/code', { code: await mail.codeFor(email, 2) })).status).toBe(303)
  })

  it('asking again too early sends nothing and keeps the code that is on its way', async () => {
    const email = await mail.newCustomer()
    const browser = world.browser()
    await browser.post('/login', { email, next: '/invoices' })
    const code = await mail.codeFor(email)
    const again = await browser.post('/login', { email, resend: '1' })
    expect([again.headers.get('location'), again.headers.get('set-cookie')]).toEqual(['/login/code', null])
    expect(await (await browser.get('/login/code')).text()).toContain('Nach einer Minute')
    expect((await browser.post('/login/code', { code })).headers.get('location')).toBe('/invoices')
    expect(mail.mailsTo(email)).toHaveLength(1)
  })

  it('after a minute a new code is sent and takes the place of the older', async () => {
    const email = await mail.newCustomer()
    const browser = world.browser()
    await browser.post('/login', { email, next: '/invoices' })
    await mail.codeFor(email)
    const older = browser.cookies.get('login')
    await mail.ageCode(email, '61 seconds')
    const again = await browser.post('/login', { email, next: '/invoices', resend: '1' })
    expect(again.headers.get('location')).toBe('/login/code?resent=1')
    expect(browser.cookies.get('login')).not.toBe(older)
    expect(await (await browser.get('/login/code?resent=1')).text()).toContain(
      'Ein neuer Code ist unterwegs.',
    )
    const code = await mail.codeFor(email, 2)
    expect((await browser.post('/login/code', { code })).headers.get('location')).toBe('/invoices')
  })
})
