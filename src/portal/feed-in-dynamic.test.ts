import { Temporal } from 'temporal-polyfill'
import { beforeAll, describe, expect, it } from 'vitest'
import { createDemoPortal, type DemoPortal, seen } from '../../tests/support/demo-portal.ts'
import { type Day, daysInRange, quarterCount } from '../domain/local-time.ts'
import { createCustomer } from '../features/customers/create-customer.ts'
import type { Ctx } from '../features/ctx.ts'
import { createPlan } from '../features/plans/create-plan.ts'
import { setPortal } from '../features/plans/set-portal.ts'
import { storeDayPrices } from '../features/prices/store-day-prices.ts'
import { createSubscription } from '../features/subscriptions/create-subscription.ts'
import { storeIntervalDays } from '../features/usage/store-interval-days.ts'

const NOW = Temporal.Instant.from('2026-11-23T09:00:00Z')
const TODAY = '2026-11-23'
let demo: DemoPortal
let browser: Awaited<ReturnType<DemoPortal['signIn']>>['browser']

const quarters = (day: Day, price: (hour: number) => number) =>
  Array.from({ length: quarterCount(day) }, (_, quarter) => price(Math.floor(quarter / 4)))

beforeAll(async () => {
  demo = await createDemoPortal(NOW)
  const { db, organizationId } = demo
  const ctx: Ctx = { db, organizationId, actor: { type: 'system' }, now: NOW }
  // Of the exchange price, 0.4 ct are kept for marketing it.
  const { id } = await createPlan(ctx, {
    slug: 'solar-dynamisch',
    name: 'Solar dynamisch',
    type: 'feed_in',
    markupMicroEurPerKwh: 4_000,
    baseFeeCents: 119,
  })
  await setPortal(ctx, id, { portalEnabled: true })
  const customer = await createCustomer(ctx, {
    type: 'person',
    first_name: 'Solveig',
    last_name: 'Dach',
    email: 'solveig@example.com',
    planSlug: 'solar-dynamisch',
  })
  const contract = await createSubscription(
    { ...ctx, now: Temporal.Instant.from('2026-09-15T09:00:00Z') },
    {
      customerId: customer.id,
      planSlug: 'solar-dynamisch',
      startOn: '2026-10-01',
      address: { street: 'Sonnenallee', houseNumber: '12a', zip: '12045', city: 'Berlin' },
      meter: { type: 'smart', number: '1APA0195129999' },
      paymentMethod: { accountHolder: 'Solveig Dach', iban: 'DE02120300000000202051' },
      estimatedUsageWh: 4_000_000,
      gridOperatorCode: '9904550000000',
      concessionClass: 'le_500000',
    },
  )
  await db.updateTable('subscriptions').set({ status: 'active' }).where('id', '=', contract.id).execute()
  await storeDayPrices(db, {
    area: 'DE-LU',
    source: 'test',
    days: [
      // 8 ct all day, but at noon too much sun: 1 ct has to be paid for taking it.
      ...daysInRange('2026-10-01', TODAY).map((day) => ({
        day,
        prices: quarters(day, (hour) => (hour === 12 ? -10_000 : 80_000)),
      })),
      {
        day: TODAY,
        prices: quarters(TODAY, (hour) => (hour === 10 ? 63_210 : hour === 12 ? -10_000 : 80_000)),
      },
    ],
  })
  // 1 kWh in each quarter-hour from ten to three: 20 kWh a day, a fifth of it at noon. Once 40 kWh, all of it at noon.
  await storeIntervalDays(ctx, {
    meterId: contract.meterId,
    days: daysInRange('2026-10-01', TODAY).map((day) => ({
      day,
      wh:
        day === '2026-10-10'
          ? quarters(day, (hour) => (hour === 12 ? 10_000 : 0))
          : quarters(day, (hour) => (hour >= 10 && hour < 15 ? 1000 : 0)),
      status: 'final' as const,
    })),
  })
  ;({ browser } = await demo.signIn('solveig'))
}, 90_000)

const show = async (path: string) => seen(await browser.get(path))

