import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { createBrowser, pathOf } from '../../tests/support/cookie-browser.ts'
import { seen } from '../../tests/support/demo-portal.ts'
import { confirmSubscription } from '../features/subscriptions/confirm-subscription.ts'
import { createOrderWorld, NOW, orderForm, type OrderWorld } from './test-orders.ts'

let world: OrderWorld
beforeAll(async () => {
  world = await createOrderWorld()
}, 60_000)
afterAll(() => world.close())

/** The confirmation, once it is there. */
async function confirmation(email: string) {
  await vi.waitFor(() => expect(world.mailsTo(email)[0]?.subject).toContain('Ihr Stromvertrag'), {
    timeout: 5_000,
  })
  return world.mailsTo(email)[0]
}

/** Clara, signed in, as far as the order. */
async function claraBeforeOrder() {
  const { browser } = await world.signIn('clara')
  await world.fill(browser, '/start', {}, 'clara@example.com')
  const page = await seen(await browser.get('/start/summary'))
  return { browser, page, form: orderForm(page.html) }
}

describe('an order', () => {
  test('of a stranger leads into the portal, signed in, and is confirmed by mail with all there is to keep', async () => {
    const { browser, email, form } = await world.beforeOrder({
      payment: { payment: 'sepa', accountHolder: 'Mara Neu', iban: 'DE89370400440532013000' },
    })
    const answer = await browser.post('/summary', { ...form, earlySupply: 'yes' })
    expect(answer.status).toBe(303)
    const link = new URL(answer.headers.get('location') ?? '')
    expect(link.host).toBe('sonnwerk.localhost:4000')
    const portal = createBrowser(world.app, link.origin)
    const landed = (await portal.get(pathOf(link))).headers.get('location') ?? ''
    expect(landed).toMatch(/^\/start\/done\?subscription=sub_/)
    const done = await seen(await portal.get(landed))
    expect(done.text).toContain('Danke, Mara. Ihr Strom ist bestellt.')
    expect(done.text).toContain(`Ihre Vertragsunterlagen sind unterwegs an ${email}.`)
    expect(done.text).toContain('Lieferung ab 13. Februar 2026')
    expect((await seen(await portal.get('/overview'))).text).toContain('Ab 13. Februar beliefern wir Sie')
    expect((await portal.get('/start')).headers.get('location')).toBe('/overview')

    const mail = await confirmation(email)
    for (const each of [mail?.text ?? '', (mail?.html ?? '').replace(/<[^>]+>/g, ' ')]) {
      const text = each.replace(/[\s\u00A0]+/g, ' ')
      for (const sentence of [
        'Wir beliefern Sie voraussichtlich ab dem 13. Februar 2026.',
        'Sie haben ausdrücklich verlangt',
        'voraussichtlich 76,97 € im Monat',
        'Ich ermächtige Sonnwerk GmbH, Zahlungen von meinem Konto mittels Lastschrift einzuziehen.',
        'binnen vierzehn Tagen ohne Angabe von Gründen',
        'Muster-Widerrufsformular',
        'Schlichtungsstelle Energie',
      ]) {
        expect(text).toContain(sentence)
      }
      expect(text).not.toContain('370400440532')
      expect(text).not.toContain('token_hash')
    }
    expect(mail?.html).not.toMatch(/style="|<img|<script|<link|url\(|@import/)
  })

  test('stands in the portal with what is under way, until the grid operator has settled the day', async () => {
    const { browser, form } = await world.beforeOrder({
      supply: {
        reason: 'supplier_change',
        previousSupplier: 'Grundstrom Berlin AG',
        meterNumber: '48213377',
        start: 'next',
      },
    })
    const link = new URL((await browser.post('/summary', form)).headers.get('location') ?? '')
    const portal = createBrowser(world.app, link.origin)
    await portal.get(pathOf(link))
    const waiting = (await seen(await portal.get('/overview'))).text
    expect(waiting).toContain('Wir kündigen bei Grundstrom Berlin AG und melden Ihren Zähler')
    expect(waiting).toContain('Anmeldung beim Netzbetreiber läuft')
    const [contract] = await world.contracts()
    const ctx = { db: world.db, organizationId: world.organizationId, actor: { type: 'operator' } } as const
    await confirmSubscription({ ...ctx, now: NOW }, { subscriptionId: contract!.id })
    const settled = (await seen(await portal.get('/overview'))).text
    expect(settled).toContain('Der Netzbetreiber hat diesen Tag bestätigt.')
    expect(settled).toContain('Anmeldung beim Netzbetreiber erledigt')
  })

  test('of who is signed in leads to their own last page; another customer does not see it', async () => {
    const { browser, page, form } = await claraBeforeOrder()
    expect(page.text).toContain('clara@example.com')
    const answer = await browser.post('/start/summary', form)
    const landed = answer.headers.get('location') ?? ''
    expect(landed).toMatch(/^\/start\/done\?subscription=sub_/)
    expect((await seen(await browser.get(landed))).text).toContain('Danke, Clara.')
    expect((await seen(await browser.get('/start/done'))).text).toContain('Danke, Clara.')
    const file = await seen(await browser.get(landed.replace('/done', '/done/download')))
    expect(file.text).toContain('Widerrufsbelehrung')
    const [contract] = await world.contracts()
    expect(contract).toMatchObject({
      customer_id: await world.customerId('clara'),
      source: 'checkout',
      early_supply: false,
    })
    expect(file.text).toContain(contract?.number)
    const { browser: frida } = await world.signIn('frida')
    expect((await frida.get(landed)).headers.get('location')).toBe('/start')
    expect((await frida.get(landed.replace('/done', '/done/download'))).status).toBe(404)
  })

  test('sent twenty times at once, and again later, is one contract and one mail', async () => {
    const { browser, email, form } = await world.beforeOrder()
    const before = (await world.contracts()).length
    const answers = await Promise.all(Array.from({ length: 20 }, () => browser.post('/summary', form)))
    answers.push(await browser.post('/summary', form))
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([303]))
    for (const answer of answers) expect(answer.headers.get('location')).toContain('/start/done')
    expect((await world.contracts()).length).toBe(before + 1)
    await confirmation(email)
    expect(world.mailsTo(email)).toHaveLength(2)
    // Whoever comes back to the first page begins anew.
    expect((await browser.get('/summary')).headers.get('location')).toContain('/auth/confirm')
    expect((await seen(await browser.get('/place'))).location).toBe('/')
  })

  test('a while ago opens the portal to nobody', async () => {
    const { browser, form } = await world.beforeOrder()
    await browser.post('/summary', form)
    await sql`update checkouts set ordered_at = ordered_at - interval '11 minutes' where ordered_at is not null`.execute(
      world.db,
    )
    expect((await browser.post('/summary', form)).headers.get('location')).toBe('/done')
    expect((await seen(await browser.get('/done'))).text).toContain('Danke, Mara.')
    expect((await browser.get('/done/portal')).headers.get('location')).toBe(
      'http://sonnwerk.localhost:4000/login',
    )
    expect((await world.stranger().get('/done')).headers.get('location')).toBe('/')
    expect((await world.stranger().get('/done/download')).status).toBe(404)
  })

  test('of somebody with another contract is their account’s', async () => {
    const { browser, form } = await world.beforeOrder({}, 'bernd@example.com')
    // Bernd's own portal is another plan's, where a form must not lead.
    const answer = await browser.post('/summary', form)
    expect(answer.headers.get('location')).toBe('/done')
    expect((await seen(await browser.get('/done'))).text).toContain('Danke, Bernd.')
    const link = (await browser.get('/done/portal')).headers.get('location') ?? ''
    expect(link).toContain('//sonnwerk-fix.localhost:4000/auth/confirm?')
    expect((await browser.get('/done/portal', { 'Sec-Purpose': 'prefetch' })).status).toBe(204)
    const [contract] = await world.contracts()
    expect(contract?.customer_id).toBe(await world.customerId('bernd'))
    // It opens at the contract that was ordered; by itself the portal begins with the one that runs.
    expect(new URL(link).searchParams.get('next')).toBe(`/overview?subscription=${contract?.id}`)
    const { browser: portal } = await world.signIn('bernd')
    expect((await seen(await portal.get('/overview'))).text).not.toContain('beliefern wir Sie')
  })

  test('goes on to the partner’s page with the ids of what was ordered', async () => {
    const set = (url: string | null) =>
      world.db.updateTable('plans').set({ redirect_url: url }).where('slug', '=', 'sonnwerk').execute()
    await set('https://partner.example/danke?from=strom')
    try {
      const { browser, form, page } = await world.beforeOrder()
      expect(page.status).toBe(200)
      const shown = await browser.get('/summary')
      expect(shown.headers.get('content-security-policy')).toMatch(
        /form-action 'self' http:\/\/sonnwerk\.localhost:4000 https:\/\/partner\.example;/,
      )
      const url = new URL((await browser.post('/summary', form)).headers.get('location') ?? '')
      const [contract] = await world.contracts()
      expect([url.origin + url.pathname, Object.fromEntries(url.searchParams)]).toEqual([
        'https://partner.example/danke',
        { from: 'strom', subscription: contract?.id, customer: contract?.customer_id },
      ])
    } finally {
      await set(null)
    }
  })
})
