import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Temporal } from 'temporal-polyfill'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { serve } from '../examples/headless-portal/serve.ts'
import { apiFigures } from './support/api-figures.ts'
import { createDemoPortal, type DemoPortal } from './support/demo-portal.ts'
import { sdkOn } from './support/sdk.ts'

const NOW = Temporal.Instant.from('2026-02-11T14:07:00Z')

let demo: DemoPortal
let api: ReturnType<typeof apiFigures>
let signedIn = 'anna'
const logged: string[] = []

const server = createServer((request, response) => {
  const customerOf = () => demo.customerId(signedIn)
  const now = () => new Date(NOW.epochMilliseconds)
  const log = (line: string) => logged.push(line)
  void serve({ stromtor: sdkOn(demo.app).stromtor, customerOf, now, log }, request, response)
})

beforeAll(async () => {
  demo = await createDemoPortal(NOW)
  api = apiFigures(demo)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
}, 60_000)
afterAll(() => server.close())

async function page(name: string, path = '/') {
  signedIn = name
  const { port } = server.address() as AddressInfo
  const response = await fetch(`http://127.0.0.1:${port}${path}`, { redirect: 'manual' })
  const text = (await response.text()).replaceAll(/[\u00A0\u202F]/g, ' ')
  return { status: response.status, location: response.headers.get('location'), text, cells: cellsOf(text) }
}

/** Each row of each table, by the table's heading. */
function cellsOf(html: string): Record<string, string[][]> {
  const parts = html.split('<h3>').slice(1)
  return Object.fromEntries(
    parts.map((part) => [
      part.slice(0, part.indexOf('<')),
      [...part.matchAll(/<tr>\s*((?:<td>[\s\S]*?<\/td>\s*)+)<\/tr>/g)].map(([, row = '']) =>
        [...row.matchAll(/<td>([\s\S]*?)<\/td>/g)].map(([, cell = '']) =>
          cell.replaceAll(/<[^>]+>/g, '').trim(),
        ),
      ),
    ]),
  )
}

const german = (value: number, digits: number): string =>
  value.toLocaleString('de-DE', { minimumFractionDigits: digits, maximumFractionDigits: digits })

/** What the API says of the only contract of one of them, asked for without the SDK. */
async function figures(name: string) {
  const [contract] = await api.subscriptions(await demo.customerId(name))
  const { id } = contract!
  return {
    contract: contract!,
    invoices: await api.invoices(id),
    readings: await api.list<{ value: number }>(`/meter-readings?filter[subscription][eq]=${id}`),
    usage: (await api.usage(id, '2025-03-01', '2026-02-11', 'month')).data,
    prices: await api.prices(id, '2026-02-11', '2026-02-13'),
  }
}

test.each(['anna', 'bernd'])('the page of %s shows the figures of the API', async (name) => {
  const { status, text, cells } = await page(name)
  const { contract, invoices, readings, usage, prices } = await figures(name)
  expect(status).toBe(200)
  for (const fact of [
    contract.number,
    contract.meter.number,
    contract.payment_method.sepa_debit.iban,
    `${contract.address.street} ${contract.address.house_number}`,
    'läuft',
  ]) {
    expect(text).toContain(fact)
  }
  const first = (rows: string[][] | undefined, column: number) => (rows ?? []).map((row) => row[column])
  expect(first(cells['Rechnungen'], 0)).toEqual(invoices.slice(0, 12).map((one) => one.invoice_number))
  expect(first(cells['Rechnungen'], 2)).toEqual(
    invoices.slice(0, 12).map(({ total }) => `${german(total, 2)} €`),
  )
  expect(first(cells['Zählerstände'], 1)).toEqual(readings.slice(0, 12).map(({ value }) => german(value, 1)))
  expect(first(cells['Verbrauch'], 1)).toEqual(usage.map((one) => german(one.usage, 1)))
  const known = prices.flatMap(({ amount }) => (amount === null ? [] : [german(amount, 2)]))
  expect(first(cells['Preise heute und morgen'], 1)).toEqual(known)
  expect(known.length).toBeGreaterThanOrEqual(96)
  expect(usage.length + readings.length + invoices.length).toBeGreaterThan(5)
})

test('of who has two contracts both are shown, feed-in by its name; of who has none, that', async () => {
  const { text } = await page('frida')
  expect([text.split('<section>').length - 1, text.includes('Einspeisung</h3>')]).toEqual([2, true])
  expect((await page('clara')).text).toContain('Sie haben noch keinen Vertrag.')
})

test('an invoice leads to its PDF for its own customer alone', async () => {
  const { text } = await page('anna')
  const path = /href="(\/invoices\/inv_\w+)"/.exec(text)![1]!
  const { status, location } = await page('anna', path)
  expect([status, new URL(location!).pathname]).toEqual([302, `/files${path}`])
  expect((await page('bernd', path)).status).toBe(404)
  expect((await page('anna', '/invoices/inv_none')).status).toBe(404)
  expect(logged.at(-1)).toMatch(/^NOT_FOUND [0-9a-f-]{36}: /)
})

test('names are text, whatever they hold', async () => {
  const customer = await demo.customerId('clara')
  await sdkOn(demo.app).stromtor.customers.update(customer, { first_name: '<img src=x>' })
  expect((await page('clara')).text).toContain('Guten Tag, &lt;img src=x&gt;')
})
