import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createBrowser, pathOf } from '../../tests/support/cookie-browser.ts'
import { otherCode } from '../../tests/support/inbox.ts'
import { seen } from '../../tests/support/demo-portal.ts'
import { createOrderWorld, newAddress, type OrderWorld, TYPED } from './test-orders.ts'

let world: OrderWorld
beforeAll(async () => {
  world = await createOrderWorld()
}, 60_000)
afterAll(() => world.close())

async function atEmail(email = newAddress()) {
  const browser = world.stranger()
  for (const step of ['quote', 'place', 'supply'] as const) {
    await browser.post(step === 'quote' ? '/' : `/${step}`, TYPED[step])
  }
  await browser.post('/person', { ...TYPED.person, email })
  return { browser, email }
}

/** So much time passes for the codes that were sent. */
const pass = (email: string, interval: string) =>
  sql`update checkouts set code_sent_at = code_sent_at - ${interval}::interval where lower(code_email) = lower(${email})`.execute(
    world.db,
  )

describe('proving an address', () => {
  test('a code goes out on arriving, once; the right digits lead on', async () => {
    const { browser, email } = await atEmail()
    const page = await seen(await browser.get('/email'))
    expect(page.text).toContain(`Wir haben einen sechsstelligen Code an ${email} geschickt.`)
    const code = await world.codeFor(email)
    await pass(email, '2 minutes')
    // Reloaded, with the code still good: no other one takes its place.
    expect((await browser.get('/email')).status).toBe(200)
    const wrong = await seen(await browser.post('/email', { code: otherCode(code) }))
    expect([wrong.status, wrong.text]).toEqual([422, expect.stringContaining('noch 4 Versuche')])
    const answer = await browser.post('/email', { code: ` ${code.slice(0, 3)} ${code.slice(3)}` })
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/payment'])
    expect(world.mailsTo(email)).toHaveLength(1)
    // The way back finds it proved.
    expect((await seen(await browser.get('/email'))).text).toContain('Ihre Adresse ist bestätigt.')
    expect((await browser.post('/email', { resend: '1' })).headers.get('location')).toBe('/email')
  })

  test('with the blank that a phone puts behind it', async () => {
    const email = newAddress()
    const { browser } = await atEmail(`${email} `)
    await browser.get('/email')
    const answer = await browser.post('/email', { code: await world.codeFor(email) })
    expect(answer.headers.get('location')).toBe('/payment')
    await browser.post('/person', { ...TYPED.person, email: ` ${email}` })
    expect((await browser.get('/payment')).status).toBe(200)
  })

  test('nobody gets by without it', async () => {
    const { browser } = await atEmail()
    for (const path of ['/payment', '/summary']) {
      const answer = await browser.get(path)
      expect([answer.status, answer.headers.get('location')]).toEqual([303, '/email'])
    }
    expect((await world.stranger().get('/email')).headers.get('location')).toBe('/')
    const { browser: signedIn } = await world.signIn('clara')
    expect((await signedIn.get('/start/email')).headers.get('location')).toBe('/start')
  })

  test('what is no code says so, and five wrong ones use it up', async () => {
    const { browser, email } = await atEmail()
    await browser.get('/email')
    const code = await world.codeFor(email)
    const malformed = await seen(await browser.post('/email', { code: 'abc' }))
    expect([malformed.status, malformed.text]).toEqual([
      422,
      expect.stringContaining('Der Code hat sechs Ziffern.'),
    ])
    for (let count = 0; count < 5; count += 1) await browser.post('/email', { code: otherCode(code) })
    const late = await seen(await browser.post('/email', { code }))
    expect(late.text).toContain('Dieser Code gilt nicht mehr.')
    expect((await seen(await browser.get('/email'))).text).toContain('Dieser Code gilt nicht mehr.')
    expect(world.mailsTo(email)).toHaveLength(1)
  })

  test('another one comes after a minute, and not before', async () => {
    const { browser, email } = await atEmail()
    await browser.get('/email')
    await world.codeFor(email)
    await browser.post('/email', { resend: '1' })
    await pass(email, '61 seconds')
    const answer = await browser.post('/email', { resend: '1' })
    expect(answer.headers.get('location')).toBe('/email?resent=1')
    expect((await seen(await browser.get('/email?resent=1'))).text).toContain('Ein neuer Code ist unterwegs.')
    const second = await world.codeFor(email, 2)
    expect((await browser.post('/email', { code: second })).headers.get('location')).toBe('/payment')
  })

  test('a browser that only fetches ahead has not arrived', async () => {
    const { browser, email } = await atEmail()
    const answer = await browser.get('/email', { 'Sec-Purpose': 'prefetch' })
    expect(answer.status).toBe(200)
    await browser.get('/email')
    await world.codeFor(email)
    expect(world.mailsTo(email)).toHaveLength(1)
  })

  test('too many for one address wait; the code that was sent still works', async () => {
    const { browser, email } = await atEmail()
    await browser.get('/email')
    let answer = await browser.get('/email')
    for (let count = 0; count < 8; count += 1) {
      await pass(email, '61 seconds')
      answer = await browser.post('/email', { resend: '1' })
    }
    const { status, text, html } = await seen(answer)
    expect([status, Number(answer.headers.get('retry-after')) > 0]).toEqual([429, true])
    expect(text).toMatch(/Zu viele Versuche\. In \d+ Minuten/)
    expect(html).toContain('name="code"')
    // Whoever types it elsewhere waits as well.
    const { browser: elsewhere } = await atEmail(email.toUpperCase())
    expect((await elsewhere.get('/email')).status).toBe(429)
  })
})

