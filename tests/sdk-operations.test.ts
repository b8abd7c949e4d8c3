import { beforeAll, expect, test } from 'vitest'
import { Stromtor } from '../sdk/src/index.ts'
import { createTestApp, createWorld } from './support/world.ts'

let document: { paths: Record<string, Record<string, unknown>> }
beforeAll(async () => {
  const { api } = await createWorld(await createTestApp())
  document = (await (await api.send('/openapi.json')).json()) as typeof document
})

/** What every answer looks like here: each method finds in it the field it looks for. */
const ANYTHING = {
  access_token: 'token',
  amount: 1,
  data: [],
  deleted: true,
  id: 'x',
  intended_end_at: '2027-01-31T23:00:00Z',
  items: [],
  link: 'https://portal.example/',
  secret: 'whsec',
  total: 96,
}

/** Each method once; the arguments only have to compile. */
async function callEverything(stromtor: Stromtor): Promise<void> {
  const id = '{id}'
  const address = { street: 'Weserstraße', house_number: '41', zip: '12045', city: 'Berlin' }
  const subscription = { subscription: id }
  await stromtor.plans.list()
  await stromtor.plans.retrieve(id)
  await stromtor.plans.quote(id, { zip_code: '12045', usage: 3500 })
  await stromtor.leads.list()
  await stromtor.leads.retrieve(id)
  await stromtor.leads.create({ plan: id, address: { zip: '12045' }, meter: { estimated_usage: 3500 } })
  await stromtor.subscriptions.list()
  await stromtor.subscriptions.retrieve(id)
  await stromtor.subscriptions.create({
    plan: id,
    customer: { first_name: 'Mara', last_name: 'Muster', email: 'mara@example.com' },
    address,
    meter: { number: '1', type: 'smart', estimated_usage: 3500 },
    payment_method: { type: 'sepa_debit', sepa_debit: { iban: 'DE', account_holder: 'Mara Muster' } },
    next_possible_start: true,
  })
  await stromtor.subscriptions.update(id, { billing_address: address })
  await stromtor.subscriptions.terminate(id, { reason: 'ORDINARY' })
  await stromtor.subscriptions.usage(id)
  await stromtor.subscriptions.prices(id, { start: '2026-02-11', end: '2026-02-12' })
  await stromtor.customers.list()
  await stromtor.customers.retrieve(id)
  await stromtor.customers.update(id, { first_name: 'Mara' })
  await stromtor.invoices.list()
  await stromtor.invoices.retrieve(id)
  await stromtor.invoices.file(id)
  await stromtor.meterReadings.list()
  await stromtor.meterReadings.create({ ...subscription, value: 1, timestamp: '2026-02-10T23:00:00Z' })
  await stromtor.meterOrders.list()
  await stromtor.meterOrders.retrieve(id)
  await stromtor.meterOrders.create(subscription)
  await stromtor.gridFeeReductions.list()
  await stromtor.gridFeeReductions.retrieve(id)
  await stromtor.gridFeeReductions.create({ ...subscription, type: 'enwg-14a-module-1' })
  await stromtor.marketPartners.list()
  const data = [{ start: '2026-02-10T23:00:00Z', value: 1 }]
  const forecast = { scope: 'subscription', resolution: '15min', unit: 'KW', data } as const
  await stromtor.loadForecasts.create({ ...forecast, ...subscription })
  await stromtor.events.retrieve(id)
  await stromtor.auditEvents.list()
  await stromtor.magicLinks.create({ customerId: id })
  const { url } = await stromtor.oauth.start({ redirectUri: 'https://app.example/back' })
  expect(new URL(url).pathname).toBe('/oauth/authorize')
  await stromtor.oauth.exchangeCode({ code: 'c', redirectUri: 'https://app.example/back', codeVerifier: 'v' })
  await stromtor.webhookEndpoints.list()
  await stromtor.webhookEndpoints.create({ url: 'https://app.example/stromtor' })
  await stromtor.webhookEndpoints.retrieve(id)
  await stromtor.webhookEndpoints.update(id, { disabled: true })
  await stromtor.webhookEndpoints.delete(id)
  await stromtor.webhookEndpoints.rotateSecret(id)
  await stromtor.webhookEndpoints.sendTest(id)
  await stromtor.webhookEndpoints.deliveries(id)
  await stromtor.webhookEndpoints.replay(id)
}

test('each operation of the document is a method, and no method asks for another path', async () => {
  // A customer is sent there; the client itself never asks for it.
  const called = new Set(['get /oauth/authorize'])
  const stromtor = new Stromtor({
    clientId: 'demo',
    clientSecret: 'demo-secret',
    baseUrl: 'http://localhost:4000',
    fetch: async (url, { method }) => {
      const path = decodeURIComponent(new URL(url).pathname)
      called.add(`${method?.toLowerCase()} ${path}`)
      if (path.endsWith('/file')) return new Response(null, { status: 302, headers: { location: '/file' } })
      return Response.json(ANYTHING)
    },
  })
  await callEverything(stromtor)
  const described = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method} ${path}`),
  )
  expect(described.length).toBeGreaterThanOrEqual(33)
  expect([...called].sort()).toEqual(described.sort())
})
