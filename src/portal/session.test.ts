import { beforeAll, describe, expect, it } from 'vitest'
import { createTestApp, createWorld, type TestApp, type World } from '../../tests/support/world.ts'

let testApp: TestApp
let world: World
beforeAll(async () => {
  testApp = await createTestApp()
  world = await createWorld(testApp, {
    organization: { returnUrlHosts: ['app.partner.example'], homeUrl: 'https://home.partner.example/' },
  })
})

async function signIn(there: World = world, body: Record<string, unknown> = {}) {
  const customer = await there.addCustomer()
  const browser = there.browser()
  const link = await there.api.mint({ customerId: customer.id, ...body })
  await browser.get(link.pathname + link.search)
  return { browser, customer }
}

const formToken = (html: string) => /name="csrf" value="([^"]+)"/.exec(html)?.[1] ?? ''
const setClock = (customerId: string, change: string) =>
  testApp.pool.query(`update sessions set ${change} where customer_id = $1`, [customerId])

describe('a session', () => {
  it('is reused by later visits', async () => {
    const { browser } = await signIn()
    for (let visit = 0; visit < 3; visit += 1) expect((await browser.get('/start')).status).toBe(200)
  })

  it('ends when it was idle for longer than the portal allows', async () => {
    const short = await createWorld(testApp, { portal: { sessionIdleSeconds: 600 } })
    const { browser, customer } = await signIn(short)
    await setClock(customer.id, `last_seen_at = now() - interval '599 seconds'`)
    expect((await browser.get('/start')).status).toBe(200)
    await setClock(customer.id, `last_seen_at = now() - interval '601 seconds'`)
    expect((await browser.get('/start')).status).toBe(303)
  })

  it('idles for 7 days and lives for 30 unless the portal says otherwise', async () => {
    const { browser, customer } = await signIn()
    await setClock(customer.id, `last_seen_at = now() - interval '6 days 23 hours'`)
    expect((await browser.get('/start')).status).toBe(200)
    const { rows } = await testApp.pool.query(
      `select extract(epoch from expires_at - created_at)::int as seconds, now() - last_seen_at < interval '1 minute' as touched from sessions where customer_id = $1`,
      [customer.id],
    )
    expect(rows).toEqual([{ seconds: 30 * 86_400, touched: true }])
    await setClock(customer.id, `expires_at = now()`)
    expect((await browser.get('/start')).status).toBe(303)
  })

  it('without one, a deep link asks to sign in first and knows where to go on', async () => {
    const response = await world.browser().get('/invoices?page=2')
    expect([response.status, response.headers.get('location')]).toEqual([
      303,
      '/login?next=%2Finvoices%3Fpage%3D2',
    ])
  })

  it('a page that shows a person is kept by no cache', async () => {
    const { browser } = await signIn()
    expect((await browser.get('/start')).headers.get('cache-control')).toBe('private, no-store')
  })

  it('does not open pages on another portal of the same organisation', async () => {
    const { browser } = await signIn()
    const elsewhere = await world.addPortal()
    const response = await testApp.app.fetch(
      new Request(`${elsewhere}/start`, {
        headers: { host: new URL(elsewhere).host, cookie: `session=${browser.cookies.get('session')}` },
      }),
    )
    expect(response.status).toBe(303)
  })
})

describe('back to the partner', () => {
  it('leads to the returnUrl of the link, else to the partner’s home', async () => {
    const { browser } = await signIn(world, { returnUrl: 'https://app.partner.example/energy?x=1' })
    expect(await (await browser.get('/start')).text()).toContain(
      'href="https://app.partner.example/energy?x=1"',
    )
    const { browser: other } = await signIn()
    expect(await (await other.get('/start')).text()).toContain('href="https://home.partner.example/"')
  })

  it('stands on the page of an expired link too', async () => {
    const response = await world
      .browser()
      .get(`/auth/confirm?token_hash=${'x'.repeat(43)}&type=magiclink&next=/overview`)
    expect([
      response.status,
      (await response.text()).includes('href="https://home.partner.example/"'),
    ]).toEqual([410, true])
  })
})

