import { beforeAll, describe, expect, it } from 'vitest'
import { REDIRECT_TRICKS } from '../../tests/support/redirect-tricks.ts'
import { createWorld } from '../../tests/support/world.ts'
import { createApiClient } from '../features/organizations/create-api-client.ts'
import { revokeApiClient } from '../features/organizations/revoke-api-client.ts'
import { setPortal } from '../features/plans/set-portal.ts'
import { CALLBACK, S256 } from '../features/oauth/test-apps.ts'
import { tokensOf } from '../features/oauth/test-tokens.ts'
import { type ConsentPortal, createConsentPortal } from './test-consent.ts'

const ISSUER = 'http://localhost:4000'

let portal: ConsentPortal
beforeAll(async () => {
  portal = await createConsentPortal()
})

const newCustomer = async () => (await portal.world.addCustomer()).id

describe('the page that asks', () => {
  it('says who asks, for what, of whom, and where it goes on', async () => {
    const { status, text, arrived } = await portal.ask()
    expect([arrived.status, arrived.headers.get('location')]).toEqual([303, '/oauth/consent'])
    expect(status).toBe(200)
    expect(text).toContain('Darf Hausgeist Ihre Energiedaten lesen?')
    expect(text).toContain('Hausgeist fragt Sonnwerk nach Ihren Daten.')
    expect(text).toContain('Lädt Ihr Auto, wenn Strom günstig ist.')
    for (const what of ['Verträge', 'Rechnungen', 'Zählerstände', 'Verbrauch', 'Strompreise', 'Namen'])
      expect(text).toContain(`Ihre${what === 'Verbrauch' || what === 'Namen' ? 'n' : ''} ${what}`)
    expect(text).toContain('Hausgeist kann nichts ändern, bestellen oder bezahlen.')
    expect(text).toContain('Mara Muster, ')
    expect(text).toContain('Danach geht es zurück zu app.example.')
  })

  it('is kept out of frames and caches; its form may lead on to the app', async () => {
    await setPortal(portal.world.ctx, portal.world.plan.id, { frameAncestors: ['https://partner.example'] })
    const { headers } = await portal.ask()
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
    expect(headers.get('content-security-policy')).toContain("form-action 'self' https:;")
    expect(headers.get('x-frame-options')).toBe('DENY')
    expect([headers.get('cache-control'), headers.get('referrer-policy')]).toEqual([
      'no-store',
      'same-origin',
    ])
    const native = { client_id: portal.phone.clientId, redirect_uri: 'com.example.geist:/cb', ...S256 }
    const onPhone = await portal.ask(native)
    expect(onPhone.headers.get('content-security-policy')).toContain("form-action 'self' com.example.geist:;")
    expect(onPhone.text).toContain('Danach geht es zurück in die App.')
  })

  it('speaks English, and what an app calls itself is text', async () => {
    const { clientId } = await createApiClient(portal.world.ctx, {
      name: '<script>alert(1)</script>',
      redirectUris: [CALLBACK],
    })
    const asked = await portal.ask({ client_id: clientId })
    expect(asked.html).not.toContain('<script>alert')
    await asked.browser.post('/preferences', { csrf: asked.form.csrf, locale: 'en', next: '/oauth/consent' })
    const page = await (await asked.browser.get('/oauth/consent')).text()
    expect(page).toContain('your meter readings')
  })
})

describe('the answer', () => {
  it('“Erlauben” leads back with a code, the state as it was sent, and who answers', async () => {
    const customerId = await newCustomer()
    const state = 's t/ü&=+%20'
    const asked = await portal.ask({ state, scope: 'write:* read:*' }, customerId)
    const { status, to, query } = await asked.press('allow')
    expect([status, to]).toEqual([303, CALLBACK])
    expect(query).toEqual({ code: expect.stringMatching(/^[\w-]{43}$/), state, iss: ISSUER })
    const tokens = await tokensOf(await portal.exchange(query['code'] ?? ''))
    expect(tokens.scope).toBe('read:*')
    const seen = await portal.call(tokens.access_token, '/customers')
    expect(((await seen.json()) as { items: { id: string }[] }).items.map(({ id }) => id)).toEqual([
      customerId,
    ])
    expect(await portal.consents(customerId)).toMatchObject([{ scope: 'read:*', revoked_at: null }])
    expect(await portal.audits(customerId)).toEqual([
      {
        action: 'consent.granted',
        actor_type: 'customer',
        details: { clientId: portal.server.clientId, scope: 'read:*' },
      },
    ])
    expect(asked.browser.cookies.has('consent')).toBe(false)
  })

  it('“Ablehnen” leads back with access_denied, and nothing is allowed', async () => {
    const customerId = await newCustomer()
    const { status, to, query } = await (await portal.ask({}, customerId)).press('deny')
    expect([status, to]).toEqual([303, CALLBACK])
    expect(query).toMatchObject({ error: 'access_denied', state: 'xyz', iss: ISSUER })
    expect(query).not.toHaveProperty('code')
    expect(await portal.consents(customerId)).toEqual([])
    expect(await portal.audits(customerId)).toMatchObject([{ action: 'consent.refused' }])
  })

  it('no state is invented, and an empty one comes back empty', async () => {
    const browser = await portal.signIn()
    const without = portal.asked()
    without.delete('state')
    await browser.get(`/oauth/consent?${without}`)
    const html = await (await browser.get('/oauth/consent')).text()
    expect(html).not.toContain('state=')
    expect((await (await portal.ask({ state: '' })).press('allow')).query).toHaveProperty('state', '')
  })

  it('allowed twice it is one consent, since the first time', async () => {
    const customerId = await newCustomer()
    const asked = await portal.ask({}, customerId)
    const codes = [await asked.press('allow'), await asked.press('allow')].map(({ query }) => query['code'])
    expect(new Set(codes).size).toBe(2)
    expect(await portal.consents(customerId)).toHaveLength(1)
  })
})

