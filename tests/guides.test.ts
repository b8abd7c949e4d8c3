import { readdir, readFile } from 'node:fs/promises'
import { Temporal } from 'temporal-polyfill'
import { beforeAll, describe, expect, test } from 'vitest'
import { announce, planNight } from '../examples/guides/load-shifting.ts'
import { checkoutLink, offersFor, placeOrder } from '../examples/guides/own-checkout.ts'
import { paymentPage, reportReading } from '../examples/guides/own-portal.ts'
import type { InsertSubscription, Stromtor } from '../sdk/src/index.ts'
import { createDemoPortal, type DemoPortal } from './support/demo-portal.ts'
import { sdkOn } from './support/sdk.ts'

const NOW = Temporal.Instant.from('2026-02-11T14:07:00Z')
const ROOT = new URL('../', import.meta.url)

let demo: DemoPortal
let stromtor: Stromtor
let contractOf: (name: string) => Promise<string>
beforeAll(async () => {
  demo = await createDemoPortal(NOW)
  stromtor = sdkOn(demo.app).stromtor
  contractOf = async (name) => {
    const filter = { customer: { eq: await demo.customerId(name) } }
    return (await stromtor.subscriptions.list({ filter })).items[0]!.id
  }
}, 60_000)

describe('own checkout', () => {
  const wish = { zip: '12045', usage: 3500 }

  test('offers with their monthly amounts, and a link that opens the checkout', async () => {
    const offers = await offersFor(stromtor, wish)
    expect(offers.map(({ plan }) => plan.slug)).not.toContain('sonnwerk-solar')
    expect(offers).toHaveLength(3)
    const amounts = offers.map(({ quote }) => quote.amount)
    expect(amounts).toEqual(amounts.toSorted((a, b) => a - b))
    const plan = offers.find(({ plan: { slug } }) => slug === 'sonnwerk')!.plan
    const link = new URL(await checkoutLink(stromtor, plan, wish))
    const opened = await demo.app.fetch(new Request(link, { headers: { host: link.host } }))
    expect(opened.status).toBeLessThan(400)
  })

  test('an order sent twice makes one contract; what is wrong is said by field', async () => {
    const [cheapest] = await offersFor(stromtor, wish)
    const input: InsertSubscription = {
      plan: cheapest!.plan.id,
      customer: { first_name: 'Nora', last_name: 'Neu', email: 'nora@example.com' },
      address: { street: 'Weserstraße', house_number: '45', zip: '12045', city: 'Berlin' },
      meter: { number: '48219910', type: 'analog', estimated_usage: 3500 },
      payment_method: {
        type: 'sepa_debit',
        sepa_debit: { iban: 'DE89370400440532013000', account_holder: 'Nora Neu' },
      },
      next_possible_start: true,
    }
    const first = await placeOrder(stromtor, '17', input)
    expect(first).toEqual({ subscription: expect.stringMatching(/^sub_/) })
    expect(await placeOrder(stromtor, '17', input)).toEqual(first)
    expect(await placeOrder(stromtor, '18', input)).toMatchObject({ signIn: true })
    const wrong = { ...input, address: { ...input.address, zip: '120' } }
    expect(await placeOrder(stromtor, '19', wrong)).toEqual({
      problems: { 'address.zip': expect.any(String) },
      signIn: false,
    })
  })
})

describe('load shifting', () => {
  test('the cheapest quarter-hours of the night, and the forecast of the day', async () => {
    const subscription = await contractOf('anna')
    const day = '2026-02-12'
    const quarters = await planNight(
      stromtor,
      subscription,
      { start: day, end: day },
      { kwh: 22, kw: 11, from: new Date('2026-02-11T23:00:00Z'), until: new Date('2026-02-12T06:00:00Z') },
    )
    expect(quarters).toHaveLength(8)
    const { items } = await stromtor.subscriptions.prices(subscription, { start: day, end: day })
    const night = items.filter(({ timestamp }) => timestamp < '2026-02-12T06:00:00Z')
    const amountsOf = (chosen: typeof items) => chosen.map(({ amount }) => amount!).toSorted((a, b) => a - b)
    expect(amountsOf(night.filter(({ timestamp }) => quarters.includes(timestamp)))).toEqual(
      amountsOf(night).slice(0, 8),
    )
    expect(await announce(stromtor, subscription, day, { kw: 11, quarters })).toMatchObject({ total: 96 })
  })
})

describe('own portal', () => {
  test('a reading is taken once the customer confirms it', async () => {
    const subscription = await contractOf('bernd')
    const reading = { kwh: 60_000, readAt: new Date('2026-02-09T23:00:00Z') }
    expect(await reportReading(stromtor, subscription, reading)).toMatchObject({ taken: false })
    const confirmed = { ...reading, message: 'Wir heizen jetzt mit Strom.' }
    expect(await reportReading(stromtor, subscription, confirmed)).toEqual({ taken: true })
  })

  test('the way of payment opens in the portal', async () => {
    const link = new URL(await paymentPage(stromtor, await demo.customerId('anna')))
    const opened = await demo.app.fetch(new Request(link, { headers: { host: link.host } }))
    expect(opened.status).toBe(303)
  })
})

/** Code without its indentation, which differs between a file and an excerpt of it. */
const lines = (code: string): string =>
  code
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join('\n')

test('code in the guides that names a file is what stands in that file', async () => {
  const folder = new URL('docs/guides/', ROOT)
  let compared = 0
  for (const guide of (await readdir(folder)).filter((name) => name.endsWith('.md'))) {
    const text = await readFile(new URL(guide, folder), 'utf8')
    for (const [, path, code] of text.matchAll(/```ts\n\/\/ (examples\/[\w/.-]+\.ts)\n([\s\S]*?)```/g)) {
      const source = lines(await readFile(new URL(path!, ROOT), 'utf8'))
      for (const part of code!.split('// …\n')) expect(source, `${guide}: ${path}`).toContain(lines(part))
      compared += 1
    }
  }
  expect(compared).toBeGreaterThanOrEqual(6)
})
