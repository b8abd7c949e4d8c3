import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { seen } from '../../tests/support/demo-portal.ts'
import { createOrderWorld, orderForm, type OrderWorld } from './test-orders.ts'

let world: OrderWorld
beforeAll(async () => {
  world = await createOrderWorld()
  await world.openCheckout('sonnwerk-solar')
}, 60_000)
afterAll(() => world.close())

const FEED_IN = {
  quote: { zip: '12045', usage: '6000', meterType: 'smart' },
  supply: { meterNumber: '48213377', start: 'next' },
  payment: { accountHolder: 'Mara Neu', iban: 'DE89370400440532013000' },
}
const COMPANY = {
  customerType: 'company',
  companyName: 'Solar Neu GmbH',
  vatId: 'DE136695976',
  firstName: 'Mara',
  lastName: 'Neu',
}

describe('selling what a system earns', () => {
  test('says what is paid, from the first of a month at least one month ahead, without a box to tick', async () => {
    const { browser, page, email, form } = await world.beforeOrder(FEED_IN, undefined, 'sonnwerk-solar')
    const text = page.text
    for (const part of [
      'Sie verkaufen uns den Strom Ihrer Anlage in Sonnenallee 1, 12045 Berlin, Sonnwerk Einspeisung, 6.000 kWh im Jahr (geschätzt)',
      'Sie bekommen voraussichtlich 39,30 € im Monat, bei 500 kWh im Monat',
      'Vergütung 7,86 ct/kWh',
      'Grundpreis 0,00 € im Monat',
      'Beginn 1. April 2026',
      'Auszahlung auf DE •••• 3000, Mara Neu',
      'zahlungspflichtig bestellen',
    ]) {
      expect(text).toContain(part)
    }
    expect(text).not.toMatch(/Mandat|Lastschrift|Preisänderungen/)
    expect(page.html).not.toContain('type="checkbox"')
    const answer = await browser.post('/summary', form)
    expect(answer.headers.get('location')).toContain('sonnwerk-solar.localhost:4000/auth/confirm')
    const [contract] = await world.contracts()
    expect(contract).toMatchObject({ early_supply: false, previous_supplier_code: null })
    expect(contract?.summary).toMatchObject({ reason: 'feed_in', startOn: '2026-04-01' })
    const done = await seen(await browser.get('/done'))
    expect(done.text).toContain('Danke, Mara. Ihr Vertrag ist geschlossen.')
    expect(done.text).toContain('Wir vergüten ab 1. April 2026')
    expect(email).toMatch(/@/)
  })

  test('of a company: with its VAT id, and without a right to withdraw', async () => {
    const { browser, page } = await world.beforeOrder(
      { ...FEED_IN, person: COMPANY },
      undefined,
      'sonnwerk-solar',
    )
    expect(page.text).toContain('Kunde Solar Neu GmbH Mara Neu USt-IdNr. DE136695976')
    expect(page.text).not.toContain('Widerrufsbelehrung')
    await browser.post('/summary', orderForm(page.html))
    const [contract] = await world.contracts()
    const customer = await world.db
      .selectFrom('customers')
      .selectAll()
      .where('id', '=', contract!.customer_id)
      .executeTakeFirstOrThrow()
    expect(customer).toMatchObject({
      type: 'company',
      company_name: 'Solar Neu GmbH',
      vat_id: 'DE136695976',
      locale: 'de',
    })
  })
})
