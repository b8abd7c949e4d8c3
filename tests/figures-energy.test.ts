import { Temporal } from 'temporal-polyfill'
import { beforeAll, describe, expect, test } from 'vitest'
import { addDays, type Day } from '../src/domain/local-time.ts'
import { apiFigures } from './support/api-figures.ts'
import { createDemoPortal, type DemoPortal } from './support/demo-portal.ts'
import { expectSame, figure, tableRows, words } from './support/page-figures.ts'

/** A Wednesday afternoon in Berlin: tomorrow's prices are out, yesterday's values are in. */
const NOW = Temporal.Instant.from('2026-02-11T14:07:00Z')
const TODAY: Day = '2026-02-11'
const YESTERDAY: Day = '2026-02-10'
const PEOPLE = ['anna', 'bernd', 'dilek', 'frida', 'gero']

let demo: DemoPortal
let api: ReturnType<typeof apiFigures>
beforeAll(async () => {
  demo = await createDemoPortal(NOW)
  api = apiFigures(demo)
}, 60_000)

async function contracts() {
  const all = await Promise.all(
    PEOPLE.map(async (name) => {
      const subscriptions = await api.subscriptions(await demo.customerId(name))
      const { browser } = await demo.signIn(name)
      const page = async (path: string) => (await browser.get(path)).text()
      return subscriptions.map((contract) => ({ name, contract, page }))
    }),
  )
  return all.flat()
}

const isRunning = ({ contract }: { contract: { status: string } }) => contract.status === 'active'
const total = (data: readonly { usage: number }[]) => data.reduce((sum, { usage }) => sum + usage, 0)

/** The API's kWh are exact; a page's are rounded once. */
const EXACT = 1e-6

describe('the figures of /usage are the API’s', () => {
  test.each([
    ['day', YESTERDAY, '2026-02-11', '15min'],
    ['week', '2026-02-02', '2026-02-09', 'hour'],
    ['month', '2026-01-01', '2026-02-01', 'day'],
    ['year', '2026-01-01', '2027-01-01', 'month'],
    ['year', '2025-01-01', '2026-01-01', 'month'],
  ] as const)('%s from %s', async (view, from, to, resolution) => {
    let compared = 0
    for (const { name, contract, page } of await contracts()) {
      if (contract.meter.type === 'analog' && view !== 'year') continue
      const html = await page(`/usage?view=${view}&on=${from}&subscription=${contract.id}`)
      const { data } = await api.usage(contract.id, from, to, resolution)
      const rows = tableRows(html, 'values').filter(([, kwh = '']) => /\d/.test(kwh))
      expect([name, rows.length]).toEqual([name, data.length])
      for (const [index, [when = '', kwh = '']] of rows.entries()) {
        expectSame(kwh, data[index]?.usage ?? Number.NaN, `${name}, ${view}, ${when}`, EXACT)
        compared += 1
      }
      const headline = words(/<h1>([\s\S]*?)<\/h1>/.exec(html)?.[1] ?? '')
      const kwh = /([\d.,]+) kWh/.exec(headline)?.[1]
      if (data.length > 0) expectSame(kwh ?? '', total(data), `${name}, ${view}, in all`, EXACT)
    }
    expect(compared).toBeGreaterThan(8)
  })

  test('what a day cost is its kWh at their prices, and a month the sum of its days', async () => {
    for (const { name, contract, page } of (await contracts()).filter(isRunning)) {
      if (contract.meter.type === 'analog') continue
      const [from, to]: [Day, Day] = ['2026-01-01', '2026-02-01']
      const html = await page(`/usage?view=month&on=${from}&subscription=${contract.id}`)
      const [{ data }, prices] = await Promise.all([
        api.usage(contract.id, from, to, '15min'),
        api.prices(contract.id, from, to),
      ])
      expect([name, data.length, prices.length]).toEqual([name, 31 * 96, 31 * 96])
      expect(prices.map(({ timestamp }) => timestamp)).toEqual(data.map(({ start }) => start))
      const rows = tableRows(html, 'values').filter(([, kwh = '']) => /\d/.test(kwh))
      let cents = 0
      for (const [day, [when = '', , cost = '']] of rows.entries()) {
        const euros = data
          .slice(96 * day, 96 * (day + 1))
          .reduce(
            (sum, { usage }, at) => sum + (usage * (prices[96 * day + at]?.amount ?? Number.NaN)) / 100,
            0,
          )
        expectSame(cost, euros, `${name}, ${when}`)
        cents += Math.round(figure(cost).value * 100)
      }
      const headline = words(/<h1>([\s\S]*?)<\/h1>/.exec(html)?.[1] ?? '')
      expectSame(/([\d.,]+) €/.exec(headline)?.[1] ?? '', cents / 100, `${name}, January`, EXACT)
    }
  })
})

