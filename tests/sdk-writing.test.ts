import { Temporal } from 'temporal-polyfill'
import { beforeAll, expect, test } from 'vitest'
import type { InsertSubscription, Stromtor } from '../sdk/src/index.ts'
import { createDemoPortal, type DemoPortal } from './support/demo-portal.ts'
import { allOf, rejection, sdkOn } from './support/sdk.ts'

const NOW = Temporal.Instant.from('2026-02-11T14:07:00Z')

let demo: DemoPortal
let stromtor: Stromtor
let plan: string
let contractOf: (name: string) => Promise<string>
beforeAll(async () => {
  demo = await createDemoPortal(NOW)
  stromtor = sdkOn(demo.app).stromtor
  plan = (await allOf(stromtor.plans.list())).find(({ slug }) => slug === 'sonnwerk')!.id
  contractOf = async (name) => {
    const filter = { customer: { eq: await demo.customerId(name) } }
    return (await stromtor.subscriptions.list({ filter })).items[0]!.id
  }
}, 60_000)

const order = (email: string, meter: string): InsertSubscription => ({
  plan,
  customer: { first_name: 'Mara', last_name: 'Muster', email },
  address: { street: 'Weserstraße', house_number: '43', zip: '12045', city: 'Berlin' },
  meter: { number: meter, type: 'analog', estimated_usage: 2500 },
  payment_method: {
    type: 'sepa_debit',
    sepa_debit: { iban: 'DE89370400440532013000', account_holder: 'Mara Muster' },
  },
  next_possible_start: true,
  metadata: { channel: 'app' },
})

test('a lead opens the checkout, and is listed until it becomes a contract', async () => {
  const lead = await stromtor.leads.create({
    plan,
    address: { zip: '12045' },
    meter: { estimated_usage: 2500 },
  })
  expect(new URL(lead.link).searchParams.get('id')).toBe(lead.id)
  expect(await stromtor.leads.retrieve(lead.id)).toEqual(lead)
  expect((await allOf(stromtor.leads.list())).map(({ id }) => id)).toContain(lead.id)
})

test('a contract: ordered once however often the order arrives, and changed', async () => {
  const input = order('mara@example.com', '48219901')
  const options = { idempotencyKey: 'order-4711' }
  const created = await stromtor.subscriptions.create(input, options)
  expect(created).toMatchObject({ status: 'pending', plan, metadata: { channel: 'app' } })
  expect(await stromtor.subscriptions.create(input, options)).toEqual(created)
  const again = await rejection(stromtor.subscriptions.create(input))
  expect(again).toMatchObject({ status: 409, errors: [{ code: 'duplicate_customer_email' }] })
  const other = await rejection(stromtor.subscriptions.create({ ...input, metadata: null }, options))
  expect(other).toMatchObject({ status: 409, errors: [{ field: 'Idempotency-Key' }] })

  const changed = await stromtor.subscriptions.update(created.id, {
    billing_address: { street: 'Kantstraße', house_number: '7', zip: '10623', city: 'Berlin' },
    metadata: { channel: null, team: 'north' },
  })
  expect(changed).toMatchObject({ billing_address: { street: 'Kantstraße' }, metadata: { team: 'north' } })
  expect(await stromtor.customers.update(created.customer, { last_name: 'Meister' })).toMatchObject({
    first_name: 'Mara',
    last_name: 'Meister',
  })
})

test('a contract that runs ends on the day asked for', async () => {
  const id = await contractOf('emil')
  const ended = await stromtor.subscriptions.terminate(id, {
    reason: 'MOVE_OUT',
    intended_end_at: '2026-03-31T22:00:00Z',
  })
  expect(ended).toEqual({ reason: 'MOVE_OUT', intended_end_at: '2026-03-31T22:00:00Z' })
})

test('a reading, and an implausible one confirmed by a message', async () => {
  const subscription = await contractOf('bernd')
  const reading = { subscription, value: 60_000, timestamp: '2026-02-09T23:00:00Z' }
  const hint = await rejection(stromtor.meterReadings.create(reading))
  expect(hint).toMatchObject({ status: 422, errors: [{ code: 'implausible_meter_reading' }] })
  const taken = await stromtor.meterReadings.create({ ...reading, message: 'Wir heizen jetzt mit Strom.' })
  expect(taken).toMatchObject({ value: 60_000, needs_review: true })
})

test('a smart meter and a lower grid fee are ordered for the new contract', async () => {
  const { id } = await stromtor.subscriptions.create(order('mika@example.com', '48219902'))
  expect(await stromtor.meterOrders.create({ subscription: id })).toMatchObject({ status: 'created' })
  const reduction = await stromtor.gridFeeReductions.create({ subscription: id, type: 'enwg-14a-module-1' })
  expect(reduction).toMatchObject({ subscription: id, status: 'intended' })
})

test('a forecast of a whole Berlin day', async () => {
  const begins = Temporal.Instant.from('2026-02-11T23:00:00Z')
  const subscription = await contractOf('anna')
  const data = Array.from({ length: 96 }, (_, quarter) => ({
    start: begins.add({ minutes: 15 * quarter }).toString(),
    value: quarter < 16 ? 11 : 0,
  }))
  const forecast = { scope: 'subscription', resolution: '15min', unit: 'KW' } as const
  expect(await stromtor.loadForecasts.create({ ...forecast, subscription, data })).toMatchObject({
    total: 96,
    end: '2026-02-12T23:00:00Z',
  })
  const gap = { ...forecast, subscription, data: data.slice(1) }
  expect(await rejection(stromtor.loadForecasts.create(gap))).toMatchObject({ status: 400 })
})

test('a link opens the portal', async () => {
  const { link } = await stromtor.magicLinks.create({ externalCustomerId: '1', next: '/invoices' })
  const url = new URL(link)
  const opened = await demo.app.fetch(new Request(link, { headers: { host: url.host } }))
  expect([opened.status, opened.headers.get('location')]).toEqual([303, '/invoices'])
})

test('an endpoint for webhooks, from its making to its end', async () => {
  const { webhookEndpoints } = stromtor
  const made = await webhookEndpoints.create({
    url: 'https://app.example/stromtor',
    topics: ['invoice.paid'],
  })
  expect(made.secret).toMatch(/^whsec_/)
  const { secret, ...shown } = made
  expect(await webhookEndpoints.retrieve(made.id)).toEqual(shown)
  expect((await allOf(webhookEndpoints.list())).map(({ id }) => id)).toEqual([made.id])
  const rotated = await webhookEndpoints.rotateSecret(made.id)
  expect(rotated.secret).not.toBe(secret)
  expect(rotated.previous_secret_until).not.toBeNull()
  const delivery = await webhookEndpoints.sendTest(made.id)
  expect(await allOf(webhookEndpoints.deliveries(made.id))).toMatchObject([
    { id: delivery.id, topic: 'test.event', status: 'pending' },
  ])
  expect((await webhookEndpoints.replay(delivery.id)).id).toBe(delivery.id)
  expect((await webhookEndpoints.update(made.id, { disabled: true })).disabled_at).not.toBeNull()
  expect(await webhookEndpoints.delete(made.id)).toEqual({
    object: 'webhook_endpoint',
    id: made.id,
    deleted: true,
  })
})