describe('nobody is taken for having allowed', () => {
  it('by looking, HEAD, a prefetch, or a GET that names the decision', async () => {
    const customerId = await newCustomer()
    const { browser } = await portal.ask({}, customerId)
    expect((await browser.head('/oauth/consent')).status).toBe(204)
    expect((await browser.get('/oauth/consent', { 'sec-purpose': 'prefetch;prerender' })).status).toBe(204)
    const pressed = await browser.get(`/oauth/consent?${portal.asked({ decision: 'allow' })}`)
    expect(pressed.headers.get('location')).toBe('/oauth/consent')
    expect(await portal.consents(customerId)).toEqual([])
  })

  it('by a form of another site, of another session, or without a decision', async () => {
    const [mine, theirs] = [await newCustomer(), await newCustomer()]
    const asked = await portal.ask({}, mine)
    const foreign = await portal.ask({}, theirs)
    const evil = { origin: 'https://evil.example' }
    const post = { ...asked.form, decision: 'allow' }
    expect((await asked.browser.post('/oauth/consent', post, evil)).status).toBe(403)
    expect((await asked.press('allow', { csrf: foreign.form.csrf })).status).toBe(403)
    expect((await asked.press('allow', { csrf: '' })).status).toBe(403)
    // Somebody else has signed in here since the page was drawn.
    expect((await foreign.browser.post('/oauth/consent', post)).status).toBe(403)
    expect((await asked.press('allow', { decision: 'maybe' })).status).toBe(400)
    expect(await portal.consents(mine)).toEqual([])
    expect(await portal.consents(theirs)).toEqual([])
  })

  it('once the session is gone', async () => {
    const { browser, form } = await portal.ask()
    browser.cookies.delete('session')
    const answer = await browser.post('/oauth/consent', { ...form, decision: 'allow' })
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/oauth/consent'])
  })
})

describe('an app that is none here', () => {
  const refused = async (fields: Record<string, string>) => {
    const browser = await portal.signIn()
    const answer = await browser.get(`/oauth/consent?${portal.asked(fields)}`)
    return [
      answer.status,
      answer.headers.get('location'),
      (await answer.text()).includes('nichts freigegeben'),
    ]
  }

  it('another organisation’s, an unknown one, one that was revoked meanwhile', async () => {
    const other = await createWorld(portal.testApp, { client: { redirectUris: [CALLBACK] } })
    expect(await refused({ client_id: other.client.clientId })).toEqual([400, null, true])
    expect(await refused({ client_id: 'nobody' })).toEqual([400, null, true])
    const gone = await createApiClient(portal.world.ctx, { name: 'x', redirectUris: [CALLBACK] })
    const asked = await portal.ask({ client_id: gone.clientId })
    await revokeApiClient(portal.world.ctx, gone.clientId)
    expect((await asked.press('allow')).status).toBe(400)
    expect((await asked.browser.get('/oauth/consent')).status).toBe(400)
  })

  it('nobody is led to an address that is not registered, nor by a form that was bent', async () => {
    const asked = await portal.ask()
    const astray: string[] = []
    for (const trick of ['https://evil.example/cb', 'https://app.example@evil.example', ...REDIRECT_TRICKS]) {
      const parameters = portal.asked({ redirect_uri: trick })
      const shown = await asked.browser.get(`/oauth/consent?${parameters}`)
      const bent = await asked.press('allow', { request: parameters.toString() })
      if (shown.status !== 400 || bent.status !== 400 || bent.to !== null) astray.push(trick)
    }
    expect(astray).toEqual([])
    expect((await asked.press('allow', { request: '' })).status).toBe(400)
  })

  it('what is wrong with a request of an app that is known goes back to it', async () => {
    const browser = await portal.signIn()
    const answer = await browser.get(`/oauth/consent?${portal.asked({ scope: 'write:*' })}`)
    expect(answer.headers.get('location')).toMatch(/^https:\/\/app\.example\/cb\?error=invalid_scope&/)
  })

  it('without any request, and with a cookie of nonsense', async () => {
    const browser = await portal.signIn()
    expect((await browser.get('/oauth/consent')).status).toBe(400)
    browser.cookies.set('consent', '%%%')
    expect((await browser.get('/oauth/consent')).status).toBe(400)
  })
})
