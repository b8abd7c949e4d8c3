import { beforeAll, describe, expect, it } from 'vitest'
import { createBrowser, pathOf } from '../../tests/support/cookie-browser.ts'
import { REDIRECT_TRICKS } from '../../tests/support/redirect-tricks.ts'
import { createTestApp, createWorld, type TestApp, type World } from '../../tests/support/world.ts'
import { newSecret } from '../features/oauth/secret.ts'

let testApp: TestApp
let world: World
beforeAll(async () => {
  testApp = await createTestApp()
  world = await createWorld(testApp)
})

describe('a link that opens nothing', () => {
  it('one-time use: a second open, by anyone, signs nobody in', async () => {
    const link = await world.mint()
    expect((await world.browser().get(pathOf(link))).status).toBe(303)
    const thief = world.browser()
    const second = await thief.get(pathOf(link))
    expect(second.status).toBe(410)
    expect(second.headers.get('set-cookie')).toBeNull()
    expect(await world.isSignedIn(thief)).toBe(false)
  })

  it('open redirect through next: refused at redeem too, and nothing is consumed', async () => {
    const link = await world.mint()
    const browser = world.browser()
    for (const trick of REDIRECT_TRICKS) {
      const bent = new URL(link)
      bent.searchParams.set('next', trick)
      const response = await browser.get(pathOf(bent))
      expect([trick, response.status, response.headers.get('location')]).toEqual([trick, 400, null])
    }
    expect((await browser.get(pathOf(link))).status).toBe(303)
  })

  it('token leaks by Referer, logs, history: no-referrer, no-store, a clean URL, nothing in the log', async () => {
    const link = await world.mint()
    const token = link.searchParams.get('token_hash') ?? ''
    const response = await world.browser().get(pathOf(link))
    expect(response.headers.get('referrer-policy')).toBe('no-referrer')
    expect(response.headers.get('cache-control')).toBe('no-store')
    expect(response.headers.get('location')).not.toContain('token')
    const refused = await world.browser().get(pathOf(link))
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
    const link = await world.mint()
    for (const origin of [sibling, stranger]) {
      expect((await createBrowser(testApp.app, origin).get(pathOf(link))).status).toBe(410)
    }
    expect((await world.browser().get(pathOf(link))).status).toBe(303)
  })

  it('one kind of token redeemed as another: a refresh token, a session id or another type open nothing', async () => {
    const answer = await world.api.send('/oauth/token', {
      method: 'POST',
      headers: { authorization: world.api.basic },
      body: new URLSearchParams({ grant_type: 'client_credentials' }),
    })
    const { refresh_token: refreshToken } = (await answer.json()) as { refresh_token: string }
    const signedIn = world.browser()
    await signedIn.get(pathOf(await world.mint()))
    for (const token of [refreshToken, signedIn.cookies.get('session')]) {
      expect(
        (await world.browser().get(`/auth/confirm?token_hash=${token}&type=magiclink&next=/start`)).status,
      ).toBe(410)
    }
    const link = await world.mint()
    link.searchParams.set('type', 'recovery')
    expect((await world.browser().get(pathOf(link))).status).toBe(400)
    link.searchParams.set('type', 'magiclink')
    expect((await world.browser().get(pathOf(link))).status).toBe(303)
  })

  it('clock skew: only the database’s clock decides when a link has expired', async () => {
    const link = await world.mint()
    const later = await createTestApp()
    // A process whose clock runs years ahead still takes a link that is fresh by the database.
    expect((await createBrowser(later.app, world.origin).get(pathOf(await world.mint()))).status).toBe(303)
    await testApp.pool.query(
      `update magic_links set expires_at = now() - interval '1 second' where customer_id = $1 and consumed_at is null`,
      [world.customer.id],
    )
    const expired = await world.browser().get(pathOf(link))
    expect(expired.status).toBe(410)
    expect(testApp.lines.at(-1)?.['magicLink']).toBe('expired')
  })

  it('dead end on an expired link: used, expired, foreign and unknown look the same', async () => {
    const used = await world.mint()
    await world.browser().get(pathOf(used))
    const expired = await world.mint()
    await testApp.pool.query(
      `update magic_links set expires_at = now() where consumed_at is null and customer_id = $1`,
      [world.customer.id],
    )
    const foreign = pathOf(
      await world.api.mint({
        customerId: (
          await world.addCustomer({ planSlug: new URL(await world.addPortal()).host.split('.')[0] ?? '' })
        ).id,
      }),
    )
    const invented = `/auth/confirm?token_hash=${newSecret()}&type=magiclink&next=/start`
    const truncated = pathOf(used).replace(/token_hash=([\w-]{20})[\w-]+/, 'token_hash=$1')
    const pages = await Promise.all(
      [pathOf(used), pathOf(expired), foreign, invented, truncated].map(async (address) => {
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
})
