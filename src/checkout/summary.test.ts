import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { seen } from '../../tests/support/demo-portal.ts'
import { createOrderWorld, type OrderWorld } from './test-orders.ts'

let world: OrderWorld
beforeAll(async () => {
  world = await createOrderWorld()
}, 60_000)
afterAll(() => world.close())

/** What a reader finds directly above the order button: the element before it, line by line. */
function aboveTheButton(html: string): { rows: string[][]; between: string; button: string } {
  const button = /<button type="submit" class="button">([^<]*)<\/button>/g
  const [found] = [...html.slice(html.indexOf('<main')).matchAll(button)]
  const before = html.slice(0, html.indexOf(found?.[0] ?? '?'))
  const list = before.slice(before.lastIndexOf('<dl'), before.lastIndexOf('</dl>'))
  const cells = [...list.matchAll(/<dt>([^<]*)<\/dt><dd>([^<]*)<\/dd>/g)]
  return {
    rows: cells.map(([, label = '', value = '']) => [label, value.replaceAll('\u00A0', ' ')]),
    between: before.slice(before.lastIndexOf('</dl>') + '</dl>'.length),
    button: found?.[1] ?? '',
  }
}

describe('the page of the order', () => {
  test('holds exactly what § 312j (2) BGB wants directly above the button', async () => {
    const { page } = await world.beforeOrder()
    const { rows, between, button } = aboveTheButton(page.html)
    expect(button).toBe('zahlungspflichtig bestellen')
    expect(between).toBe('')
    expect(rows).toEqual([
      [
        'Sie bestellen',
        'Strom für Sonnenallee 1, 12045 Berlin, Sonnwerk Dynamisch, 2.500 kWh im Jahr (geschätzt), einschließlich Netz und Messung',
      ],
      ['Gesamtpreis', 'voraussichtlich 76,97 € im Monat, mit Umsatzsteuer, bei 208 kWh im Monat'],
      [
        'Arbeitspreis',
        '(Börsenpreis + 17,006 ct) × 1,19; im Mittel der letzten zwölf Monate 30,60 ct/kWh, mit Umsatzsteuer',
      ],
      ['Grundpreis', '13,22 € im Monat, mit Netz, Messung und Umsatzsteuer'],
      ['Beginn', '26. Februar 2026; 13. Februar 2026, wenn Sie den früheren Beginn verlangen'],
      ['Laufzeit', 'unbefristet, ohne Mindestlaufzeit'],
      ['Kündigungsfrist', '30 Tage, jederzeit'],
    ])
  })

  test('in English', async () => {
    const { browser } = await world.beforeOrder()
    browser.cookies.set('locale', 'en')
    const { rows, button } = aboveTheButton((await seen(await browser.get('/summary'))).html)
    expect(button).toBe('order with obligation to pay')
    expect(rows[1]).toEqual(['Total price', 'expected €76.97 a month, including VAT, at 208 kWh a month'])
  })

  test('points out the terms, and keeps with them what else the law wants in a contract of supply', async () => {
    const { browser, page } = await world.beforeOrder()
    expect(page.text).toContain('Es gelten unsere Allgemeinen Geschäftsbedingungen.')
    const { text } = await seen(await browser.get('/summary/download'))
    // § 41 (1) EnWG: ending, liability, changing supplier, current prices, and the terms as the brand keeps them.
    for (const part of [
      'Kündigung in Textform, zum Beispiel per E-Mail, oder hier: http://sonnwerk.localhost:4000/cancel',
      'haftet der Netzbetreiber (§ 18 NAV), nicht wir',
      'kostet das nichts, und wir wickeln es zügig ab',
      'Unsere Tarife und Preise stehen hier: http://sonnwerk.checkout.localhost:4000/',
      'Allgemeine Geschäftsbedingungen 1. Vertrag',
      'Eine Rechnung ist frühestens zwei Wochen nach ihrem Zugang fällig.',
    ]) {
      expect(text).toContain(part)
    }
  })

  test('ticks no box in advance, and asks of early supply only where it is possible', async () => {
    const { page } = await world.beforeOrder()
    expect(page.html.match(/type="checkbox"/g)).toHaveLength(1)
    expect(page.html).toMatch(/<input id="earlySupply" type="checkbox"/)
    expect(page.html).not.toMatch(/<input[^>]*checked/)
    expect(page.text).toContain(
      'Ich verlange ausdrücklich, dass Sonnwerk GmbH schon vor Ende der Widerrufsfrist mit der Lieferung beginnt, am 13. Februar 2026.',
    )
    const later = await world.beforeOrder({
      supply: { reason: 'move_in', meterNumber: '48213377', start: 'on', startOn: '01.04.2026' },
    })
    expect(later.page.html).not.toContain('type="checkbox"')
    expect(aboveTheButton(later.page.html).rows[4]).toEqual(['Beginn', '1. April 2026'])
    const company = await world.beforeOrder({
      person: { customerType: 'company', companyName: 'Neu GmbH', firstName: 'Mara', lastName: 'Neu' },
    })
    expect(company.page.html).not.toContain('type="checkbox"')
    expect(company.page.text).toContain('Ein Widerrufsrecht haben nur Verbraucher, nicht Unternehmen.')
    expect(company.page.text).not.toContain('Widerrufsbelehrung')
  })

  test('summarises the contract, with a way back to each part that loses nothing', async () => {
    const { browser, page } = await world.beforeOrder({
      payment: { payment: 'sepa', accountHolder: 'Mara Neu', iban: 'DE89370400440532013000' },
    })
    for (const text of [
      'Anbieter Sonnwerk GmbH Lichtallee 12 12045 Berlin 030 1234567 hallo@sonnwerk.example',
      'Lieferstelle Sonnenallee 1 12045 Berlin',
      'Voraussichtlicher Beginn 26. Februar 2026',
      'Kündigungsfrist 30 Tage, jederzeit',
      'Boni und Rabatte keine',
      'Mindestlaufzeit keine',
      'Zahlung SEPA-Lastschrift von DE •••• 3000, Mara Neu',
    ]) {
      expect(page.text).toContain(text)
    }
    expect(page.html).not.toContain('DE89370400440532013000')
    const steps = [...page.html.matchAll(/href="(\/[a-z]*)" aria-label="Ändern: /g)]
    expect(steps.map(([, href]) => href)).toEqual(['/', '/place', '/supply', '/person', '/payment'])
    for (const [, href = ''] of steps) expect((await browser.get(href)).status).toBe(200)
    expect((await seen(await browser.get('/place'))).html).toContain('value="Sonnenallee"')
  })

  test('holds the withdrawal notice of the law, which names the online function, and both to keep', async () => {
    const { browser, page } = await world.beforeOrder()
    const notice = [
      'Sie haben das Recht, binnen vierzehn Tagen ohne Angabe von Gründen diesen Vertrag zu widerrufen.',
      'Die Widerrufsfrist beträgt vierzehn Tage ab dem Tag des Vertragsabschlusses.',
      'müssen Sie uns (Sonnwerk GmbH, Lichtallee 12, 12045 Berlin, 030 1234567, hallo@sonnwerk.example) mittels einer eindeutigen Erklärung',
      'online unter http://sonnwerk.localhost:4000/withdraw mit der Schaltfläche „Vertrag widerrufen“',
      'Hiermit widerrufe(n) ich/wir (*)',
    ]
    const html = await browser.get('/summary/download')
    const text = await browser.get('/summary/download?as=text')
    expect(html.headers.get('content-disposition')).toBe('attachment; filename="stromvertrag.html"')
    expect(text.headers.get('content-disposition')).toBe('attachment; filename="stromvertrag.txt"')
    expect(text.headers.get('content-type')).toBe('text/plain; charset=UTF-8')
    const all = [page.text, (await seen(html)).text, (await text.text()).replace(/\s+/g, ' ')]
    for (const each of all) for (const sentence of notice) expect(each).toContain(sentence)
  })
})

describe('who comes here', () => {
  test('too early goes where they were; from another checkout or organisation nobody sees it', async () => {
    const { browser } = await world.beforeOrder()
    expect((await world.stranger().get('/summary')).headers.get('location')).toBe('/')
    expect((await world.stranger().get('/summary/download')).headers.get('location')).toBe('/')
    const elsewhere = world.stranger('nordlicht')
    for (const [name, value] of browser.cookies) elsewhere.cookies.set(name, value)
    expect((await elsewhere.get('/summary')).headers.get('location')).toBe('/')
    const { browser: clara } = await world.signIn('clara')
    for (const [name, value] of browser.cookies) clara.cookies.set(name, value)
    expect((await clara.get('/start/summary')).headers.get('location')).toBe('/start')
  })
})
