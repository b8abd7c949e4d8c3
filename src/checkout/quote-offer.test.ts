import { Temporal } from 'temporal-polyfill'
import { beforeAll, describe, expect, test } from 'vitest'
import { createDemoPortal, type DemoPortal, seen } from '../../tests/support/demo-portal.ts'
import { storeGridAreas } from '../features/tariffs/store-grid-areas.ts'
import { figureOf, inEuro, openAs, openCheckouts, quoteOfApi, stranger } from './test-quotes.ts'

const NOW = Temporal.Instant.from('2026-02-11T14:07:00Z')

let demo: DemoPortal
beforeAll(async () => {
  demo = await createDemoPortal(NOW)
  await openCheckouts(demo, NOW, ['sonnwerk-fix', 'sonnwerk-solar'])
  const area = { validFrom: '2025-01-01', concessionClass: 'le_500000', source: 'test' } as const
  await storeGridAreas(demo.db, [
    { ...area, zip: '99735', place: 'Am Spree', gridOperatorCode: '9904550000000' },
    { ...area, zip: '99735', place: 'Bei Kiel', gridOperatorCode: '9904552000008' },
    // A grid whose fees nobody has stated.
    { ...area, zip: '01067', place: 'Dresden', gridOperatorCode: '9904999000001' },
  ])
}, 60_000)

const visit = (plan?: string) => stranger(demo, plan)
const open = (path: string, plan?: string) => openAs(demo, path, plan)
const quoted = (slug: string, query: string) => quoteOfApi(demo, slug, query)

