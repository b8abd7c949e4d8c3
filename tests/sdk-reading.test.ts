import { Temporal } from 'temporal-polyfill'
import { beforeAll, expect, test } from 'vitest'
import type { Stromtor } from '../sdk/src/index.ts'
import { createDemoPortal, type DemoPortal } from './support/demo-portal.ts'
import { allOf, sdkOn } from './support/sdk.ts'

const NOW = Temporal.Instant.from('2026-02-11T14:07:00Z')

let demo: DemoPortal
let stromtor: Stromtor
let calls: string[]
let anna: { customer: string; subscription: string }
beforeAll(async () => {
  demo = await createDemoPortal(NOW)
  ;({ stromtor, calls } = sdkOn(demo.app))
  const customer = await demo.customerId('anna')
  const { items } = await stromtor.subscriptions.list({ filter: { customer: { eq: customer } } })
  anna = { customer, subscription: items[0]!.id }
}, 60_000)

test('plans: a walk over pages of two, one plan, and its quote, whose parts are the whole', async () => {
  const plans = await allOf(stromtor.plans.list({ limit: 2 }))
  expect(plans.map(({ slug }) => slug).sort()).toEqual([
    'sonnwerk',
    'sonnwerk-fix',
    'sonnwerk-intern',
    'sonnwerk-solar',
  ])
  const { id } = plans.find(({ slug }) => slug === 'sonnwerk')!
  expect(await stromtor.plans.retrieve(id)).toMatchObject({ name: 'Sonnwerk Dynamisch', price: 4.99 })
  const place = { zip_code: '12045', usage: 3500 }
  const quote = await stromtor.plans.quote(id, { ...place, meter_type: 'smart' })
  const parts = quote.components.flatMap(({ subcomponents }) => subcomponents)
  expect(Math.round(parts.reduce((sum, { amount }) => sum + amount * 100, 0))).toBe(
    Math.round(quote.amount * 100),
  )
  const reduced = await stromtor.plans.quote(id, { ...place, meter_type: 'smart', '14a_module_1': true })
  expect(reduced.amount).toBeLessThan(quote.amount)
})

test('subscriptions: in a list by ids, and one with all that belongs to it', async () => {
  const filter = { customer: { eq: anna.customer }, status: { in: ['active', 'pending'] } } as const
  const [listed] = await allOf(stromtor.subscriptions.list({ filter }))
  expect(listed).toMatchObject({ id: anna.subscription, customer: anna.customer })
  expect(await stromtor.subscriptions.retrieve(anna.subscription)).toMatchObject({
    number: 'H62SU12A',
    customer: { id: anna.customer, email: 'anna@example.com' },
    address: { street: 'Weserstraße' },
    meter: { type: 'smart', number: '1APA0195124010' },
    payment_method: { sepa_debit: { iban: 'DE************2051' } },
  })
})

test('usage: January is as much by days as by the month', async () => {
  const january = { start: '2026-01-01', end: '2026-02-01' }
  const month = await stromtor.subscriptions.usage(anna.subscription, { ...january, resolution: 'month' })
  const days = await stromtor.subscriptions.usage(anna.subscription, { ...january, resolution: 'day' })
  expect(month.data.map(({ usage }) => usage)).toEqual([552.527])
  expect(days.data).toHaveLength(31)
  expect(days.data.reduce((sum, { usage }) => sum + usage, 0)).toBeCloseTo(552.527, 6)
  const yesterday = await stromtor.subscriptions.usage(anna.subscription)
  expect(yesterday).toMatchObject({ resolution: '15min', data: { length: 96 } })
})

test('prices: two Berlin days of quarter-hours, in parts that sum', async () => {
  const { items, unit } = await stromtor.subscriptions.prices(anna.subscription, {
    start: '2026-02-11',
    end: '2026-02-12',
  })
  expect([items.length, unit]).toEqual([192, 'ct/kWh'])
  expect(items[0]).toMatchObject({ timestamp: '2026-02-10T23:00:00Z', amount: 29.8036 })
  const parts = items[0]!.components.reduce((sum, { amount }) => sum + amount!, 0)
  expect(parts).toBeCloseTo(29.8036, 4)
})

test('invoices: filtered, with lines, and the PDF behind the address of its file', async () => {
  const filter = { subscription: { eq: anna.subscription }, period_start: { gte: new Date('2025-11-30') } }
  const invoices = await allOf(stromtor.invoices.list({ limit: 1, filter }))
  expect(invoices.map(({ total, status }) => [total, status])).toEqual([
    [176.98, 'open'],
    [169.65, 'paid'],
  ])
  const invoice = await stromtor.invoices.retrieve(invoices[0]!.id)
  expect(invoice.type === 'usage' && invoice.usage).toBe(552.527)
  expect(invoice.lines).toHaveLength(12)
  const address = new URL(await stromtor.invoices.file(invoice.id))
  const pdf = await demo.app.fetch(new Request(address, { headers: { host: address.host } }))
  expect(pdf.headers.get('content-type')).toBe('application/pdf')
  expect(calls).toContain(`GET /invoices/${invoice.id}/file`)
  expect(calls.some((call) => call.includes('/files/'))).toBe(false)
})

test('customers, readings, orders, reductions, suppliers, events and the audit log', async () => {
  const found = await stromtor.customers.list({ filter: { email: { eq: 'anna@example.com' } } })
  expect(found.items.map(({ id }) => id)).toEqual([anna.customer])
  expect(await stromtor.customers.retrieve(anna.customer)).toEqual(found.items[0])

  const reading = (await stromtor.meterReadings.list({ limit: 1 })).items[0]
  expect(reading).toMatchObject({ value: 49_126, type: 'grid_estimation' })

  const blocked = { filter: { status: { eq: 'placed' } } } as const
  const [order] = await allOf(stromtor.meterOrders.list(blocked))
  expect(order).toMatchObject({ blocked_reason: 'check_missing' })
  expect(await stromtor.meterOrders.retrieve(order!.id)).toEqual(order)

  const [reduction] = await allOf(
    stromtor.gridFeeReductions.list({ filter: { customer: { eq: anna.customer } } }),
  )
  expect(reduction).toMatchObject({ type: 'enwg-14a-module-1', status: 'activated' })
  expect(await stromtor.gridFeeReductions.retrieve(reduction!.id)).toEqual(reduction)

  const suppliers = await stromtor.marketPartners.list({ filter: { name: { contains: 'STADT' } } })
  expect(suppliers.items.length).toBeGreaterThan(0)

  const { id } = await demo.db
    .selectFrom('events')
    .select('id')
    .where('topic', '=', 'subscription.created')
    .where('organization_id', '=', demo.organizationId)
    .limit(1)
    .executeTakeFirstOrThrow()
  expect(await stromtor.events.retrieve(id)).toMatchObject({ id, topic: 'subscription.created' })

  const audit = await stromtor.auditEvents.list({ filter: { action: { eq: 'invoice.overdue' } } })
  expect(audit.items[0]).toMatchObject({ object: 'audit_event', action: 'invoice.overdue' })
})

test('leaving a loop over a list asks for no further page, and one token serves all calls', async () => {
  calls.length = 0
  for await (const { id } of stromtor.customers.list({ limit: 2 })) if (id) break
  expect(calls).toEqual(['GET /customers'])
})
