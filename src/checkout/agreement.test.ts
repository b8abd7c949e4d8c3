import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { seen } from '../../tests/support/demo-portal.ts'
import { createBrowser } from '../../tests/support/cookie-browser.ts'
import type { OrderPrice } from '../features/checkouts/order-summary.ts'
import { checkBill, firstBill } from './test-first-bill.ts'
import { createOrderWorld, orderForm, newAddress, type OrderWorld } from './test-orders.ts'
import { figureOf, inEuro } from './test-quotes.ts'

let world: OrderWorld
beforeAll(async () => {
  world = await createOrderWorld()
  for (const slug of ['sonnwerk-fix', 'sonnwerk-solar']) await world.openCheckout(slug)
}, 60_000)
afterAll(() => world.close())

const START = '2026-03-01'
const MONTH = '2026-04-01'
const YEAR = '2027-03-01'

interface Case {
  slug: 'sonnwerk' | 'sonnwerk-fix' | 'sonnwerk-solar'
  zip: string
  place?: string
  usage: string
  meterType: 'analog' | 'smart'
  module1: boolean
  /**
   * The end of the first bill: what is read by hand at a fixed price is billed by the year, everything else by the month. A
   * dynamic tariff is billed by measured quarter-hours, so that there is none before the smart meter.
   */
  to: typeof MONTH | typeof YEAR | null
}

const CASES: readonly Case[] = [
  { slug: 'sonnwerk', zip: '10115', usage: '2500', meterType: 'smart', module1: false, to: MONTH },
  { slug: 'sonnwerk', zip: '86152', usage: '4500', meterType: 'smart', module1: true, to: MONTH },
  {
    slug: 'sonnwerk',
    zip: '24211',
    place: 'Preetz',
    usage: '1500',
    meterType: 'analog',
    module1: false,
    to: null,
  },
  { slug: 'sonnwerk', zip: '12045', usage: '11111', meterType: 'analog', module1: true, to: null },
  { slug: 'sonnwerk-fix', zip: '86152', usage: '2900', meterType: 'analog', module1: false, to: YEAR },
  { slug: 'sonnwerk-fix', zip: '10115', usage: '1500', meterType: 'analog', module1: true, to: YEAR },
  {
    slug: 'sonnwerk-fix',
    zip: '24211',
    place: 'Preetz',
    usage: '4500',
    meterType: 'smart',
    module1: false,
    to: MONTH,
  },
  // A reduction that is worth more than the grid fees of so small a use.
  { slug: 'sonnwerk-fix', zip: '12045', usage: '100', meterType: 'analog', module1: true, to: YEAR },
  { slug: 'sonnwerk-solar', zip: '10115', usage: '7000', meterType: 'smart', module1: false, to: MONTH },
]

const nameOf = ({ slug, zip, usage, meterType, module1 }: Case) =>
  `${slug}, ${usage} kWh in ${zip}, ${meterType}${module1 ? ', module 1' : ''}`

describe('the offer, the API, the order, its mail and the first bill', () => {
  for (const one of CASES) {
    test(`agree to the cent, line by line: ${nameOf(one)}`, { timeout: 30_000 }, async () => {
      const page = await offerOf(one)
      const api = await apiOf(one)
      const { summary, mail, contract, price } = await ordered(one)
      // What is paid out counts negative and is said as it is received.
      const shown = (cents: number) => (one.slug === 'sonnwerk-solar' ? 0 - cents : cents)
      const parts = [...price.variable, ...price.base]
      const total = shown(price.amountCents)

      expect(page.figure).toBe(inEuro(total / 100))
      expect(page.cents).toEqual(parts.map(({ amountCents }) => shown(amountCents)))
      expect(Math.round(api.amount * 100)).toBe(price.amountCents)
      expect(api.lines).toEqual(parts.map(({ amountCents }) => amountCents).toSorted(ascending))
      expect(summary.total).toBe(inEuro(total / 100))
      expect(summary.lines.map(({ cents }) => cents)).toEqual([...page.cents, total])
      expect(mail).toEqual(summary.lines)

      if (one.to === null) return
      // Feeding in begins on the first of a month that is at least one month ahead.
      const isFeedIn = one.slug === 'sonnwerk-solar'
      const [from, to] = isFeedIn ? ([MONTH, '2026-05-01'] as const) : ([START, one.to] as const)
      const months = one.to === YEAR ? 12 : 1
      const subscriptionId = contract.id
      checkBill(await firstBill(world, { subscriptionId, from, to, months, price }), price)
    })
  }
})