describe('the figures of /prices and /overview are the API’s', () => {
  test('every quarter-hour of today and tomorrow, the price now, the cheapest hours', async () => {
    let compared = 0
    for (const { name, contract, page } of (await contracts()).filter(isRunning)) {
      const html = await page(`/prices?subscription=${contract.id}`)
      const items = (await api.prices(contract.id, TODAY, addDays(TODAY, 2))).filter(
        ({ amount }) => amount !== null,
      )
      const now = items.findLast(({ timestamp }) => Temporal.Instant.compare(timestamp, NOW) <= 0)
      const shown = words(/<p class="figure"><span>([\s\S]*?)<\/span>/.exec(html)?.[1] ?? '')
      expectSame(shown, now?.amount ?? Number.NaN, `${name}, the price now`)
      const overview = await page(`/overview?subscription=${contract.id}`)
      if (contract.type === 'consumption') {
        const large = words(/<p class="figure"><span>([\s\S]*?)<\/span>/.exec(overview)?.[1] ?? '')
        expectSame(large, now?.amount ?? Number.NaN, `${name}, the price now in the overview`)
      }
      const readouts = /data-readouts="([^"]*ct\/kWh[^"]*)"/.exec(html)?.[1]?.split('|')
      if (!readouts) continue
      expect(readouts).toHaveLength(items.length)
      for (const [index, readout] of readouts.entries()) {
        const text = /: ([−\d.,]+)\s*ct\/kWh/.exec(words(readout))?.[1] ?? ''
        expectSame(text, items[index]?.amount ?? Number.NaN, `${name}, ${readout}`)
        compared += 1
      }
      for (const seen of [html, overview]) expectCheapest(seen, items, name)
    }
    expect(compared).toBeGreaterThan(3 * 192)
  })

  test('the parts of a quarter-hour are the API’s components, summed by whom they go to', async () => {
    const { contract, page } = (await contracts())[0] ?? {}
    const items = await api.prices(contract?.id ?? '', TODAY, addDays(TODAY, 1))
    const html = (await page?.('/prices?at=18:00')) ?? ''
    const item = items[18 * 4]
    const net = new Map(
      tableRows(html, 'parts-table').flatMap(([part = '', ct = '']) =>
        /\d/.test(ct) ? [[part, figure(ct).value]] : [],
      ),
    )
    const sum = (...parts: string[]) => parts.reduce((all, part) => all + (net.get(part) ?? Number.NaN), 0)
    const of = (type: string) => item?.components.find((each) => each.type === type)?.amount ?? Number.NaN
    const apart = {
      electricity: Math.abs(sum('Strombörse', 'Beschaffung') * 1.19 - of('electricity')),
      grid: Math.abs(sum('Netzentgelt') * 1.19 - of('grid')),
      total: Math.abs(sum('Ihr Preis') - (item?.amount ?? Number.NaN)),
    }
    // Three decimals a part on the page, four in the API.
    for (const [part, difference] of Object.entries(apart))
      expect([part, difference < 0.0015]).toEqual([part, true])
  })
})

/** Among all windows of three hours from now on, none is cheaper than the one that the page names. */
function expectCheapest(
  html: string,
  items: readonly { timestamp: string; amount: number | null }[],
  name: string,
) {
  const text = words(/<p class="best"[^>]*>([\s\S]*?)<\/p>/.exec(html)?.[1] ?? '')
  const shown = /im Schnitt ([−\d.,]+) ct\/kWh/.exec(text)?.[1]
  if (shown === undefined) return
  const ahead = items.filter(
    ({ timestamp }) => Temporal.Instant.compare(timestamp, NOW.subtract({ minutes: 15 })) > 0,
  )
  const means = ahead
    .slice(0, ahead.length - 11)
    .map((_, at) => ahead.slice(at, at + 12).reduce((sum, { amount }) => sum + (amount ?? 0), 0) / 12)
  expectSame(shown, Math.min(...means), `${name}, the cheapest three hours`)
}
