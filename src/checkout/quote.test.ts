import { Temporal } from 'temporal-polyfill'
import { beforeAll, describe, expect, test } from 'vitest'
import { createDemoPortal, type DemoPortal, hiddenField, seen } from '../../tests/support/demo-portal.ts'
import { inEuro, openAs, openCheckouts, quoteOfApi, stranger } from './test-quotes.ts'

const NOW = Temporal.Instant.from('2026-02-11T14:07:00Z')

let demo: DemoPortal
beforeAll(async () => {
  demo = await createDemoPortal(NOW)
  await openCheckouts(demo, NOW, ['sonnwerk-fix', 'sonnwerk-solar'])
}, 60_000)

const visit = (plan?: string) => stranger(demo, plan)
const open = (path: string, plan?: string) => openAs(demo, path, plan)
const quoted = (slug: string, query: string) => quoteOfApi(demo, slug, query)

const sent = (fields: Record<string, string>) => ({ csrf: '', ...fields })

describe('the first page', () => {
  test('names means of payment and limits of delivery before anything is asked (§ 312j (1) BGB)', async () => {
    const { status, text, html } = await open('/')
    expect(status).toBe(200)
    expect(text).toContain('Sie zahlen per SEPA-Lastschrift oder per Überweisung')
    expect(text).toContain('in Deutschland, in der Niederspannung bis 50.000 kWh im Jahr')
    expect(text).toContain('Ihr Preis steht hier, sobald Sie Postleitzahl und Verbrauch angeben.')
    expect(text).not.toContain('Bitte prüfen Sie')
    expect(html).toContain('<h1>Was Strom bei Ihnen kostet</h1>')
  })

  test('says what is good and bad about a dynamic tariff, and how to come by its meter (§ 41a EnWG)', async () => {
    const { text } = await open('/')
    for (const words of ['Was dafür spricht', 'Was dagegen spricht', 'Sie brauchen einen Smart Meter'])
      expect(text).toContain(words)
    expect((await open('/', 'sonnwerk-fix')).text).not.toContain('dynamischer Tarif')
  })
})

describe('going on', () => {
  test('keeps what was typed and the amount that was shown', async () => {
    const browser = visit()
    const fields = { zip: '10115', usage: '2.500', meterType: 'smart', module1: 'yes' }
    const answer = await browser.post('/', sent(fields))
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/place'])
    const { html } = await seen(await browser.get('/'))
    expect(html).toContain('name="usage" class="usage"')
    expect(html).toContain('value="2.500"')
    expect(html).toMatch(/value="smart" checked/)
    expect(html).toMatch(/name="module1" value="yes" checked/)
    const kept = await demo.db
      .selectFrom('checkouts')
      .select('quoted_cents')
      .orderBy('created_at', 'desc')
      .executeTakeFirstOrThrow()
    const quote = await quoted('sonnwerk', 'zip_code=10115&usage=2500&meter_type=smart&14a_module_1=true')
    expect(kept.quoted_cents).toBe(Math.round(quote.amount * 100))
    // Once more with another use: the amount shown now is the one that counts.
    await browser.post('/', { ...fields, usage: '1500' })
    const { text } = await seen(await browser.get('/place'))
    const less = await quoted('sonnwerk', 'zip_code=10115&usage=1500&meter_type=smart&14a_module_1=true')
    expect(text).toContain(inEuro(less.amount))
  })

  test('works signed in, with the token of the page alone', async () => {
    const { browser } = await demo.signIn('clara')
    const { html, text } = await seen(await browser.get('/start'))
    expect(text).toContain('Willkommen, Clara Neu.')
    const csrf = /name="csrf" value="([^"]*)" formmethod/.exec(html)?.[1] ?? ''
    const fields = { zip: '10115', usage: '2500' }
    expect((await browser.post('/start', fields)).status).toBe(403)
    expect((await browser.post('/start', { csrf, ...fields })).headers.get('location')).toBe('/start/place')
    expect((await seen(await browser.get('/start/offer?zip=10115&usage=2500'))).status).toBe(200)
  })
})

describe('bad input', () => {
  test.each([
    [{}, ['Geben Sie Ihre Postleitzahl ein.', 'Geben Sie den Verbrauch ein']],
    [{ zip: '1011', usage: 'viel' }, ['Eine Postleitzahl hat fünf Ziffern', 'als Zahl ein']],
    [{ zip: '10115', usage: '99' }, ['Geben Sie mindestens 100 kWh']],
    [{ zip: '10115', usage: '50001' }, ['Mehr als 50.000 kWh']],
    [{ zip: '10115', usage: '2500', meterType: 'steam' }, ['Wählen Sie Ihren Stromzähler.']],
    [{ zip: '<b>"10115\0', usage: '"><script>1' }, ['Eine Postleitzahl hat fünf Ziffern', 'als Zahl ein']],
    [{ zip: '1'.repeat(2000), usage: '9'.repeat(2000) }, ['Eine Postleitzahl hat fünf Ziffern']],
  ])('%j comes back with what is wrong, and as it was typed', async (fields, words) => {
    const page = await seen(await visit().post('/', sent(fields)))
    expect(page.status).toBe(422)
    for (const word of words) expect(page.text).toContain(word)
    expect(page.text).toMatch(/Bitte prüfen Sie (eine Angabe|2 Angaben)\./)
    expect(page.html).not.toMatch(/checkoutOffer\.|<script>1|<b>"/)
    const asked = await visit().get(`/offer?${new URLSearchParams(fields)}`)
    expect(asked.status).toBe(422)
  })

  test('of feeding in: a conventional meter', async () => {
    const fields = sent({ zip: '10115', usage: '7000', meterType: 'analog' })
    const page = await seen(await visit('sonnwerk-solar').post('/', fields))
    expect([page.status, page.text.includes('Wer einspeist, braucht einen Smart Meter.')]).toEqual([
      422,
      true,
    ])
  })
})

describe('the fragment of the island', () => {
  test('is the offer alone, and says its amount', async () => {
    const { html, status } = await open('/offer?zip=10115&usage=2500&fragment=1')
    const quote = await quoted('sonnwerk', 'zip_code=10115&usage=2500')
    expect(status).toBe(200)
    expect(html).not.toMatch(/<html|<main|<form/)
    expect(html).toContain(
      `data-said="Neuer Betrag: ${inEuro(quote.amount).replace(' ', '\u00A0')} im Monat."`,
    )
    for (const id of ['quote-towns', 'offer', 'quote-amount', 'offer-formula'])
      expect(html).toContain(`id="${id}"`)
  })

  test('has no words of blame for what is half typed', async () => {
    const { html, status, text } = await open('/offer?zip=101&usage=&fragment=1')
    expect([status, html.includes('error')]).toEqual([200, false])
    expect(text).toContain('Ihr Preis steht hier')
    expect((await open('/offer?zip=99998&usage=2500&fragment=1')).text).toContain(
      'In 99998 liefern wir noch nicht.',
    )
  })
})

test('another brand knows nothing of a checkout of this one', async () => {
  const browser = visit()
  await browser.post('/', { zip: '10115', usage: '2500' })
  const other = visit('nordlicht')
  for (const [name, value] of browser.cookies) other.cookies.set(name, value)
  expect((await seen(await other.get('/'))).html).not.toContain('10115')
  expect((await other.get('/place')).headers.get('location')).toBe('/')
  expect(hiddenField((await seen(await browser.get('/place'))).html, 'csrf')).toBe('')
})
