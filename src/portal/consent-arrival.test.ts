import { beforeAll, describe, expect, it } from 'vitest'
import { pathOf } from '../../tests/support/cookie-browser.ts'
import { createMailWorld, type MailWorld } from '../../tests/support/inbox.ts'
import { createApiClient } from '../features/organizations/create-api-client.ts'
import { CALLBACK } from '../features/oauth/test-apps.ts'
import { setPortal } from '../features/plans/set-portal.ts'

let mail: MailWorld
let world: MailWorld['world']
let clientId: string
beforeAll(async () => {
  mail = await createMailWorld()
  world = mail.world
  clientId = (await createApiClient(world.ctx, { name: 'Hausgeist', redirectUris: [CALLBACK] })).clientId
})

const consentPath = (flow_type: 'login' | 'signup' = 'login') =>
  `/oauth/consent?${new URLSearchParams({ response_type: 'code', client_id: clientId, redirect_uri: CALLBACK, state: 's'.repeat(1500), flow_type })}`

const location = (response: Response) => response.headers.get('location')

describe('a customer whom an app sends', () => {
  it('signs in by code first, and is asked then', async () => {
    const email = await mail.newCustomer()
    const browser = world.browser()
    const turnedAway = await browser.get(consentPath())
    expect([turnedAway.status, location(turnedAway)]).toEqual([303, '/login?next=%2Foauth%2Fconsent'])
    expect(turnedAway.headers.get('set-cookie')).toMatch(
      /^consent=[\w-]+; Max-Age=3600; Path=\/; HttpOnly; SameSite=Lax$/,
    )
    expect((turnedAway.headers.get('set-cookie') ?? '').length).toBeLessThan(4096)
    await browser.post('/login', { email, next: '/oauth/consent' })
    const done = await browser.post('/login/code', { code: await mail.codeFor(email) })
    expect(location(done)).toBe('/oauth/consent')
    expect(await (await browser.get('/oauth/consent')).text()).toContain('Darf Hausgeist')
  })

  it('without a contract is led to the checkout once, and asked when they arrive in the portal', async () => {
    const browser = world.browser()
    expect(location(await browser.get(consentPath('signup')))).toBe('/login?next=%2Foauth%2Fconsent')
    await setPortal(world.ctx, world.plan.id, { checkoutEnabled: true })
    const fresh = world.browser()
    // A host's settings are remembered for two seconds.
    await expect
      .poll(async () => location(await fresh.get(consentPath('signup'))), { timeout: 5000, interval: 250 })
      .toBe(`http://${world.plan.slug}.checkout.localhost:4000/`)
    expect(location(await fresh.get('/oauth/consent'))).toBe('/login?next=%2Foauth%2Fconsent')

    const ordering = world.browser()
    await ordering.get(consentPath('signup'))
    await ordering.get(pathOf(await world.mint()))
    expect(location(await ordering.get('/overview'))).toBe('/oauth/consent')
    expect(await (await ordering.get('/oauth/consent')).text()).toContain('Darf Hausgeist')
    // Whoever turns away from the question is left in peace.
    expect(location(await ordering.get('/overview'))).not.toBe('/oauth/consent')
  })

  it('who has an account signs in though the app meant to sign them up', async () => {
    const browser = world.browser()
    await browser.get(pathOf(await world.mint()))
    expect(location(await browser.get(consentPath('signup')))).toBe('/oauth/consent')
    expect((await browser.get('/oauth/consent')).status).toBe(200)
  })

  it('a visit that only signs in is not turned into a question', async () => {
    const browser = world.browser()
    await browser.get(consentPath())
    await browser.get(pathOf(await world.mint()))
    expect(location(await browser.get('/overview'))).not.toBe('/oauth/consent')
  })
})
