import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { seen } from '../../tests/support/demo-portal.ts'
import { createOrderWorld, newAddress, type OrderWorld, TYPED } from './test-orders.ts'

let world: OrderWorld
beforeAll(async () => {
  world = await createOrderWorld()
}, 60_000)
afterAll(() => world.close())

const { payment: _, ...UNPAID } = TYPED
const IBAN = 'DE89 3704 0044 0532 0130 00'

async function atPayment(
  steps: Partial<Record<keyof typeof UNPAID, Record<string, string>>> = {},
  path = '/',
  slug = 'sonnwerk',
) {
  const browser = world.stranger(slug)
  const email = newAddress()
  await browser.get(path)
  for (const [step, fields] of Object.entries({ ...UNPAID, ...steps })) {
    await browser.post(step === 'quote' ? '/' : `/${step}`, step === 'person' ? { ...fields, email } : fields)
  }
  await browser.get('/email')
  await browser.post('/email', { code: await world.codeFor(email) })
  return browser
}

describe('how to pay', () => {
  test('by mandate or by transfer, neither chosen in advance, the mandate in its wording', async () => {
    const browser = await atPayment()
    const { text, html } = await seen(await browser.get('/payment'))
    expect(text).toContain('SEPA-Lastschrift')
    expect(text).toContain('Überweisung')
    expect(text).toContain(
      'Ich ermächtige Sonnwerk GmbH, Zahlungen von meinem Konto mittels Lastschrift einzuziehen. Zugleich weise ich mein Kreditinstitut an, die von Sonnwerk GmbH auf mein Konto gezogenen Lastschriften einzulösen.',
    )
    expect(text).toContain('DE98ZZZ09999999999')
    expect(html).not.toMatch(/type="(radio|checkbox)"[^>]*checked/)
    const answer = await browser.post('/payment', { payment: 'sepa', accountHolder: 'Mara Neu', iban: IBAN })
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/summary'])
  })

  test.each([
    [{}, 'Wählen Sie, wie Sie bezahlen möchten.'],
    [{ payment: 'cash' }, 'Wählen Sie, wie Sie bezahlen möchten.'],
    [{ payment: 'sepa', accountHolder: '', iban: IBAN }, 'Bitte nennen Sie den Kontoinhaber.'],
    [{ payment: 'sepa', accountHolder: 'Mara', iban: '' }, 'Bitte tragen Sie die IBAN ein.'],
    [
      { payment: 'sepa', accountHolder: 'Mara', iban: 'DE89 3704 0044 0532 0130 01' },
      'Diese IBAN gibt es nicht: Eine Ziffer ist vertippt oder zwei sind vertauscht.',
    ],
    [
      { payment: 'sepa', accountHolder: 'Mara', iban: 'AT61 1904 3002 3457 32' },
      'Eine IBAN aus Österreich hat 20 Zeichen. Eingegeben sind 18.',
    ],
    [
      { payment: 'sepa', accountHolder: 'Mara', iban: 'BR15 0000 0000 0000 1093 2840 814P 2' },
      'In dieses Land reicht das Lastschriftverfahren nicht.',
    ],
  ])('%j comes back with what is wrong', async (fields, message) => {
    const browser = await atPayment()
    const { status, text, html } = await seen(await browser.post('/payment', fields))
    expect([status, text]).toEqual([422, expect.stringContaining(message)])
    const typed = 'iban' in fields ? fields.iban : ''
    expect(html).toContain(`name="iban" class="iban" value="${typed}"`)
  })

  test('an account of another country of the SEPA area is taken', async () => {
    const browser = await atPayment()
    const fields = { payment: 'sepa', accountHolder: 'Mara', iban: 'AT61 1904 3002 3457 3201' }
    expect((await browser.post('/payment', fields)).status).toBe(303)
  })

  test('without a creditor identifier by transfer alone', async () => {
    const browser = await atPayment({ quote: { ...TYPED.quote, zip: '24105' } }, '/', 'nordlicht')
    await sql`update supplier_profiles set details = details - 'creditorId' where organization_id <> ${world.organizationId}`.execute(
      world.db,
    )
    const { html } = await seen(await browser.get('/payment'))
    expect(html).toContain('value="transfer"')
    expect(html).not.toContain('value="sepa"')
    expect(html).not.toContain('name="iban"')
    expect((await browser.post('/payment', { payment: 'sepa', accountHolder: 'M', iban: IBAN })).status).toBe(
      422,
    )
    expect((await browser.post('/payment', { payment: 'transfer' })).status).toBe(303)
  })
})

describe('an account that is known', () => {
  test('of a lead is named by its last digits alone, and used where the field stays empty', async () => {
    const { id } = await (
      await world.apiOf('demo').post('/leads', {
        plan: await world.planId('sonnwerk'),
        address: { zip: '12045' },
        meter: { estimated_usage: 2500 },
        payment_method: {
          type: 'sepa_debit',
          sepa_debit: { iban: 'DE02120300000000202051', account_holder: 'Mara Neu' },
        },
      })
    ).json()
    const browser = await atPayment({}, `/?id=${id}`)
    const pages: string[] = []
    for (const path of ['/', '/payment']) pages.push((await seen(await browser.get(path))).html)
    expect(pages[1]).toContain('das Konto mit den Endziffern 2051')
    expect(pages[1]).toContain('value="Mara Neu"')
    const sent = { payment: 'sepa', accountHolder: 'Mara Neu', iban: '' }
    expect((await browser.post('/payment', sent)).headers.get('location')).toBe('/summary')
    const summary = await seen(await browser.get('/summary'))
    expect(summary.text).toContain('DE •••• 2051')
    pages.push(summary.html, (await seen(await browser.get('/payment'))).html)
    for (const html of pages) expect(html).not.toMatch(/DE0212|12030000|0000 ?2020 ?51/)
    // Another one that is wrong is not made good by it.
    expect((await browser.post('/payment', { ...sent, iban: 'DE00' })).status).toBe(422)
  })

  test('is asked for to pay out, without a mandate', async () => {
    await world.openCheckout('sonnwerk-solar')
    const browser = await atPayment(
      {
        quote: { zip: '12045', usage: '6000', meterType: 'smart' },
        supply: { meterNumber: '48213377', start: 'next' },
      },
      '/',
      'sonnwerk-solar',
    )
    const { text, html } = await seen(await browser.get('/payment'))
    expect(text).toContain('Wohin sollen wir zahlen?')
    expect(text).not.toMatch(/Mandat|Lastschrift/)
    expect(html).not.toContain('name="payment"')
    const bad = await seen(await browser.post('/payment', {}))
    expect(bad.text).toContain('Bitte prüfen Sie 2 Angaben.')
    expect((await browser.post('/payment', { accountHolder: 'Mara Neu', iban: IBAN })).status).toBe(303)
  })
})

test('a form that is not ours is refused, and nobody comes here without an address', async () => {
  const browser = await atPayment()
  const answer = await browser.post('/payment', { payment: 'transfer' }, { origin: 'https://evil.example' })
  expect(answer.status).toBe(403)
  expect((await browser.get('/summary')).headers.get('location')).toBe('/payment')
  expect((await world.stranger().post('/payment', { payment: 'transfer' })).headers.get('location')).toBe('/')
})
