import { Temporal } from 'temporal-polyfill'
import { beforeAll, describe, expect, test } from 'vitest'
import { type Day, dayAt } from '../src/domain/local-time.ts'
import { createFormat } from '../src/ui/format.ts'
import { type ApiInvoice, apiFigures, type ApiSubscription } from './support/api-figures.ts'
import { createDemoPortal, type DemoPortal } from './support/demo-portal.ts'
import { expectSame, pairs, tableRows, words } from './support/page-figures.ts'

const NOW = Temporal.Instant.from('2026-02-11T14:07:00Z')
const PEOPLE = ['anna', 'bernd', 'dilek', 'frida', 'gero']
const format = createFormat('de')

let demo: DemoPortal
let api: ReturnType<typeof apiFigures>
beforeAll(async () => {
  demo = await createDemoPortal(NOW)
  api = apiFigures(demo)
}, 60_000)

interface Person {
  name: string
  customerId: string
  contracts: ApiSubscription[]
  page: (path: string) => Promise<string>
}

async function people(): Promise<Person[]> {
  return Promise.all(
    PEOPLE.map(async (name) => {
      const customerId = await demo.customerId(name)
      const { browser } = await demo.signIn(name)
      return {
        name,
        customerId,
        contracts: await api.subscriptions(customerId),
        page: async (path: string) => (await browser.get(path)).text(),
      }
    }),
  )
}

const dayOf = (timestamp: string): Day => dayAt(Temporal.Instant.from(timestamp))
const STATUS_WORDS: Record<string, RegExp> = {
  open: /offen|überfällig|Guthaben/,
  paid: /bezahlt|ausgezahlt|verrechnet/,
  voided: /storniert/,
  uncollectible: /ausgebucht|nicht/,
}

describe('the figures of /invoices are the API’s', () => {
  test('every invoice of every year, with its amount and status', async () => {
    let compared = 0
    for (const { name, contracts, page } of await people()) {
      const invoices = (await Promise.all(contracts.map(({ id }) => api.invoices(id)))).flat()
      const years = [...(await page('/invoices')).matchAll(/href="\/invoices\?year=(\d{4})"/g)].map(
        ([, year]) => year,
      )
      const pages = await Promise.all(
        years.length > 0 ? years.map((year) => page(`/invoices?year=${year}`)) : [page('/invoices')],
      )
      const rows = new Map(
        pages.flatMap((html) =>
          [...html.matchAll(/<a class="row invoice-row" href="\/invoices\/(\w+)">([\s\S]*?)<\/a>/g)].map(
            ([, id = '', row = '']) => [id, row] as const,
          ),
        ),
      )
      expect([name, rows.size]).toEqual([name, invoices.length])
      for (const { id, total, status, invoice_number: number } of invoices) {
        const row = rows.get(id) ?? ''
        expectSame(words(/<span class="amount">([\s\S]*?)<\/span>/.exec(row)?.[1] ?? ''), total, number, 0)
        expect([number, words(row)]).toEqual([number, expect.stringMatching(STATUS_WORDS[status] ?? /$^/)])
        compared += 1
      }
    }
    expect(compared).toBeGreaterThan(30)
  })

  test('an invoice’s lines, net, VAT, total and days', async () => {
    for (const { name, contracts, page } of await people()) {
      const invoices = (await Promise.all(contracts.map(({ id }) => api.invoices(id)))).flat()
      for (const { id } of invoices.slice(0, 3)) {
        const [html, invoice] = await Promise.all([
          page(`/invoices/${id}`),
          api.get<ApiInvoice & { vat: number; lines: { net: number }[] }>(`/invoices/${id}`),
        ])
        const what = `${name}, ${invoice.invoice_number}`
        const rows = tableRows(html).slice(1)
        const sums = rows.slice(invoice.lines.length)
        for (const [index, { net }] of invoice.lines.entries()) {
          expectSame(rows[index]?.at(-1) ?? '', net, `${what}, ${rows[index]?.[0]}`, 0)
        }
        // "Sie bekommen 8,72 €" is the API's -8.72.
        const [label = '', ...rest] = sums.at(-1) ?? []
        const isCredit = invoice.total < 0 && !/zu zahlen/i.test(label)
        expectSame(rest.at(-1) ?? '', isCredit ? -invoice.total : invoice.total, `${what}, ${label}`, 0)
        if (invoice.lines.length > 0 && invoice.vat !== 0) {
          expectSame(sums[0]?.at(-1) ?? '', invoice.net, `${what}, net`, 0)
          expectSame(sums[1]?.at(-1) ?? '', invoice.vat, `${what}, VAT`, 0)
        }
        const due = invoice.status === 'open' && invoice.due_on !== null ? format.date(invoice.due_on) : ''
        expect([what, words(html)]).toEqual([what, expect.stringContaining(due)])
        expect(pairs(html, 'Nummer')).toEqual([invoice.invoice_number])
      }
    }
  })
})