const ascending = (a: number, b: number) => a - b

/** `−1.234,56 €` as it stands on a page or in a mail. */
const centsOf = (text: string): number =>
  Math.round(
    Number(
      text
        .replace(/[\s\u00A0€.]/g, '')
        .replace('−', '-')
        .replace(',', '.'),
    ) * 100,
  )

const queryOf = ({ zip, place, usage, meterType, module1 }: Case) =>
  new URLSearchParams({ zip, usage, meterType, ...(place && { place }), ...(module1 && { module1: 'yes' }) })

/** As a stranger reads it; each part stands under "Alle Bestandteile". */
async function offerOf(one: Case) {
  const browser = createBrowser(world.app, `http://${one.slug}.checkout.localhost:4000`)
  const { html } = await seen(await browser.get(`/offer?${queryOf(one).toString()}`))
  // Feeding in has no more parts than the table shows.
  const table = /id="offer-every".*?<\/table>/s.exec(html) ?? /offer-parts.*?<tfoot>/s.exec(html)
  const rows = [...(table?.[0] ?? '').matchAll(/<th scope="row">.*?<\/th><td>([^<]*)<\/td>/gs)]
  return { figure: figureOf(html), cents: rows.map(([, amount = '']) => centsOf(amount)) }
}

async function apiOf({ slug, zip, place, usage, meterType, module1 }: Case) {
  const query = new URLSearchParams({
    zip_code: zip,
    usage,
    meter_type: meterType,
    '14a_module_1': String(module1),
    ...(place && { place }),
  })
  const answer = await world.apiOf('demo').get(`/plans/${await world.planId(slug)}/quote?${query}`)
  const { amount, components } = (await answer.json()) as {
    amount: number
    components: { subcomponents: { amount: number }[] }[]
  }
  const parts = components.flatMap(({ subcomponents }) => subcomponents)
  return { amount, lines: parts.map((part) => Math.round(part.amount * 100)).toSorted(ascending) }
}

/** Ordered by a stranger: what the page above the button says, what the mail says, and what became of it. */
async function ordered(one: Case) {
  const isFeedIn = one.slug === 'sonnwerk-solar'
  const email = newAddress()
  const { browser, page } = await world.beforeOrder(
    {
      quote: Object.fromEntries(queryOf(one)),
      supply: {
        ...(!isFeedIn && { reason: 'move_in' }),
        meterNumber: '48213377',
        start: 'on',
        startOn: isFeedIn ? MONTH : START,
      },
      payment: isFeedIn
        ? { accountHolder: 'Mara Neu', iban: 'DE89370400440532013000' }
        : { payment: 'transfer' },
    },
    email,
    one.slug,
  )
  const answer = await browser.post('/summary', orderForm(page.html))
  expect(answer.status).toBe(303)
  const [row] = await world.contracts()
  if (!row) throw new Error('No contract.')
  await vi.waitFor(() => expect(world.mailsTo(email)).toHaveLength(2), { timeout: 5_000 })
  const details = page.html.slice(page.html.indexOf('Woraus sich der Monatsbetrag ergibt'))
  const rows = [...(details.split('</dl>')[0] ?? '').matchAll(/<dt>([^<]*)<\/dt><dd>([^<]*)<\/dd>/g)]
  const [, total] =
    /voraussichtlich ([\d.,]+ €) im Monat/.exec(page.text.slice(page.text.indexOf('Ihre Bestellung'))) ?? []
  return {
    summary: {
      total,
      lines: rows.map(([, name = '', amount = '']) => ({ name, cents: centsOf(amount) })),
    },
    mail: linesOfMail(world.mailsTo(email)[0]?.text ?? ''),
    contract: row,
    price: (row.summary as { price: OrderPrice }).price,
  }
}

function linesOfMail(text: string) {
  const section = text.split(/Woraus sich der Monatsbetrag ergibt\n=+\n+/)[1]?.split('\n\n')[0] ?? ''
  return section.split('\n').map((line) => {
    const [name = '', amount = ''] = line.split(': ')
    return { name, cents: centsOf(amount) }
  })
}
