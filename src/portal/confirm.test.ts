import { beforeAll, describe, expect, it } from 'vitest'
import { REDIRECT_TRICKS } from '../../tests/support/redirect-tricks.ts'
import { createTestApp, createWorld, type TestApp, type World } from '../../tests/support/world.ts'
import { createBrowser } from '../../tests/support/cookie-browser.ts'
import { newSecret } from '../features/oauth/secret.ts'

let testApp: TestApp
let world: World
beforeAll(async () => {
  testApp = await createTestApp()
  world = await createWorld(testApp)
})

const mint = (body: Record<string, unknown> = {}) =>
  world.api.mint({ customerId: world.customer.id, ...body })
const path = (link: URL) => link.pathname + link.search
const sessionsOf = async (customerId: string) =>
  (
    await testApp.pool.query<{ ended_at: unknown }>(
      'select ended_at from sessions where customer_id = $1 order by created_at',
      [customerId],
    )
  ).rows
const isSignedIn = async (browser: ReturnType<World['browser']>) =>
  (await browser.get('/start')).status === 200

describe('GET /auth/confirm', () => {
  it('signs in, sets a host-only cookie and sends the browser to a clean address', async () => {
    const browser = world.browser()
    const response = await browser.get(path(await mint()))
    expect(response.status).toBe(303)
    expect(response.headers.get('location')).toBe('/start')
    expect(response.headers.get('set-cookie')).toMatch(
      /^session=[A-Za-z0-9_-]{43}; Max-Age=2592000; Path=\/; HttpOnly; SameSite=Lax$/,
    )
    expect(await isSignedIn(browser)).toBe(true)
  })

  it('with https the cookie is __Host-session and Secure', async () => {
    const secure = await createTestApp({
      NODE_ENV: 'production',
      PUBLIC_URL: 'https://api.portal.example',
      PORTAL_DOMAIN: 'portal.example',
    })
    const there = await createWorld(secure)
    const link = await there.api.mint({ customerId: there.customer.id })
    expect(link.origin).toBe(`https://${there.plan.slug}.portal.example`)
    const response = await createBrowser(secure.app, link.origin).get(path(link))
    expect(response.headers.get('set-cookie')).toMatch(
      /^__Host-session=[\w-]{43}; Max-Age=\d+; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    )
    expect(response.headers.get('strict-transport-security')).toContain('max-age=63072000')
  })

  it('one-time use: a second open, by anyone, signs nobody in', async () => {
    const link = await mint()
    expect((await world.browser().get(path(link))).status).toBe(303)
    const thief = world.browser()
    const second = await thief.get(path(link))
    expect(second.status).toBe(410)
    expect(second.headers.get('set-cookie')).toBeNull()
    expect(await isSignedIn(thief)).toBe(false)
  })

  it('deep links: goes to the path that the link names', async () => {
    const response = await world.browser().get(path(await mint({ next: '/invoices?year=2026' })))
    expect(response.headers.get('location')).toBe('/invoices?year=2026')
  })

  it('a HEAD request spends nothing and looks nothing up', async () => {
    const link = await mint()
    const browser = world.browser()
    const head = await browser.head(path(link))
    expect([head.status, head.headers.get('cache-control'), head.headers.get('set-cookie')]).toEqual([
      200,
      'no-store',
      null,
    ])
    expect((await browser.get(path(link))).status).toBe(303)
  })

  it.each([
    ['sec-purpose', 'prefetch'],
    ['sec-purpose', 'prefetch;prerender'],
    ['purpose', 'prefetch'],
    ['x-moz', 'prefetch'],
    ['x-purpose', 'preview'],
  ])('prefetch and prerender spend nothing: %s: %s', async (name, value) => {
    const link = await mint()
    const browser = world.browser()
    const prefetched = await browser.get(path(link), { [name]: value })
    expect([prefetched.status, prefetched.headers.get('cache-control'), await prefetched.text()]).toEqual([
      204,
      'no-store',
      '',
    ])
    expect((await browser.get(path(link))).status).toBe(303)
  })

  it('double click, refresh, two tabs race: the browser that is signed in already is sent on', async () => {
    const link = await mint({ next: '/invoices' })
    const browser = world.browser()
    await browser.get(path(link))
    const again = await browser.get(path(link))
    expect([again.status, again.headers.get('location'), again.headers.get('set-cookie')]).toEqual([
      303,
      '/invoices',
      null,
    ])
    expect(await sessionsOf(world.customer.id)).not.toHaveLength(0)
  })

  it('two tabs race: of parallel opens exactly one opens a session', async () => {
    const customer = await world.addCustomer()
    const link = await world.api.mint({ customerId: customer.id })
    const statuses = await Promise.all(
      Array.from({ length: 50 }, async () => (await world.browser().get(path(link))).status),
    )
    expect(statuses.filter((status) => status === 303)).toHaveLength(1)
    expect(statuses.filter((status) => status === 410)).toHaveLength(49)
    expect(await sessionsOf(customer.id)).toHaveLength(1)
  })

  it('open redirect through next: refused at redeem too, and nothing is consumed', async () => {
    const link = await mint()
    const browser = world.browser()
    for (const trick of REDIRECT_TRICKS) {
      const bent = new URL(link)
      bent.searchParams.set('next', trick)
      const response = await browser.get(path(bent))
      expect([trick, response.status, response.headers.get('location')]).toEqual([trick, 400, null])
    }
    expect((await browser.get(path(link))).status).toBe(303)
  })

  it('session fixation: every redeem makes a new session id and ends the older one of that browser', async () => {
    const customer = await world.addCustomer()
    const browser = world.browser()
    await browser.get(path(await world.api.mint({ customerId: customer.id })))
    const first = browser.cookies.get('session') ?? ''
    await browser.get(path(await world.api.mint({ customerId: customer.id })))
    const second = browser.cookies.get('session') ?? ''
    expect(second).not.toBe(first)
    expect((await sessionsOf(customer.id)).map((session) => session.ended_at === null)).toEqual([false, true])
    const fixed = world.browser()
    fixed.cookies.set('session', first)
    expect(await isSignedIn(fixed)).toBe(false)
  })

  it('session fixation: a session id planted before signing in is never used', async () => {
    const browser = world.browser()
    const planted = newSecret()
    browser.cookies.set('session', planted)
    await browser.get(path(await mint()))
    expect(browser.cookies.get('session')).not.toBe(planted)
  })

  it('another customer is signed in in this browser: the old session ends, the new one starts', async () => {
    const [first, second] = await Promise.all([
      world.addCustomer({ firstName: 'Erste' }),
      world.addCustomer({ firstName: 'Zweite' }),
    ])
    const browser = world.browser()
    await browser.get(path(await world.api.mint({ customerId: first.id })))
    await browser.get(path(await world.api.mint({ customerId: second.id })))
    expect((await sessionsOf(first.id))[0]?.ended_at).not.toBeNull()
    const page = await (await browser.get('/start')).text()
    expect(page).toContain('Zweite')
    expect(page).not.toContain('Erste')
  })

  it('another customer’s used link does not send the signed-in customer on', async () => {
    const link = await world.api.mint({ customerId: (await world.addCustomer()).id })
    await world.browser().get(path(link))
    const browser = world.browser()
    await browser.get(path(await mint()))
    expect((await browser.get(path(link))).status).toBe(410)
  })

  it('sessions are independent: signing out on one device leaves the other alone', async () => {
    const [phone, laptop] = [world.browser(), world.browser()]
    await phone.get(path(await mint()))
    await laptop.get(path(await mint()))
    const form = /name="csrf" value="([^"]+)"/.exec(await (await phone.get('/start')).text())
    const out = await phone.post('/logout', { csrf: form?.[1] ?? '' })
    expect([out.status, out.headers.get('location')]).toEqual([303, '/logout'])
    expect(await isSignedIn(phone)).toBe(false)
    expect(await isSignedIn(laptop)).toBe(true)
  })

  it('token leaks by Referer, logs, history: no-referrer, no-store, a clean URL, nothing in the log', async () => {
    const link = await mint()
    const token = link.searchParams.get('token_hash') ?? ''
    const response = await world.browser().get(path(link))
    expect(response.headers.get('referrer-policy')).toBe('no-referrer')
    expect(response.headers.get('cache-control')).toBe('no-store')
    expect(response.headers.get('location')).not.toContain('token')
    const refused = await world.browser().get(path(link))
    expect([refused.headers.get('referrer-policy'), refused.headers.get('cache-control')]).toEqual([
      'no-referrer',
      'no-store',
    ])
    expect(await refused.text()).not.toContain(token)
    expect(JSON.stringify(testApp.lines)).not.toContain(token)
    expect(
      testApp.lines.some((line) => line['path'] === '/auth/confirm' && line['magicLink'] === 'used'),
    ).toBe(true)
  })

  it('one kind of token redeemed as another: a link of another portal’s host is refused and stays good', async () => {
    const [sibling, stranger] = [await world.addPortal(), (await createWorld(testApp)).origin]
    const link = await mint()
    for (const origin of [sibling, stranger]) {
      expect((await createBrowser(testApp.app, origin).get(path(link))).status).toBe(410)
    }
    expect((await world.browser().get(path(link))).status).toBe(303)
  })

  it('one kind of token redeemed as another: a refresh token, a session id or another type open nothing', async () => {
    const answer = await world.api.send('/oauth/token', {
      method: 'POST',
      headers: { authorization: world.api.basic },
      body: new URLSearchParams({ grant_type: 'client_credentials' }),
    })
    const { refresh_token: refreshToken } = (await answer.json()) as { refresh_token: string }
    const signedIn = world.browser()
    await signedIn.get(path(await mint()))
    for (const token of [refreshToken, signedIn.cookies.get('session')]) {
      expect(
        (await world.browser().get(`/auth/confirm?token_hash=${token}&type=magiclink&next=/start`)).status,
      ).toBe(410)
    }
    const link = await mint()
    link.searchParams.set('type', 'recovery')
    expect((await world.browser().get(path(link))).status).toBe(400)
    link.searchParams.set('type', 'magiclink')
    expect((await world.browser().get(path(link))).status).toBe(303)
  })

  it('a cookie from another portal signs nobody in here', async () => {
    const other = await createWorld(testApp)
    const there = other.browser()
    await there.get(path(await other.api.mint({ customerId: other.customer.id })))
    const here = world.browser()
    here.cookies.set('session', there.cookies.get('session') ?? '')
    expect(await isSignedIn(here)).toBe(false)
  })

  it('clock skew: only the database’s clock decides when a link has expired', async () => {
    const link = await mint()
    const later = await createTestApp()
    // A process whose clock runs years ahead still takes a link that is fresh by the database.
    expect((await createBrowser(later.app, world.origin).get(path(await mint()))).status).toBe(303)
    await testApp.pool.query(
      `update magic_links set expires_at = now() - interval '1 second' where customer_id = $1 and consumed_at is null`,
      [world.customer.id],
    )
    const expired = await world.browser().get(path(link))
    expect(expired.status).toBe(410)
    expect(testApp.lines.at(-1)?.['magicLink']).toBe('expired')
  })

  it('dead end on an expired link: used, expired, foreign and unknown look the same', async () => {
    const used = await mint()
    await world.browser().get(path(used))
    const expired = await mint()
    await testApp.pool.query(
      `update magic_links set expires_at = now() where consumed_at is null and customer_id = $1`,
      [world.customer.id],
    )
    const foreign = path(
      await world.api.mint({
        customerId: (
          await world.addCustomer({ planSlug: new URL(await world.addPortal()).host.split('.')[0] ?? '' })
        ).id,
      }),
    )
    const invented = `/auth/confirm?token_hash=${newSecret()}&type=magiclink&next=/start`
    const truncated = path(used).replace(/token_hash=([\w-]{20})[\w-]+/, 'token_hash=$1')
    const pages = await Promise.all(
      [path(used), path(expired), foreign, invented, truncated].map(async (address) => {
        const response = await world.browser().get(address)
        return [response.status, await response.text()] as const
      }),
    )
    expect(new Set(pages.map(([status]) => status))).toEqual(new Set([410]))
    expect(new Set(pages.map(([, html]) => html)).size).toBe(1)
    expect(pages[0]?.[1]).toContain('href="/login')
    const reasons = testApp.lines.slice(-5).map((line) => String(line['magicLink']))
    expect(reasons.toSorted()).toEqual(['expired', 'foreign', 'unknown', 'unknown', 'used'])
  })

  it.each(['', 'x', '%00', 'a'.repeat(5000), '../../etc', "' or 1=1 --"])(
    'a malformed token is no 500: %j',
    async (token) => {
      expect(
        (
          await world
            .browser()
            .get(`/auth/confirm?token_hash=${encodeURIComponent(token)}&type=magiclink&next=/start`)
        ).status,
      ).toBe(410)
    },
  )

  it('takes the older shape of the link: /?token_hash=…', async () => {
    const link = await mint({ next: '/invoices' })
    const browser = world.browser()
    const response = await browser.get(`/${link.search}`)
    expect([response.status, response.headers.get('location')]).toEqual([303, '/invoices'])
    expect(browser.cookies.has('session')).toBe(true)
  })

  it('in-app web views: a top-level page without script, popup or third-party cookie', async () => {
    const response = await world.browser().get(path(await mint()))
    expect(response.headers.get('set-cookie')).not.toMatch(/domain=|samesite=none/i)
  })
})

