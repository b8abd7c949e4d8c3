import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hiddenField, seen } from '../../tests/support/demo-portal.ts'
import { createOrderWorld, orderForm, type OrderWorld, TYPED } from './test-orders.ts'

let world: OrderWorld
beforeAll(async () => {
  world = await createOrderWorld()
}, 60_000)
afterAll(() => world.close())

describe('what is not ordered', () => {
  test('a manipulated price, or a page that showed something else', async () => {
    const { browser, email, form } = await world.beforeOrder()
    const before = (await world.contracts()).length
    for (const wrong of [
      { amount: '1' },
      { amount: '-7697' },
      { amount: '7697.5' },
      { amount: '' },
      { mark: 'x' },
      { mark: '' },
    ]) {
      const { status, text } = await seen(await browser.post('/summary', { ...form, ...wrong }))
      expect([wrong, status]).toEqual([wrong, 409])
      expect(text).toContain('Seit Sie diese Seite geöffnet haben, hat sich etwas geändert.')
    }
    // The same checkout, changed in another window.
    await browser.post('/place', { ...TYPED.place, houseNumber: '2' })
    expect((await browser.post('/summary', form)).status).toBe(409)
    expect((await world.contracts()).length).toBe(before)
    expect(world.mailsTo(email)).toHaveLength(1)
  })

  test('at a price that has changed since it was shown: it is told and asked again', async () => {
    const { browser, form } = await world.beforeOrder()
    const before = (await world.contracts()).length
    const set = (cents: number) =>
      world.db.updateTable('plans').set({ base_fee_cents: cents }).where('slug', '=', 'sonnwerk').execute()
    await set(599)
    try {
      const changed = await seen(await browser.post('/summary', { ...form, earlySupply: 'yes' }))
      expect(changed.status).toBe(409)
      expect(changed.text).toContain('Der Preis hat sich geändert.')
      expect(changed.text).toContain('Vorher 76,97 €, jetzt 77,97 € im Monat.')
      // Their own tick stays.
      expect(changed.html).toMatch(/name="earlySupply" value="yes" checked/)
      expect((await world.contracts()).length).toBe(before)
      const again = await browser.post('/summary', orderForm(changed.html))
      expect(again.status).toBe(303)
      const [contract] = await world.contracts()
      expect(contract?.summary).toMatchObject({ price: { amountCents: 7797 } })
    } finally {
      await set(499)
    }
  })

  test('a day-old page says what it was and what it is, before anything is sent', async () => {
    const { browser } = await world.beforeOrder()
    await sql`update checkouts set quoted_cents = 7500 where subscription_id is null`.execute(world.db)
    const { status, text } = await seen(await browser.get('/summary'))
    expect([status, text]).toEqual([200, expect.stringContaining('Vorher 75,00 €, jetzt 76,97 € im Monat.')])
  })

  test('a step that no longer reads leads back to it', async () => {
    const { browser, form } = await world.beforeOrder()
    await sql`update checkouts set fields = fields || '{"meterNumber": "?"}' where subscription_id is null`.execute(
      world.db,
    )
    expect((await browser.post('/summary', form)).headers.get('location')).toBe('/supply')
    expect((await browser.get('/summary')).headers.get('location')).toBe('/supply')
  })

  test('a form that is not ours', async () => {
    const { browser, form } = await world.beforeOrder()
    const before = (await world.contracts()).length
    for (const origin of ['https://evil.example', 'null']) {
      expect((await browser.post('/summary', form, { origin })).status).toBe(403)
    }
    const { browser: hanne } = await world.signIn(
      'hanne',
      {},
      { client: 'nordlicht', organization: 'Nordlicht Energie' },
    )
    const csrf = hiddenField((await seen(await hanne.get('/account'))).html, 'csrf')
    for (const [name, value] of browser.cookies) hanne.cookies.set(name, value)
    const foreign = await hanne.post('/start/summary', { ...form, csrf })
    expect([303, 403]).toContain(foreign.status)
    expect((await world.contracts()).length).toBe(before)
  })
})
