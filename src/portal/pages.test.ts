import { Temporal } from 'temporal-polyfill'
import { beforeAll, describe, expect, it } from 'vitest'
import { createBrowser } from '../../tests/support/cookie-browser.ts'
import { createDemoPortal, type DemoPortal, seen } from '../../tests/support/demo-portal.ts'
import { createTenant } from '../../tests/support/tenant.ts'

/** A Wednesday afternoon in Berlin: tomorrow's prices are out. */
const NOW = Temporal.Instant.from('2026-02-11T14:07:00Z')

let demo: DemoPortal
beforeAll(async () => {
  demo = await createDemoPortal(NOW)
}, 60_000)

const page = async (browser: ReturnType<typeof createBrowser>, path: string) => seen(await browser.get(path))

describe('GET /overview', () => {
  it('Anna, dynamic tariff, smart meter: price now, cheapest hours, use, next bill, contract', async () => {
    const { browser, landed } = await demo.signIn('anna')
    expect(landed).toBe('/overview')
    const { status, text } = await page(browser, '/overview')
    expect(status).toBe(200)
    expect(text).toContain('Anna Sommer')
    expect(text).toMatch(/\d\d,\d ct\/kWh/)
    expect(text).toContain('gilt bis 15:15 Uhr')
    expect(text).toMatch(/Letzte 30 Tage \d+ kWh/)
    expect(text).toMatch(/Nächste Rechnung etwa \d+ €/)
    expect(text).toContain('1 APA01 9512 4010')
  })

  it('Bernd, fixed price, analog meter: one plain price, months with estimates, a fixed instalment', async () => {
    const { browser } = await demo.signIn('bernd')
    const { text } = await page(browser, '/overview')
    expect(text).toContain('Ihr Strom kostet immer gleich viel')
    expect(text).toMatch(/Abschlag/)
  })

  it('Clara, no contract: lands in the checkout, from wherever she comes', async () => {
    const { browser, landed } = await demo.signIn('clara')
    expect(landed).toBe('/start')
    for (const path of ['/overview', '/invoices']) {
      expect((await page(browser, path)).location).toBe('/start')
    }
    expect((await page(browser, '/start')).text).toContain('Willkommen, Clara')
  })

  it('Dilek, two contracts: switches between them, and to no one else’s', async () => {
    const { browser } = await demo.signIn('dilek')
    const contracts = await demo.contractsOf('dilek')
    expect(contracts).toHaveLength(2)
    const pages = await Promise.all(
      contracts.map((contract) => page(browser, `/overview?subscription=${contract.id}`)),
    )
    for (const [index, shown] of pages.entries())
      expect(shown.text).toContain(contracts[index]!.address.street)
    const [foreign] = await demo.contractsOf('anna')
    for (const other of [foreign!.id, 'sub_00000000000000000000000000', 'x', '%00']) {
      expect((await page(browser, `/overview?subscription=${other}`)).status).toBe(404)
    }
  })

  it('Gero, ended last year: the final invoice', async () => {
    const { browser } = await demo.signIn('gero')
    const { text } = await page(browser, '/overview')
    expect(text).toMatch(/Ihr Vertrag endete am .*Schlussrechnung/)
  })

  it('Emil’s plan has no portal: 422 when a link is minted', async () => {
    const response = await demo
      .apiOf('demo')
      .post('/admin/magic_link', { customerId: await demo.customerId('emil') })
    expect(response.status).toBe(422)
  })

  it('Nordlicht’s Anna is another person: English, dark, her own figures', async () => {
    const { browser } = await demo.signIn(
      'anna',
      {},
      { client: 'nordlicht', organization: 'Nordlicht Energie' },
    )
    const html = await (await browser.get('/overview')).text()
    expect(html).toMatch(/<html lang="en" data-scheme="dark"/)
    expect(html).not.toMatch(/Anna Sommer|Sonnwerk/)
  })

  it('demo-read may read and not mint', async () => {
    const response = await demo.apiOf('demo-read').post('/admin/magic_link', {
      customerId: await demo.customerId('anna'),
    })
    expect(response.status).toBe(403)
  })
})

describe('the legal pages', () => {
  it('are the brand’s own, open to everybody and linked from every page', async () => {
    const visitor = createBrowser(demo.app, 'http://sonnwerk.localhost:4000')
    const html = await (await visitor.get('/login')).text()
    for (const [path, words] of [
      ['/imprint', 'Registergericht'],
      ['/privacy', 'zählt keine Besuche'],
      ['/accessibility', 'WCAG 2.2'],
      ['/terms', 'Haftung'],
    ] as const) {
      expect(html).toContain(`href="${path}"`)
      expect((await page(visitor, path)).text).toContain(words)
    }
  })

  it('are missing where a brand has none, and linked from nowhere', async () => {
    await createTenant(demo.db, 'kahl')
    const visitor = createBrowser(demo.app, 'http://kahl.localhost:4000')
    expect((await page(visitor, '/terms')).status).toBe(404)
    expect(await (await visitor.get('/login')).text()).not.toContain('href="/terms"')
  })
})

describe('GET /invoices', () => {
  it('lists every invoice, the newest first, and opens each', async () => {
    const { browser } = await demo.signIn('anna')
    const idsOf = async (path: string) => {
      const html = await (await browser.get(path)).text()
      return [...html.matchAll(/href="\/invoices\/(inv_\w+)"/g)].map((match) => match[1])
    }
    const ids = await idsOf('/invoices')
    expect(ids).toHaveLength(1)
    expect(await idsOf('/invoices?year=2025')).toHaveLength(4)
    const { status, text } = await page(browser, `/invoices/${ids[0]}`)
    expect(status).toBe(200)
    expect(text).toMatch(/Januar 2026/)
    expect(text).toMatch(/Summe netto [\d.]+,\d\d €/)
    expect(text).toMatch(/Umsatzsteuer 19 % [\d.]+,\d\d €/)
  })

  it('another customer’s invoice, another organisation’s and a missing one are the same 404', async () => {
    const { browser } = await demo.signIn('anna')
    const invoiceOf = async (name: string, organization: string) => {
      const row = await demo.db
        .selectFrom('invoices')
        .select('id')
        .where('customer_id', '=', await demo.customerId(name, organization))
        .executeTakeFirstOrThrow()
      return row.id
    }
    const foreign = [
      await invoiceOf('bernd', 'Sonnwerk'),
      await invoiceOf('anna', 'Nordlicht Energie'),
      'inv_00000000000000000000000000',
      'sub_00000000000000000000000000',
      'x',
      '%00',
    ]
    const pages = await Promise.all(foreign.map((id) => page(browser, `/invoices/${id}`)))
    expect(pages.map(({ status }) => status)).toEqual(foreign.map(() => 404))
    expect(new Set(pages.map(({ text }) => text)).size).toBe(1)
  })

  it('years that do not exist are 404, never a 500', async () => {
    const { browser } = await demo.signIn('anna')
    for (const asked of ['0', '-1', '2', '2001', '99999999999', 'x', '2e3', "2025'", '']) {
      expect([asked, (await page(browser, `/invoices?year=${encodeURIComponent(asked)}`)).status]).toEqual([
        asked,
        404,
      ])
    }
  })
})