describe('delivery: message', () => {
  it('mail scanners and previews spend nothing: a GET asks, only the button’s POST consumes', async () => {
    const customer = await world.addCustomer({ firstName: 'Mathilda' })
    const link = await world.api.mint({ customerId: customer.id, delivery: 'message', next: '/start' })
    for (let scan = 0; scan < 3; scan += 1) {
      const shown = await world.browser().get(path(link))
      expect([shown.status, shown.headers.get('set-cookie')]).toEqual([200, null])
      const html = await shown.text()
      expect(html).toContain('M…')
      expect(html).not.toContain('Mathilda')
      expect(html).toContain('method="post"')
    }
    const browser = world.browser()
    const form = { token_hash: link.searchParams.get('token_hash') ?? '', type: 'magiclink', next: '/start' }
    const pressed = await browser.post('/auth/confirm', form)
    expect([pressed.status, pressed.headers.get('location')]).toEqual([303, '/start'])
    expect((await world.browser().post('/auth/confirm', form)).status).toBe(410)
    expect((await world.browser().get(path(link))).status).toBe(410)
  })

  it('refuses a POST from another site, and the link stays good', async () => {
    const link = await mint({ delivery: 'message' })
    const form = { token_hash: link.searchParams.get('token_hash') ?? '', type: 'magiclink', next: '/start' }
    const forged = await world
      .browser()
      .post('/auth/confirm', form, { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' })
    expect(forged.status).toBe(403)
    expect((await world.browser().post('/auth/confirm', form)).status).toBe(303)
  })

  it('a scanner’s GET in the same moment does not take the button press away', async () => {
    const link = await mint({ delivery: 'message' })
    const form = { token_hash: link.searchParams.get('token_hash') ?? '', type: 'magiclink', next: '/start' }
    const [, pressed] = await Promise.all([
      world.browser().get(path(link)),
      world.browser().post('/auth/confirm', form),
    ])
    expect(pressed.status).toBe(303)
  })
})

describe('each redeem leaves an audit row', () => {
  it('with customer, time, address and user agent', async () => {
    const customer = await world.addCustomer()
    const link = await world.api.mint({ customerId: customer.id })
    await world.browser().get(path(link), { 'user-agent': 'Phone/1' })
    await world.browser().get(path(link), { 'user-agent': 'Thief/1' })
    const listed = await world.api.get(`/admin/audit_events?filter[customer][eq]=${customer.id}`)
    const { items } = (await listed.json()) as {
      items: { action: string; user_agent: string; details: unknown }[]
    }
    expect(items.map(({ action, user_agent, details }) => ({ action, user_agent, details }))).toEqual([
      { action: 'magic_link.refused', user_agent: 'Thief/1', details: { reason: 'used' } },
      { action: 'magic_link.redeemed', user_agent: 'Phone/1', details: null },
      { action: 'magic_link.minted', user_agent: null, details: null },
      expect.objectContaining({ action: 'customer.created' }),
    ])
  })
})

describe('a host that is no portal’s', () => {
  it.each(['unknown.localhost:4000', 'evil.example', 'localhost.evil.example', 'a b', 'x'.repeat(300)])(
    '%s: a plain 404 without any brand',
    async (host) => {
      const response = await testApp.app.fetch(
        new Request('http://portal.test/overview', { headers: { host } }),
      )
      expect(response.status).toBe(404)
      const html = await response.text()
      expect(html).toContain('404 Not found')
      expect(html).not.toMatch(/Sonnwerk|stylesheet|login/)
    },
  )
})
