import { Temporal } from 'temporal-polyfill'
import { beforeAll, expect, test } from 'vitest'
import { ApiError, AuthenticationError, type Stromtor } from '../sdk/src/index.ts'
import { createDemoPortal, type DemoPortal } from './support/demo-portal.ts'
import { rejection, sdkOn } from './support/sdk.ts'

const NOW = Temporal.Instant.from('2026-02-11T14:07:00Z')
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

let demo: DemoPortal
let stromtor: Stromtor
let contractOfBernd: string
beforeAll(async () => {
  demo = await createDemoPortal(NOW)
  ;({ stromtor } = sdkOn(demo.app))
  const filter = { customer: { eq: await demo.customerId('bernd') } }
  contractOfBernd = (await stromtor.subscriptions.list({ filter })).items[0]!.id
}, 60_000)

test('what is missing and what is another organisation’s: NOT_FOUND, for every resource alike', async () => {
  const nordlicht = sdkOn(demo.app, { clientId: 'nordlicht', clientSecret: 'nordlicht-secret' }).stromtor
  const anna = await demo.customerId('anna')
  const calls = [
    nordlicht.customers.retrieve(anna),
    nordlicht.customers.update(anna, { first_name: 'Antje' }),
    nordlicht.magicLinks.create({ customerId: anna }),
    nordlicht.subscriptions.retrieve(contractOfBernd),
    nordlicht.subscriptions.usage(contractOfBernd),
    nordlicht.subscriptions.prices(contractOfBernd, { start: '2026-02-11', end: '2026-02-11' }),
    nordlicht.subscriptions.terminate(contractOfBernd, { reason: 'ORDINARY' }),
    stromtor.plans.retrieve('pln_none'),
    stromtor.plans.quote('pln_none', { zip_code: '12045', usage: 3500 }),
    stromtor.leads.retrieve('lead_none'),
    stromtor.invoices.retrieve('inv_none'),
    stromtor.invoices.file('inv_none'),
    stromtor.meterOrders.retrieve('prdo_none'),
    stromtor.gridFeeReductions.retrieve('gfr_none'),
    stromtor.events.retrieve('evt_none'),
    stromtor.webhookEndpoints.retrieve('we_none'),
    stromtor.webhookEndpoints.deliveries('we_none'),
  ]
  for (const error of await Promise.all(calls.map(rejection))) {
    expect(error).toBeInstanceOf(ApiError)
    expect(error).toMatchObject({ status: 404, code: 'NOT_FOUND', errors: [] })
    expect((error as ApiError).requestId).toMatch(UUID)
    expect((error as ApiError).docs).toBe('http://localhost:4000/docs/errors/not-found')
  }
})

test('every bad field is named at once', async () => {
  const lead = { plan: '', address: { zip: '1' }, meter: { estimated_usage: 5 } }
  const error = await rejection(stromtor.leads.create(lead))
  expect(error).toMatchObject({ status: 400, code: 'BAD_REQUEST' })
  const fields = (error as ApiError).errors.map(({ field }) => field)
  expect(fields).toContain('meter.estimated_usage')
  expect(fields.length).toBeGreaterThan(1)
})

test('a rule of business has a code of its own in errors', async () => {
  const reading = { subscription: contractOfBernd, timestamp: '2026-02-09T23:00:00Z' }
  const error = await rejection(stromtor.meterReadings.create({ ...reading, value: 900_000 }))
  expect(error).toMatchObject({ status: 422, code: 'UNPROCESSABLE_ENTITY' })
  expect((error as ApiError).errors[0]?.code).toBe('implausible_meter_reading')
  const [plan] = (await stromtor.plans.list()).items
  const nowhere = stromtor.plans.quote(plan!.id, { zip_code: '99999', usage: 3500 })
  expect(((await rejection(nowhere)) as ApiError).errors[0]?.code).toBe('unserviceable_zip')
})

test('a list says what is wrong with its limit, awaited or iterated over', async () => {
  const wrong = { limit: 101 }
  expect(await rejection(stromtor.invoices.list(wrong))).toMatchObject({ status: 400 })
  const iterate = async () => {
    for await (const invoice of stromtor.invoices.list(wrong)) expect(invoice).toBeUndefined()
  }
  expect(await rejection(iterate())).toMatchObject({ status: 400, code: 'BAD_REQUEST' })
})

test('a client that may only read is told so, and a wrong secret is an AuthenticationError', async () => {
  const reader = sdkOn(demo.app, { clientId: 'demo-read', clientSecret: 'demo-read-secret' }).stromtor
  expect(await rejection(reader.meterOrders.create({ subscription: contractOfBernd }))).toMatchObject({
    status: 403,
    code: 'FORBIDDEN',
  })
  const stranger = sdkOn(demo.app, { clientSecret: 'guessed' }).stromtor
  expect(await rejection(stranger.plans.list())).toBeInstanceOf(AuthenticationError)
})