describe('the offer', () => {
  test('is that of the API, to the cent, for a link with postal code and use', async () => {
    const { status, text, html } = await open('/?zip=10115&usage=2500')
    const quote = await quoted('sonnwerk', 'zip_code=10115&usage=2500')
    expect(status).toBe(200)
    expect(figureOf(html)).toBe(inEuro(quote.amount))
    expect(text).toContain('2.500 kWh im Jahr in 10115 Berlin')
    const [base, variable] = quote.components
    const perKwh = (Math.round(variable.unit_amount * 10_000) / 100).toFixed(2).replace('.', ',')
    // § 14 (1) PAngV: right beside each other.
    expect(text).toMatch(
      new RegExp(
        `Arbeitspreis ${perKwh} ct/kWh im Mittel der letzten zwölf Monate Grundpreis ${inEuro(base.amount)}`,
      ),
    )
  })

  test('has lines that add up to its total', async () => {
    const { html } = await open('/offer?zip=10115&usage=4500&meterType=smart&module1=yes')
    const table = /offer-parts.*?<\/table>/s.exec(html)?.[0] ?? ''
    const groups = table.split('<tbody>').slice(1)
    const centsIn = (part: string) =>
      [...part.matchAll(/<td>([−\d,.]+)\u00A0€<\/td>/g)].map(([, amount = '']) =>
        Math.round(Number(amount.replace('−', '-').replace('.', '').replace(',', '.')) * 100),
      )
    const sums = groups.map((group) => centsIn(group.split('<tfoot>')[0] ?? ''))
    for (const [sum, ...rows] of sums) expect(rows.reduce((all, row) => all + row, 0)).toBe(sum)
    const total = centsIn(table.split('<tfoot>')[1] ?? '')[0]
    expect(sums.reduce((all, [sum = 0]) => all + sum, 0)).toBe(total)
    const quote = await quoted('sonnwerk', 'zip_code=10115&usage=4500&meter_type=smart&14a_module_1=true')
    expect(total).toBe(Math.round(quote.amount * 100))
    expect(table).toContain('Rabatt nach §\u00A014a')
  })

  test('states the formula with the rest that makes the price (§ 14 (4) PAngV)', async () => {
    const { text, html } = await open('/offer?zip=10115&usage=2500')
    const rest = Number(/\(Börsenpreis \+ ([\d,]+) ct\) × 1,19/.exec(text)?.[1]?.replace(',', '.'))
    const rows = [...html.matchAll(/<th scope="row">(−?[\d,]+)(?:<span.*?<\/span>)?<\/th><td>(−?[\d,]+)</g)]
    const examples = rows.map(([, ...pair]) =>
      pair.map((number) => Number(number.replace('−', '-').replace(',', '.'))),
    )
    expect(examples.map(([exchange]) => exchange)).toEqual(expect.arrayContaining([-5, 0, 20, 40]))
    expect(examples).toHaveLength(5)
    for (const [exchange = 0, price] of examples) expect(price).toBeCloseTo((exchange + rest) * 1.19, 1)
  })

  test('of a fixed price has no formula', async () => {
    const { text, html } = await open('/?zip=86152&usage=2900', 'sonnwerk-fix')
    expect(figureOf(html)).toBe(inEuro((await quoted('sonnwerk-fix', 'zip_code=86152&usage=2900')).amount))
    expect(text).toContain('für jede Kilowattstunde')
    expect(text).not.toContain('Börsenpreis')
  })

  test('of feeding in says what is paid out', async () => {
    const { text, html } = await open('/?zip=10115&usage=7000', 'sonnwerk-solar')
    // 7.86 ct for 583.333 kWh, no VAT and no base price
    expect(figureOf(html)).toBe('45,85 €')
    expect(text).toContain('Was Ihr Solarstrom einbringt')
    expect(text).toContain('Vergütung 7,86 ct/kWh')
    expect(text).toContain('Wir überweisen Ihnen Ihr Guthaben')
    expect(text).not.toContain('Personen')
  })

  test('takes a size of household before what was typed', async () => {
    const { html } = await open('/offer?zip=10115&usage=viel&preset=4500')
    expect(html).toContain('value="4500" class="preset" aria-pressed="true"')
    expect(figureOf(html)).toBe(inEuro((await quoted('sonnwerk', 'zip_code=10115&usage=4500')).amount))
  })

  test('of a place without figures is none, and nobody goes on', async () => {
    const asked = await open('/offer?zip=01067&usage=2500')
    expect([asked.status, figureOf(asked.html)]).toEqual([422, undefined])
    expect(asked.text).toContain('Für Dresden können wir gerade keinen Preis nennen')
    const answer = await visit().post('/', { zip: '01067', usage: '2500' })
    expect(answer.status).toBe(422)
  })
})

describe('a postal code of several places', () => {
  test('has its price at once where they cost the same, and asks for the town before going on', async () => {
    const asked = await open('/offer?zip=24211&usage=2500')
    expect([asked.status, figureOf(asked.html)]).toEqual([
      200,
      inEuro((await quoted('sonnwerk', 'zip_code=24211&usage=2500')).amount),
    ])
    expect(asked.text).toContain('Zu dieser Postleitzahl gehören mehrere Orte.')
    const browser = visit()
    const refused = await seen(await browser.post('/', { zip: '24211', usage: '2500' }))
    expect(refused.status).toBe(422)
    expect(refused.html).toContain('<a href="#place">Wählen Sie Ihren Ort.</a>')
    const taken = await browser.post('/', { zip: '24211', usage: '2500', place: 'Preetz' })
    expect(taken.headers.get('location')).toBe('/place')
  })

  test('asks for the town first where the price depends on it', async () => {
    const asked = await open('/offer?zip=99735&usage=2500')
    expect(asked.status).toBe(422)
    expect(asked.text).toContain('Zu 99735 gehören mehrere Orte mit verschiedenen Netzen.')
    const amounts = await Promise.all(
      ['Am Spree', 'Bei Kiel'].map(async (place) =>
        figureOf((await open(`/offer?zip=99735&usage=2500&place=${encodeURIComponent(place)}`)).html),
      ),
    )
    expect(amounts[0]).not.toBe(amounts[1])
    expect(amounts).not.toContain(undefined)
  })
})
