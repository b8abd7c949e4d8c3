import { Temporal } from 'temporal-polyfill'
import { beforeAll, describe, expect, it } from 'vitest'
import { createDemoPortal, type DemoPortal, seen } from '../../tests/support/demo-portal.ts'

/** Wednesday, 11 February 2026, 15:07 in Berlin. */
const NOW = Temporal.Instant.from('2026-02-11T14:07:00Z')

let demo: DemoPortal
beforeAll(async () => {
  demo = await createDemoPortal(NOW)
}, 60_000)

async function open(name: string, query = '', fields: Record<string, unknown> = {}) {
  const { browser } = await demo.signIn(name, fields)
  return seen(await browser.get(`/tariff${query}`))
}

/** The cells of a table's rows, as numbers where they are. */
function tables(html: string): string[][][] {
  return [...html.matchAll(/<table class="price-parts">(.*?)<\/table>/gs)].map(([, table = '']) =>
    [...table.matchAll(/<tr[^>]*>(.*?)<\/tr>/gs)].map(([, row = '']) =>
      [...row.matchAll(/<t[hd][^>]*>(.*?)<\/t[hd]>/gs)].map(([, cell = '']) => cell),
    ),
  )
}
const hundredths = (text: string | undefined): number =>
  Math.round(Number((text ?? '').replace(/\./g, '').replace('−', '-').replace(',', '.')) * 100)

describe('/tariff', () => {
  it('of a dynamic tariff: formula, example, every part net and gross, the base price beside it', async () => {
    const { status, html, text } = await open('anna')
    expect(status).toBe(200)
    expect(text).toContain('Sonnwerk Dynamisch · Vertrag H62SU12A')
    expect(text).toMatch(/Sie zahlen den Börsenpreis und \d\d,\d\d ct je Kilowattstunde\./)
    expect(text).toMatch(/\(Börsenpreis \+ \d\d,\d{3} ct\) × 1,19/)
    expect(text).toMatch(
      /Beispiel: Bei einem Börsenpreis von −?\d+,\d{3} ct sind das .* = \d\d,\d\d ct\/kWh\./,
    )
    const [working = [], base = []] = tables(html)
    expect(working.slice(1, -1).map(([label]) => label)).toEqual([
      'Strom zum Börsenpreis',
      'Beschaffung',
      'Netzentgelt',
      'Konzessionsabgabe',
      'KWKG-Umlage',
      'Offshore-Netzumlage',
      'Aufschlag für besondere Netznutzung',
      'Stromsteuer',
    ])
    expect(working.find(([label]) => label === 'KWKG-Umlage')?.slice(1)).toEqual(['0,446', '0,53'])
    expect(working.find(([label]) => label === 'Stromsteuer')?.slice(1)).toEqual(['2,050', '2,44'])
    expect(base.slice(1, -1).map(([label]) => label)).toEqual([
      'Grundpreis von Sonnwerk',
      'Netz, Grundpreis',
      'Messung',
    ])
    for (const table of [working, base]) {
      const [, ...rows] = table
      const total = rows.pop()
      const sum = rows.reduce((cents, row) => cents + hundredths(row[2]), 0)
      expect(sum).toBe(hundredths(total?.[2]))
    }
    expect(text).toContain('§ 14a Modul 1')
    expect(text).toMatch(/Davon gehen bis zu \d+,\d\d € im Jahr ab/)
  })

  it('says term, notice, next possible end, meter, addresses, grid and energy mix', async () => {
    const { text } = await open('anna')
    for (const words of [
      'Sie können zum 13. März 2026 kündigen.',
      'Kündigungsfrist 30 Tage',
      'Mindestlaufzeit keine',
      'außerhalb der Grundversorgung',
      'Lieferung seit 1. Sept. 2025',
      'Zähler 1 APA01 9512 4010',
      'Marktlokation 41373559241',
      'Weserstraße 41 12045 Berlin',
      'Rechnungsadresse dieselbe',
      'Strommix 2025 100 % erneuerbar, 0 g CO₂/kWh',
    ])
      expect(text).toContain(words)
    expect(text).not.toContain('Widerrufen Noch bis')
  })

  it('of a fixed tariff: one price, no formula', async () => {
    const { text, html } = await open('bernd')
    expect(text).toMatch(/Jede Kilowattstunde kostet Sie \d\d,\d\d ct\./)
    expect(text).not.toContain('So wird gerechnet')
    expect(tables(html)[0]?.[1]?.slice(0, 2)).toEqual(['Strom', '11,800'])
  })

  it('of feed-in: what it earns, without VAT', async () => {
    const contracts = await demo.contractsOf('frida')
    const roof = contracts.find(({ type }) => type === 'feed_in')!
    const { text } = await open('frida', `?subscription=${roof.id}`)
    expect(text).toContain('Für jede Kilowattstunde bekommen Sie 7,86 ct.')
    expect(text).toContain('ohne Umsatzsteuer')
    expect(text).not.toContain('Grundversorgung')
  })

  it('of several contracts: each by its address', async () => {
    const [first, second] = await demo.contractsOf('dilek')
    const { html } = await open('dilek', `?subscription=${second!.id}`)
    expect(html).toContain(`href="/tariff?subscription=${second!.id}" aria-current="true"`)
    expect(html).toContain(`href="/tariff/terminate?subscription=${second!.id}"`)
    expect(html).not.toContain(`href="/tariff/terminate?subscription=${first!.id}"`)
  })

  it('of an ended contract: how it was, and no way out', async () => {
    const { text, html } = await open('gero')
    expect(text).toContain('Ihr Vertrag endete am 30. November 2025.')
    expect(text).toContain('Preise vom 30. November 2025.')
    expect(html).not.toContain('/tariff/terminate')
  })

  it('without a contract leads to the checkout; somebody else’s is not found', async () => {
    const clara = await open('clara')
    expect([clara.status, clara.location]).toEqual([303, '/start'])
    const [foreign] = await demo.contractsOf('bernd')
    for (const id of [foreign!.id, 'sub_00000000000000000000000000', 'x'])
      expect((await open('anna', `?subscription=${id}`)).status).toBe(404)
  })

  it('speaks English', async () => {
    const { text } = await open('anna', '', { locale: 'en' })
    expect(text).toContain('You can cancel with effect from the end of 13 March 2026.')
    expect(text).toMatch(/You pay the exchange price and \d\d\.\d\d ct per kilowatt-hour\./)
  })
})
