import { beforeAll, describe, expect, it } from 'vitest'
import { hiddenField, seen } from '../../tests/support/demo-portal.ts'
import { createWorld } from '../../tests/support/world.ts'
import { exportCustomerData } from '../features/customers/export-customer-data.ts'
import { errorOf } from '../features/oauth/test-tokens.ts'
import { type ConsentPortal, createConsentPortal } from './test-consent.ts'

let portal: ConsentPortal
beforeAll(async () => {
  portal = await createConsentPortal()
})

/** A customer with an app that reads, in front of their account. */
async function withApp() {
  const { id } = await portal.world.addCustomer()
  const tokens = await portal.tokens(id)
  const browser = await portal.signIn(id)
  const page = await seen(await browser.get('/account'))
  const consentId = /name="consent" value="(cst_\w+)"/.exec(page.html)?.[1] ?? ''
  const csrf = hiddenField(page.html, 'csrf')
  const end = (consent = consentId) => browser.post('/account/consents/end', { csrf, consent })
  return { id, tokens, browser, page, consentId, csrf, end }
}

const refresh = (refresh_token: string) =>
  portal.token({ grant_type: 'refresh_token', refresh_token }, portal.server.basic)

describe('apps in /account', () => {
  it('says which app reads what, since when, and lets it be stopped', async () => {
    const { page } = await withApp()
    expect(page.text).toContain('Diese App liest Ihre Daten, weil Sie es ihr erlaubt haben.')
    expect(page.text).toContain('Hausgeist Lädt Ihr Auto, wenn Strom günstig ist.')
    expect(page.text).toContain(
      'Liest Name und Anschriften, Verträge, Rechnungen, Zählerstände, Verbrauch und Preise.',
    )
    expect(page.text).toMatch(/Erlaubt am \d{1,2}\. \S+ .*um \d\d:\d\d Uhr/)
    expect(page.html).toContain('aria-label="Zugriff von Hausgeist beenden"')
  })

  it('one that is stopped gets nothing more: no refresh at once, no answer within seconds', async () => {
    const { id, tokens, browser, consentId, end } = await withApp()
    const pending = await portal.allow(portal.server.clientId, {}, id)
    expect((await portal.call(tokens.access_token, '/customers')).status).toBe(200)
    const ended = await end()
    expect([ended.status, ended.headers.get('location')]).toEqual([303, '/account?done=app#apps'])
    const page = await seen(await browser.get('/account?done=app'))
    expect(page.text).toContain('Der Zugriff ist beendet.')
    expect(page.text).toContain('Keine andere App darf Ihre Daten sehen.')
    expect(await errorOf(await refresh(tokens.refresh_token))).toEqual([400, 'invalid_grant'])
    expect(await errorOf(await portal.exchange(pending))).toEqual([400, 'invalid_grant'])
    await expect
      .poll(async () => (await portal.call(tokens.access_token, '/customers')).status, {
        timeout: 6000,
        interval: 500,
      })
      .toBe(401)

    expect((await end(consentId)).status).toBe(303)
    expect((await portal.audits(id)).filter(({ action }) => action === 'consent.revoked')).toEqual([
      {
        action: 'consent.revoked',
        actor_type: 'customer',
        details: { clientId: portal.server.clientId },
      },
    ])
  }, 15_000)

  it('allowed anew it is another consent, and the old tokens stay dead', async () => {
    const { id, tokens, browser, end } = await withApp()
    await end()
    await portal.tokens(id)
    expect((await seen(await browser.get('/account'))).text).toContain('Diese App liest Ihre Daten')
    expect(await portal.consents(id)).toHaveLength(2)
    expect((await refresh(tokens.refresh_token)).status).toBe(400)
  })

  it('is the customer’s own: nobody ends another one’s, of this organisation or of another', async () => {
    const [one, other] = [await withApp(), await withApp()]
    expect((await other.end(one.consentId)).status).toBe(404)
    for (const consent of ['', 'x', 'cst_00000000000000000000000000'])
      expect((await other.end(consent)).status).toBe(404)
    const world = await createWorld(portal.testApp)
    const stranger = await portal.signIn(world.customer.id, world)
    const { html } = await seen(await stranger.get('/account'))
    const form = { csrf: hiddenField(html, 'csrf'), consent: one.consentId }
    expect((await stranger.post('/account/consents/end', form)).status).toBe(404)
    expect((await refresh(one.tokens.refresh_token)).status).toBe(200)
  })

  it('needs the page’s own form; who signs in first comes back to the account', async () => {
    const { browser, consentId } = await withApp()
    const form = { csrf: 'x', consent: consentId }
    expect((await browser.post('/account/consents/end', form)).status).toBe(403)
    const back = await browser.get('/account/consents/end')
    expect([back.status, back.headers.get('location')]).toEqual([303, '/account'])
    browser.cookies.clear()
    expect((await browser.post('/account/consents/end', form)).headers.get('location')).toMatch(/^\/login/)
  })

  it('leaves out an app whose access has run out', async () => {
    const { id, browser } = await withApp()
    await portal.testApp.pool.query(
      `update refresh_tokens token set expires_at = now() from token_families family
       where family.id = token.family_id and family.customer_id = $1`,
      [id],
    )
    expect((await seen(await browser.get('/account'))).text).toContain(
      'Keine andere App darf Ihre Daten sehen.',
    )
  })

  it('the data file lists every consent, ended ones too', async () => {
    const { id, end } = await withApp()
    await end()
    await portal.allow(portal.phone.clientId, { code_challenge: 'x'.repeat(43) }, id)
    let file = ''
    const now = portal.ctxOf(id).now
    for await (const piece of exportCustomerData(portal.db, portal.world.organization.id, id, now))
      file += piece
    const { consents } = JSON.parse(file) as { consents: object[] }
    expect(consents).toEqual([
      expect.objectContaining({ app: 'Hausgeist', scope: 'read:*', revoked_at: expect.any(String) }),
      expect.objectContaining({ app: 'Taschengeist', scope: 'read:*', revoked_at: null }),
    ])
  })
})
