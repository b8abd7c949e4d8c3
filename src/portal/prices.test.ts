import { Temporal } from 'temporal-polyfill'
import { beforeAll, describe, expect, it } from 'vitest'
import { createDemoPortal, type DemoPortal, seen } from '../../tests/support/demo-portal.ts'
import { detailedPrices } from '../features/prices/queries.ts'

/** 18:20 in Berlin: tomorrow's prices are there. */
const NOW = Temporal.Instant.from('2026-11-23T17:20:00Z')

let demo: DemoPortal
const open = async (name: string, path: string) => seen(await (await demo.signIn(name)).browser.get(path))

/** The column of parts and the total beneath it, in thousandths of a cent. */
function partsOf(html: string): { parts: number[]; total: number } {
  const table = /<table class="parts-table">[\s\S]*?<\/table>/.exec(html)?.[0] ?? ''
  const cells = [...table.matchAll(/<td>([^<]*)<\/td>/g)].map(([, text = '']) =>
    Math.round(Number(text.replace('−', '-').replace('.', '').replace(',', '.')) * 1000),
  )
  return { parts: cells.slice(0, -1), total: cells.at(-1) ?? Number.NaN }
}

beforeAll(async () => {
  demo = await createDemoPortal(NOW)
})

describe('prices of a dynamic tariff', () => {
  it('shows the price now with parts that add up, as the query answers it', async () => {
    const [anna] = await demo.contractsOf('anna')
    const { status, text, html } = await open('anna', '/prices')
    const [day] = await detailedPrices(demo.db, demo.organizationId, anna!.id, '2026-11-23', '2026-11-24')
    const now = day!.quarters.find(({ startsAt }) => startsAt === Date.parse('2026-11-23T17:15:00Z'))!
    expect(status).toBe(200)
    expect(text).toContain('gilt bis 18:30 Uhr')
    expect(text).toContain('Jetzt, 18:15–18:30 Uhr')
    expect(text).toContain('Beispielwerte, keine echten Börsenpreise.')
    const { parts, total } = partsOf(html)
    expect(parts).toHaveLength(9)
    expect(parts.reduce((sum, part) => sum + part, 0)).toBe(total)
    expect(total).toBe(Math.round(now.grossMicroEurPerKwh / 10))
    expect(parts.slice(0, -1)).toEqual(now.details.map(({ netMicroEurPerKwh }) => netMicroEurPerKwh / 10))
  })

  it('shows each day of the contract, one of 100 quarter-hours with both its hours from two to three', async () => {
    const [dilek] = await demo.contractsOf('dilek')
    const path = (at: string) => `/prices?subscription=${dilek!.id}&day=2025-10-26&at=${at}`
    const first = await open('dilek', path('02:15'))
    expect(first.text).toContain('Am 26. Oktober 2025 kostete Strom zwischen')
    expect(first.text).toContain('So., 26. Okt., 02:15–02:30 Uhr')
    expect(first.text).not.toContain('Winterzeit')
    const second = await open('dilek', path('02:15B'))
    expect(second.text).toContain('02:15–02:30 Uhr (nach Winterzeit)')
    expect(second.html).toContain('at=02%3A30B')
    expect(partsOf(second.html).total).not.toBe(Number.NaN)
  })

  it('chooses the window by its length, and names it as what it is on a day that is over', async () => {
    const one = await open('anna', '/prices?day=2025-10-22&hours=1')
    const eight = await open('anna', '/prices?day=2025-10-22&hours=8')
    expect(one.text).toContain('Günstigste Stunde dieses Tages')
    expect(eight.text).toContain('Günstigste 8 Stunden dieses Tages')
    const windows = JSON.parse(
      /data-price-windows="([^"]*)"/.exec(eight.html)![1]!.replaceAll('&quot;', '"'),
    ) as { texts: string[] }[]
    expect(windows.map(({ texts }) => texts[0])).toEqual([
      '1 Stunde',
      ...[2, 3, 4, 5, 6, 7, 8].map((hours) => `${hours} Stunden`),
    ])
    expect(one.text).toContain(windows[0]!.texts[2]!.replaceAll('\u00A0', ' '))
  })

  it('shows a month day by day, and leads on to each', async () => {
    const { text, html } = await open('anna', '/prices?month=2026-10')
    expect(text).toContain('Im Oktober 2026 kostete Strom im Schnitt')
    expect(new Set(html.match(/href="\/prices\?day=2026-10-\d\d"/g)).size).toBe(31)
    expect((await open('anna', '/prices?month=2026-11')).text).toContain('kostet Strom bisher im Schnitt')
  })

  it('gives back what was typed, with a sentence at the field', async () => {
    for (const [path, sentence] of [
      ['/prices?at=abends', 'Bitte geben Sie eine Uhrzeit ein, zum Beispiel 18:15.'],
      ['/prices?day=2026-03-29&at=02:30', 'Diese Uhrzeit gab es an dem Tag nicht'],
      ['/prices?day=2026-02-30', 'Bitte geben Sie einen Tag ein, den es gibt.'],
      ['/prices?day=2024-01-01', 'Für diesen Tag haben wir keine Preise'],
      ['/prices?day=2026-12-24', 'Für diesen Tag haben wir keine Preise'],
    ] as const) {
      const { status, text, html } = await open('anna', path)
      expect([path, status]).toEqual([path, 422])
      expect(text).toContain(sentence)
      expect(html).toContain('aria-invalid="true"')
    }
    const typed = await open('anna', `/prices?at=${encodeURIComponent('"><script>')}`)
    expect(typed.html).not.toContain('"><script>')
  })

  it('answers what no form of ours asks for, and another customer’s contract, with 404', async () => {
    const [bernd] = await demo.contractsOf('bernd')
    for (const path of [
      '/prices?hours=9',
      '/prices?hours=x',
      '/prices?month=2026-13',
      '/prices?month=2024-01',
      '/prices?month=2027-01',
      '/prices?subscription=sub_x',
      `/prices?subscription=${bernd!.id}`,
    ])
      expect([path, (await open('anna', path)).status]).toEqual([path, 404])
  })
})