describe('the rest of the portal says what the API says', () => {
  test('/meter-readings: every reading with its value, day and origin', async () => {
    const origin: Record<string, RegExp> = {
      customer_report: /von Ihnen|gemeldet/,
      grid_reading: /abgelesen/,
      grid_estimation: /geschätzt/,
    }
    let compared = 0
    for (const { name, contracts, page } of await people()) {
      for (const { id, meter } of contracts.filter((each) => each.meter.type === 'analog')) {
        const html = await page(`/meter-readings?subscription=${id}`)
        const readings = await api.list<{ value: number; timestamp: string; type: string }>(
          `/meter-readings?filter[subscription][eq]=${id}`,
        )
        const rows = [...html.matchAll(/<div class="row (?:ok|warn)[^"]*">([\s\S]*?)<\/div>/g)].map(
          ([, row = '']) => row,
        )
        expect([name, meter.number, rows.length]).toEqual([name, meter.number, readings.length])
        for (const { value, timestamp, type } of readings) {
          const row = rows.find((each) => words(each).startsWith(words(format.date(dayOf(timestamp))))) ?? ''
          expectSame(
            words(/<strong class="nowrap">([\s\S]*?)<\/strong>/.exec(row)?.[1] ?? ''),
            value,
            `${name}, ${timestamp}`,
            0,
          )
          expect(words(row)).toMatch(origin[type] ?? /$^/)
          compared += 1
        }
      }
    }
    expect(compared).toBeGreaterThan(1)
  })

  test('/tariff: number, term and place of each contract, and the price of a fixed one', async () => {
    for (const { name, contracts, page } of await people()) {
      for (const contract of contracts) {
        const html = await page(`/tariff?subscription=${contract.id}`)
        const { street, house_number: house, zip, city } = contract.address
        expect(pairs(html, 'Vertragsnummer')).toEqual([contract.number])
        expect([name, words(html)]).toEqual([
          name,
          expect.stringContaining(`${street} ${house}, ${zip} ${city}`),
        ])
        const begins = words(format.dateShort(dayOf(contract.start_at)))
        expect([name, words(html)]).toEqual([name, expect.stringContaining(begins)])
        const plan = await api.get<{ name: string; price: number }>(`/plans/${contract.plan}`)
        expect(words(html)).toContain(plan.name)
        // The year's gross base fee of the supplier is twelve of the plan's monthly ones.
        const fee = tableRows(html.slice(html.indexOf('Grundpreis, Teil für Teil')))[1]
        if (contract.type === 'consumption' && fee)
          expectSame(fee.at(-1) ?? '', plan.price * 12, `${name}, base fee`, 0)
      }
    }
  })

  test('/payment-method and /account: the account, the name, the addresses', async () => {
    for (const { name, customerId, contracts, page } of await people()) {
      const customer = await api.get<{
        first_name: string
        last_name: string
        company_name?: string
        email: string
      }>(`/customers/${customerId}`)
      const account = words(await page('/account'))
      for (const said of [
        customer.company_name ?? `${customer.first_name} ${customer.last_name}`,
        customer.email,
      ]) {
        expect([name, account]).toEqual([name, expect.stringContaining(said)])
      }
      for (const { id, address, payment_method: method, status } of contracts) {
        expect(account).toContain(`${address.street} ${address.house_number}`)
        if (status === 'ended' || !method) continue
        const html = await page(`/payment-method?subscription=${id}`)
        expect(pairs(html, 'Kontoinhaber')).toContain(method.sepa_debit.account_holder)
        expect(pairs(html, 'IBAN').join(' ')).toContain(method.sepa_debit.iban.slice(-4))
      }
    }
  })

  test('/orders: each order in the state that the API gives', async () => {
    const states: Record<string, RegExp> = {
      activated: /erledigt|gilt/,
      blocked: /angehalten/,
      ordered: /beantragt|läuft/,
    }
    for (const { name, contracts, page } of await people()) {
      for (const { id } of contracts) {
        const html = await page(`/orders?subscription=${id}`)
        const meters = await api.list<{ status: string; blocked_at: string | null }>(
          `/meter-orders?filter[subscription][eq]=${id}`,
        )
        const fees = await api.list<{ status: string; type: string }>(
          `/grid-fee-reductions?filter[subscription][eq]=${id}`,
        )
        const tags = [
          ...html.matchAll(/<header><h2>([^<]*)<\/h2><span class="tag[^"]*">([\s\S]*?)<\/span>/g),
        ].map(([, title = '', tag = '']) => `${title}: ${words(tag)}`)
        expect([name, tags.length]).toEqual([name, meters.length + fees.length])
        for (const { status, blocked_at: blocked } of meters) {
          const state = states[blocked === null ? status : 'blocked'] ?? /./
          expect(tags.filter((tag) => tag.startsWith('Smart Meter')).join(' ')).toMatch(state)
        }
        for (const { status, type } of fees) {
          const module = `Modul ${type.at(-1)}`
          expect(tags.filter((tag) => tag.includes(module)).join(' ')).toMatch(states[status] ?? /./)
        }
      }
    }
  })
})
