import { Temporal } from 'temporal-polyfill'
import { beforeAll, describe, expect, it } from 'vitest'
import { createApiCaller } from '../../tests/support/api-client.ts'
import { createTestApp, type TestApp } from '../../tests/support/world.ts'
import { createBrowser } from '../../tests/support/cookie-browser.ts'
import { DEMO_DIRS } from '../demo/demo-data.ts'
import { seedDemo } from '../demo/seed-demo.ts'
import { listCustomerSubscriptions } from '../features/subscriptions/queries.ts'
import { findCustomerByEmail } from '../features/customers/queries.ts'
import type { CustomerId, OrganizationId } from '../domain/identifiers.ts'

/** A Wednesday afternoon in Berlin: tomorrow's prices are out. */
const NOW = Temporal.Instant.from('2026-02-11T14:07:00Z')

let testApp: TestApp
const organizations = new Map<string, OrganizationId>()
beforeAll(async () => {
  testApp = await createTestApp({}, { now: () => NOW })
  await seedDemo({ db: testApp.deps.db, now: NOW, ...DEMO_DIRS, log: () => {} })
  const rows = await testApp.deps.db.selectFrom('organizations').select(['id', 'name']).execute()
  for (const { id, name } of rows) organizations.set(name, id)
}, 60_000)

const apiOf = (client: string) =>
  createApiCaller(testApp.app, testApp.config.publicUrl, {
    clientId: client,
    clientSecret: `${client}-secret`,
  })

async function customerId(name: string, organization = 'Sonnwerk'): Promise<CustomerId> {
  const found = await findCustomerByEmail(
    testApp.deps.db,
    organizations.get(organization)!,
    `${name}@example.com`,
  )
  return found!.id
}

async function signIn(name: string, { client = 'demo', organization = 'Sonnwerk' } = {}) {
  const id = await customerId(name, organization)
  const link = await apiOf(client).mint({ customerId: id })
  const browser = createBrowser(testApp.app, link.origin)
  const response = await browser.get(link.pathname + link.search)
  return { browser, id, landed: response.headers.get('location') }
}

const textOf = (html: string) =>
  html
    .replace(/<svg[\s\S]*?<\/svg>/g, ' ')
    .replace(/<[^>]+>/g, ' ')
    .replace(/[\s\u00A0\u202F]+/g, ' ')

const page = async (browser: ReturnType<typeof createBrowser>, path: string) => {
  const response = await browser.get(path)
  return {
    status: response.status,
    location: response.headers.get('location'),
    text: textOf(await response.text()),
  }
}

describe('GET /overview', () => {
  it('Anna, dynamic tariff, smart meter: price now, cheapest hours, use, next bill, contract', async () => {
    const { browser, landed } = await signIn('anna')
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
    const { browser } = await signIn('bernd')
    const { text } = await page(browser, '/overview')
    expect(text).toContain('Ihr Strom kostet immer gleich viel')
    expect(text).toMatch(/Abschlag/)
  })

  it('Clara, no contract: lands in the checkout, from wherever she comes', async () => {
    const { browser, landed } = await signIn('clara')
    expect(landed).toBe('/start')
    for (const path of ['/overview', '/invoices']) {
      expect((await page(browser, path)).location).toBe('/start')
    }
    expect((await page(browser, '/start')).text).toContain('Willkommen, Clara')
  })

  it('Dilek, two contracts: switches between them, and to no one else’s', async () => {
    const { browser, id } = await signIn('dilek')
    const contracts = await listCustomerSubscriptions(testApp.deps.db, organizations.get('Sonnwerk')!, id)
    expect(contracts).toHaveLength(2)
    const pages = await Promise.all(
      contracts.map((contract) => page(browser, `/overview?subscription=${contract.id}`)),
    )
    for (const [index, shown] of pages.entries())
      expect(shown.text).toContain(contracts[index]!.address.street)
    const [foreign] = await listCustomerSubscriptions(
      testApp.deps.db,
      organizations.get('Sonnwerk')!,
      await customerId('anna'),
    )
    for (const other of [foreign!.id, 'sub_00000000000000000000000000', 'x', '%00']) {
      expect((await page(browser, `/overview?subscription=${other}`)).status).toBe(404)
    }
  })

  it('Gero, ended last year: the final invoice', async () => {
    const { browser } = await signIn('gero')
    const { text } = await page(browser, '/overview')
    expect(text).toMatch(/Ihr Vertrag endete am .*Schlussrechnung/)
  })

  it('Emil’s plan has no portal: 422 when a link is minted', async () => {
    const response = await apiOf('demo').post('/admin/magic_link', { customerId: await customerId('emil') })
    expect(response.status).toBe(422)
  })

  it('Nordlicht’s Anna is another person: English, dark, her own figures', async () => {
    const { browser } = await signIn('anna', { client: 'nordlicht', organization: 'Nordlicht Energie' })
    const html = await (await browser.get('/overview')).text()
    expect(html).toMatch(/<html lang="en" data-scheme="dark"/)
    expect(html).not.toMatch(/Anna Sommer|Sonnwerk/)
  })

  it('demo-read may read and not mint', async () => {
    const response = await apiOf('demo-read').post('/admin/magic_link', {
      customerId: await customerId('anna'),
    })
    expect(response.status).toBe(403)
  })
})

describe('the legal pages', () => {
  it('are the brand’s own, open to everybody and linked from every page', async () => {
    const visitor = createBrowser(testApp.app, 'http://sonnwerk.localhost:4000')
    const html = await (await visitor.get('/login')).text()
    for (const [path, words] of [
      ['/imprint', 'Registergericht'],
      ['/privacy', 'zählt keine Besuche'],
      ['/accessibility', 'WCAG 2.2'],
    ] as const) {
      expect(html).toContain(`href="${path}"`)
      expect((await page(visitor, path)).text).toContain(words)
    }
    expect((await page(visitor, '/terms')).status).toBe(404)
  })
})

describe('GET /invoices', () => {
  it('lists every invoice, the newest first, and opens each', async () => {
    const { browser } = await signIn('anna')
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
    const { browser } = await signIn('anna')
    const invoiceOf = async (name: string, organization: string) => {
      const row = await testApp.deps.db
        .selectFrom('invoices')
        .select('id')
        .where('organization_id', '=', organizations.get(organization)!)
        .where('customer_id', '=', await customerId(name, organization))
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
    const { browser } = await signIn('anna')
    for (const asked of ['0', '-1', '2', '2001', '99999999999', 'x', '2e3', "2025'", '']) {
      expect([asked, (await page(browser, `/invoices?year=${encodeURIComponent(asked)}`)).status]).toEqual([
        asked,
        404,
      ])
    }
  })
})