describe('prices of other contracts', () => {
  it('shows a fixed price with its parts and no chart', async () => {
    const { text, html } = await open('bernd', '/prices')
    expect(text).toContain('Eine Kilowattstunde kostet Sie immer 30,63 ct.')
    expect(html).not.toContain('data-chart')
    const { parts, total } = partsOf(html)
    expect(total).toBe(30_626)
    expect(parts.reduce((sum, part) => sum + part, 0)).toBe(total)
    expect(text).toContain('seit 1. Sept. 2025')
  })

  it('shows what a fed-in kilowatt-hour earns', async () => {
    const solar = (await demo.contractsOf('frida')).find(({ type }) => type === 'feed_in')!
    const { text, html } = await open('frida', `/prices?subscription=${solar.id}`)
    expect(text).toContain('Für jede eingespeiste Kilowattstunde zahlen wir Ihnen 7,86 ct.')
    expect(text).toContain('Ihre Vergütung seit Vertragsbeginn seit 1. Sept. 2025 7,86 ct/kWh')
    expect(html).toContain(`href="/usage?subscription=${solar.id}&amp;view=month"`)
    expect(html).not.toContain('data-chart')
  })

  it('keeps the prices of a contract that has ended, up to its last day', async () => {
    const { text, html } = await open('gero', '/prices')
    expect(text).toContain('Am 30. November 2025 kostete Strom zwischen')
    expect(text).toContain('Die Preise bis dahin bleiben hier.')
    expect(html).not.toContain('day=2025-12-01')
    expect((await open('gero', '/prices?day=2025-12-01')).status).toBe(422)
  })

  it('sends somebody without a contract to the checkout', async () => {
    expect((await open('clara', '/prices')).location).toBe('/start')
  })
})

describe('prices that are late', () => {
  it('says so after three o’clock, and no longer when they will come', async () => {
    await demo.db.deleteFrom('market_prices').where('day', '>', '2026-11-23').execute()
    const { text } = await open('anna', '/prices')
    expect(text).toContain('Die Preise für morgen sind noch nicht da.')
    expect(text).not.toContain('kommen gegen 13 Uhr')
  })
})