describe('feeding in at exchange prices', () => {
  it('the overview says what a kWh earns in this quarter-hour, what it earned, and calls nothing cheap or dear', async () => {
    const { status, text } = await show('/overview')
    expect(status).toBe(200)
    expect(text).toContain('Sie haben in den letzten 30 Tagen 600 kWh eingespeist.')
    // 6.321 ct at the exchange, less 0.4 ct
    expect(text).toContain('Vergütung 5,92 ct/kWh So viel zahlen wir Ihnen in dieser Viertelstunde')
    expect(text).toContain('12:00 −1,4 −1,4 −1,4 −1,4 13:00 7,6')
    expect(text).toContain('Die Preise für morgen kommen gegen 13 Uhr.')
    // 16 kWh at 7.6 ct and 4 kWh at −1.4 ct
    expect(text).toContain('Gestern 20,0 kWh 1,16 €')
    expect(text).toContain('Tag Menge Vergütung So., 22. Nov. 20,0 kWh 1,16 €')
    expect(text).toContain('Einspeisung im Einzelnen')
    // 30 days of 1.16 EUR and one of −0.56 EUR, less 1.21 EUR of base price
    expect(text).toContain('Nächste Gutschrift 33,03 €')
    expect(text).not.toMatch(/günstig|teuer|gekostet|Verbrauch im Einzelnen/)
  })

  it('the prices page shows both parts of the payout, summing exactly, at any quarter-hour', async () => {
    const now = await show('/prices')
    expect(now.text).toContain('Gerade bekommen Sie 5,9 ct/kWh für jede Kilowattstunde.')
    expect(now.text).toContain('Strombörse 6,321 Vermarktung −0,400 Sie bekommen 5,921')
    expect(now.text).not.toMatch(/Mehrwertsteuer|Netzentgelt|günstigste/i)
    // For the crosshair: the same two parts of each of the 96 quarter-hours, in thousandths of a cent.
    const parts = /data-parts="([^"]+)"/.exec(now.html)?.[1]?.split('|') ?? []
    expect([parts.length, parts[0], parts[40], parts[48]]).toEqual([
      96,
      '8000 -400',
      '6321 -400',
      '-1000 -400',
    ])
    const noon = await show('/prices?day=2026-11-22&at=12:15')
    expect(noon.text).toContain('Am 22. November 2026 lag Ihre Vergütung zwischen −1,4 und 7,6 ct/kWh.')
    expect(noon.text).toContain('Strombörse −1,000 Vermarktung −0,400 Sie bekommen −1,400')
    const month = await show('/prices?month=2026-11')
    expect(month.text).toContain('Im November 2026 liegt die Vergütung bisher im Schnitt bei 7,2 ct/kWh.')
  })

  it('the usage page reckons like the credit note: once for the whole period, less the base price', async () => {
    const day = await show('/usage?view=day&on=2026-11-22')
    expect(day.text).toContain('Gestern: 20,0 kWh eingespeist, 1,16 € verdient.')
    expect(day.text).toContain('Nach Abzug des Grundpreises 1,12 €')
    expect(day.text).toContain('Im Schnitt vergütet 5,8 ct/kWh')
    const month = await show('/usage?view=month&on=2026-11-01')
    // 22 days of 1.16 EUR; 12 EUR net a year are 86 ct for 22 days, tax included
    expect(month.text).toContain('440 kWh eingespeist, 25,52 € verdient.')
    expect(month.text).toContain('Vergütung 25,52 € Grundpreis −0,86 € Nach Abzug des Grundpreises 24,66 €')
  })

  it('says of a day on which feeding in cost something that it did', async () => {
    const { text } = await show('/usage?view=day&on=2026-10-10')
    expect(text).toContain('10. Oktober: 40,0 kWh eingespeist. Das hat 0,56 € gekostet.')
    expect(text).toContain('Vergütung −0,56 €')
  })

  it('the quarter-hours as a file carry the payout, negative ones too', async () => {
    const { href } = /href="(?<href>[^"]*quarter-hours\.csv[^"]*)"/.exec(
      (await show('/usage?view=day&on=2026-11-22')).html,
    )!.groups!
    const answer = await browser.get(href!.replaceAll('&amp;', '&').replace('&style=excel', ''))
    const lines = (await answer.text()).split('\r\n')
    expect(answer.headers.get('content-disposition')).toContain('feed-in-')
    expect(lines[41]).toBe('2026-11-22T09:00:00Z,2026-11-22T10:00:00+01:00,1.000,final,7.6000,0.08')
    expect(lines[49]).toBe('2026-11-22T11:00:00Z,2026-11-22T12:00:00+01:00,1.000,final,-1.4000,-0.01')
  })

  it('the tariff page gives formula, example and both parts, and says when feeding in costs something', async () => {
    const { text } = await show('/tariff')
    expect(text).toContain('Sie bekommen den Börsenpreis, abzüglich 0,40 ct je Kilowattstunde.')
    // The mean of the day: 22 hours at 8 ct, one at 6.321, one at −1
    expect(text).toContain('Vergütung 7,16 ct/kWh beim mittleren Börsenpreis vom 23. November')
    expect(text).toContain('Strom zum Börsenpreis 7,56 Vermarktung Ihres Stroms −0,40 Vergütung 7,16')
    expect(text).toContain('Börsenpreis − 0,400 ct Beispiel: Bei einem Börsenpreis von 7,555 ct')
    expect(text).toContain(
      'Liegt er unter 0,400 ct, kostet Sie das Einspeisen in dieser Viertelstunde etwas.',
    )
    expect(text).not.toContain('sinkt Ihr Preis')
    expect(text).toContain('Mit einer Frist von 30 Tagen, ohne Angabe von Gründen.')
  })

  it('while the price is below zero, overview and prices say that feeding in costs something', async () => {
    const prices = quarters(TODAY, (hour) => (hour === 10 ? -20_000 : 80_000))
    await storeDayPrices(demo.db, { area: 'DE-LU', source: 'test', days: [{ day: TODAY, prices }] })
    const overview = await show('/overview')
    expect(overview.text).toContain('Vergütung −2,40 ct/kWh Der Börsenpreis ist gerade so niedrig')
    expect((await show('/prices')).text).toContain('Gerade kostet Sie das Einspeisen 2,4 ct/kWh.')
  })

  it('speaks English', async () => {
    browser.cookies.set('locale', 'en')
    expect((await show('/tariff')).text).toContain('Marketing of your power −0.40')
    expect((await show('/prices')).text).toContain('Right now feeding in costs you')
  })
})