describe('an address that is a customer’s', () => {
  test('looks the same on the page; the mail says so and signs in by a button', async () => {
    const known = await atEmail('Frida@example.com')
    const stranger = await atEmail()
    const pages = [await known.browser.get('/email'), await stranger.browser.get('/email')]
    expect(pages.map(({ status }) => status)).toEqual([200, 200])
    const [one, other] = await Promise.all(
      pages.map(async (page) => (await seen(page)).html.replace(/[\w.-]+@example\.com/gi, '…')),
    )
    expect(one).toBe(other)
    const code = await world.codeFor('frida@example.com')
    const [mail] = world.mailsTo('frida@example.com')
    expect(mail?.text).toContain('Mit dieser Adresse haben Sie schon ein Konto bei Sonnwerk.')
    await world.codeFor(stranger.email)
    expect(world.mailsTo(stranger.email)[0]?.text).not.toMatch(/Konto|token_hash/)
    const link = new URL(/https?:\S+token_hash\S+/.exec(mail?.text ?? '')?.[0] ?? '')
    const portal = createBrowser(world.app, link.origin)
    const opened = await seen(await portal.get(pathOf(link)))
    expect([opened.status, opened.text]).toEqual([200, expect.stringContaining('Weiter als')])
    expect(portal.cookies.size).toBe(0)
    // The code makes the order theirs.
    await known.browser.post('/email', { code })
    expect(
      (await world.checkouts()).find(({ verified_email }) => verified_email === 'Frida@example.com'),
    ).toMatchObject({
      customer_id: await world.customerId('frida'),
    })
  })

  test('of another organisation is nobody’s here', async () => {
    const { browser } = await atEmail('hanne@example.com')
    await browser.get('/email')
    const code = await world.codeFor('hanne@example.com')
    expect(world.mailsTo('hanne@example.com')[0]?.text).not.toContain('Konto')
    await browser.post('/email', { code })
    expect(
      (await world.checkouts()).find(({ verified_email }) => verified_email === 'hanne@example.com'),
    ).toMatchObject({
      customer_id: null,
    })
  })
})

describe('a form that is not ours', () => {
  test('is refused, and another checkout’s cookie proves nothing', async () => {
    const { browser, email } = await atEmail()
    await browser.get('/email')
    const code = await world.codeFor(email)
    expect((await browser.post('/email', { code }, { origin: 'https://evil.example' })).status).toBe(403)
    const other = await atEmail()
    await other.browser.get('/email')
    expect((await other.browser.post('/email', { code })).status).toBe(422)
    expect((await browser.post('/email', { code })).status).toBe(303)
  })
})
