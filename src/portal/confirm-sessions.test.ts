import { beforeAll, describe, expect, it } from 'vitest'
import { pathOf } from '../../tests/support/cookie-browser.ts'
import { createTestApp, createWorld, type TestApp, type World } from '../../tests/support/world.ts'
import { newSecret } from '../features/oauth/secret.ts'

let testApp: TestApp
let world: World
beforeAll(async () => {
  testApp = await createTestApp()
  world = await createWorld(testApp)
})

const sessionsOf = async (customerId: string) =>
  (
    await testApp.pool.query<{ ended_at: unknown }>(
      'select ended_at from sessions where customer_id = $1 order by created_at',
      [customerId],
    )
  ).rows

describe('the session that a link opens', () => {
  it('double click, refresh, two tabs race: the browser that is signed in already is sent on', async () => {
    const link = await world.mint({ next: '/invoices' })
    const browser = world.browser()
    await browser.get(pathOf(link))
    const again = await browser.get(pathOf(link))
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
      Array.from({ length: 50 }, async () => (await world.browser().get(pathOf(link))).status),
    )
    expect(statuses.filter((status) => status === 303)).toHaveLength(1)
    expect(statuses.filter((status) => status === 410)).toHaveLength(49)
    expect(await sessionsOf(customer.id)).toHaveLength(1)
  })

  it('session fixation: every redeem makes a new session id and ends the older one of that browser', async () => {
    const customer = await world.addCustomer()
    const browser = world.browser()
    await browser.get(pathOf(await world.api.mint({ customerId: customer.id })))
    const first = browser.cookies.get('session') ?? ''
    await browser.get(pathOf(await world.api.mint({ customerId: customer.id })))
    const second = browser.cookies.get('session') ?? ''
    expect(second).not.toBe(first)
    expect((await sessionsOf(customer.id)).map((session) => session.ended_at === null)).toEqual([false, true])
    const fixed = world.browser()
    fixed.cookies.set('session', first)
    expect(await world.isSignedIn(fixed)).toBe(false)
  })

  it('session fixation: a session id planted before signing in is never used', async () => {
    const browser = world.browser()
    const planted = newSecret()
    browser.cookies.set('session', planted)
    await browser.get(pathOf(await world.mint()))
    expect(browser.cookies.get('session')).not.toBe(planted)
  })

  it('another customer is signed in in this browser: the old session ends, the new one starts', async () => {
    const [first, second] = await Promise.all([
      world.addCustomer({ firstName: 'Erste' }),
      world.addCustomer({ firstName: 'Zweite' }),
    ])
    const browser = world.browser()
    await browser.get(pathOf(await world.api.mint({ customerId: first.id })))
    await browser.get(pathOf(await world.api.mint({ customerId: second.id })))
    expect((await sessionsOf(first.id))[0]?.ended_at).not.toBeNull()
    const page = await (await browser.get('/start')).text()
    expect(page).toContain('Zweite')
    expect(page).not.toContain('Erste')
  })

  it('another customer’s used link does not send the signed-in customer on', async () => {
    const link = await world.api.mint({ customerId: (await world.addCustomer()).id })
    await world.browser().get(pathOf(link))
    const browser = world.browser()
    await browser.get(pathOf(await world.mint()))
    expect((await browser.get(pathOf(link))).status).toBe(410)
  })

  it('sessions are independent: signing out on one device leaves the other alone', async () => {
    const [phone, laptop] = [world.browser(), world.browser()]
    await phone.get(pathOf(await world.mint()))
    await laptop.get(pathOf(await world.mint()))
    const form = /name="csrf" value="([^"]+)"/.exec(await (await phone.get('/start')).text())
    const out = await phone.post('/logout', { csrf: form?.[1] ?? '' })
    expect([out.status, out.headers.get('location')]).toEqual([303, '/logout'])
    expect(await world.isSignedIn(phone)).toBe(false)
    expect(await world.isSignedIn(laptop)).toBe(true)
  })

  it('a cookie from another portal signs nobody in here', async () => {
    const other = await createWorld(testApp)
    const there = other.browser()
    await there.get(pathOf(await other.api.mint({ customerId: other.customer.id })))
    const here = world.browser()
    here.cookies.set('session', there.cookies.get('session') ?? '')
    expect(await world.isSignedIn(here)).toBe(false)
  })
})
