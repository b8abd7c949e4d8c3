import { beforeAll, describe, expect, it } from 'vitest'
import { createBrowser, pathOf } from '../../tests/support/cookie-browser.ts'
import { createTestApp, createWorld, type TestApp, type World } from '../../tests/support/world.ts'

let testApp: TestApp
let world: World
beforeAll(async () => {
  testApp = await createTestApp()
  world = await createWorld(testApp)
})

describe('GET /auth/confirm', () => {
  it('signs in, sets a host-only cookie and sends the browser to a clean address', async () => {
    const browser = world.browser()
    const response = await browser.get(pathOf(await world.mint()))
    expect(response.status).toBe(303)
    expect(response.headers.get('location')).toBe('/start')
    expect(response.headers.get('set-cookie')).toMatch(
      /^session=[A-Za-z0-9_-]{43}; Max-Age=2592000; Path=\/; HttpOnly; SameSite=Lax$/,
    )
    expect(await world.isSignedIn(browser)).toBe(true)
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
    const response = await createBrowser(secure.app, link.origin).get(pathOf(link))
    expect(response.headers.get('set-cookie')).toMatch(
      /^__Host-session=[\w-]{43}; Max-Age=\d+; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    )
    expect(response.headers.get('strict-transport-security')).toContain('max-age=63072000')
  })

  it('deep links: goes to the path that the link names', async () => {
    const response = await world.browser().get(pathOf(await world.mint({ next: '/invoices?year=2026' })))
    expect(response.headers.get('location')).toBe('/invoices?year=2026')
  })

  it('a HEAD request spends nothing and looks nothing up', async () => {
    const link = await world.mint()
    const browser = world.browser()
    const head = await browser.head(pathOf(link))
    expect([head.status, head.headers.get('cache-control'), head.headers.get('set-cookie')]).toEqual([
      200,
      'no-store',
      null,
    ])
    expect((await browser.get(pathOf(link))).status).toBe(303)
  })

  it.each([
    ['sec-purpose', 'prefetch'],
    ['sec-purpose', 'prefetch;prerender'],
    ['purpose', 'prefetch'],
    ['x-moz', 'prefetch'],
    ['x-purpose', 'preview'],
  ])('prefetch and prerender spend nothing: %s: %s', async (name, value) => {
    const link = await world.mint()
    const browser = world.browser()
    const prefetched = await browser.get(pathOf(link), { [name]: value })
    expect([prefetched.status, prefetched.headers.get('cache-control'), await prefetched.text()]).toEqual([
      204,
      'no-store',
      '',
    ])
    expect((await browser.get(pathOf(link))).status).toBe(303)
  })

  it('takes the older shape of the link: /?token_hash=…', async () => {
    const link = await world.mint({ next: '/invoices' })
    const browser = world.browser()
    const response = await browser.get(`/${link.search}`)
    expect([response.status, response.headers.get('location')]).toEqual([303, '/invoices'])
    expect(browser.cookies.has('session')).toBe(true)
  })

  it('in-app web views: a top-level page without script, popup or third-party cookie', async () => {
    const response = await world.browser().get(pathOf(await world.mint()))
    expect(response.headers.get('set-cookie')).not.toMatch(/domain=|samesite=none/i)
  })
})

describe('each redeem leaves an audit row', () => {
  it('with customer, time, address and user agent', async () => {
    const customer = await world.addCustomer()
    const link = await world.api.mint({ customerId: customer.id })
    await world.browser().get(pathOf(link), { 'user-agent': 'Phone/1' })
    await world.browser().get(pathOf(link), { 'user-agent': 'Thief/1' })
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