describe('POST /logout', () => {
  it('refuses a form from another site or without its token, and the session lives on', async () => {
    const { browser } = await signIn()
    const csrf = formToken(await (await browser.get('/start')).text())
    expect((await browser.post('/logout', { csrf }, { origin: 'https://evil.example' })).status).toBe(403)
    expect((await browser.post('/logout', {})).status).toBe(403)
    expect((await browser.post('/logout', { csrf: 'x' })).status).toBe(403)
    expect((await browser.get('/start')).status).toBe(200)
    expect((await browser.post('/logout', { csrf })).status).toBe(303)
    expect((await browser.get('/start')).status).toBe(303)
  })

  it('another session’s token is no good', async () => {
    const [mine, theirs] = [await signIn(), await signIn()]
    const csrf = formToken(await (await theirs.browser.get('/start')).text())
    expect((await mine.browser.post('/logout', { csrf })).status).toBe(403)
  })

  it('leaves an audit row and clears the cookie', async () => {
    const { browser, customer } = await signIn()
    const csrf = formToken(await (await browser.get('/start')).text())
    await browser.post('/logout', { csrf })
    expect(browser.cookies.has('session')).toBe(false)
    const { rows } = await testApp.pool.query(
      `select actor_type from audit_events where customer_id = $1 and action = 'session.ended'`,
      [customer.id],
    )
    expect(rows).toEqual([{ actor_type: 'customer' }])
  })
})

describe('language and appearance', () => {
  it('a link’s locale speaks first, then what the visitor chooses', async () => {
    const { browser } = await signIn(world, { locale: 'en' })
    const page = await (await browser.get('/start')).text()
    expect(page).toContain('<html lang="en"')
    const changed = await browser.post('/preferences', {
      csrf: formToken(page),
      next: '/start',
      locale: 'de',
      scheme: 'dark',
    })
    expect([changed.status, changed.headers.get('location')]).toEqual([303, '/start'])
    expect(await (await browser.get('/start')).text()).toMatch(/<html lang="de" data-scheme="dark"/)
  })

  it('goes nowhere else afterwards, and takes no other value', async () => {
    const browser = world.browser()
    for (const next of ['//evil.example', 'https://evil.example', '/\\evil.example', '']) {
      const response = await browser.post('/preferences', { next, locale: 'xx', scheme: 'pink' })
      expect([response.status, response.headers.get('location'), response.headers.getSetCookie()]).toEqual([
        303,
        '/',
        [],
      ])
    }
  })

  it('forgets nothing of a visitor who is not signed in', async () => {
    const browser = world.browser()
    await browser.post('/preferences', { next: '/login', locale: 'en' })
    expect(await (await browser.get('/login')).text()).toContain('<html lang="en"')
  })
})

describe('a flow', () => {
  it('hides the navigation for a single task', async () => {
    const { browser } = await signIn(world, { flow: 'invoice' })
    const html = await (await browser.get('/start')).text()
    expect(html).not.toContain('action="/logout"')
  })
})

describe('a body that is no form', () => {
  it.each(['/preferences', '/auth/confirm', '/login', '/logout'])('is no 500: POST %s', async (path) => {
    const { browser } = await signIn()
    for (const [type, body] of [
      ['multipart/form-data; boundary=x', '--y broken'],
      ['multipart/form-data', 'x'],
      ['application/json', '{"a":'],
      ['application/x-www-form-urlencoded', '%zz=%00&csrf=%ff'],
    ] as const) {
      const response = await browser.send(path, { method: 'POST', body, headers: { 'content-type': type } })
      expect([path, type, response.status < 500]).toEqual([path, type, true])
    }
    expect((await browser.get('/start')).status).toBe(200)
  })
})

describe('oversized forms', () => {
  it('are refused with a page, not a 500', async () => {
    const response = await world.browser().post('/preferences', { next: 'x'.repeat(120_000) })
    expect(response.status).toBe(400)
  })
})
