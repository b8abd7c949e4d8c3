import { describe, expect, test } from 'vitest'
import { apiHost, type Caller } from '../../../tests/support/api-host.ts'
import { matchesContract } from '../../../tests/support/contract.ts'
import { newId } from '../../domain/identifiers.ts'
import { listPlans } from '../plans/queries.ts'
import type { InsertPlan } from '../plans/plan.ts'
import { createRetailer } from '../subscriptions/test-contracts.ts'
import { storeGridAreas } from '../tariffs/store-grid-areas.ts'
import { storePriceComponents } from '../tariffs/store-price-components.ts'
import { createMeanExchangePrice } from './mean-exchange-price.ts'
import { quotePlan } from './quote-plan.ts'
import { quotesApi } from './routes.ts'

const FIXED = { tariff: 'fixed', workingPriceMicroEurPerKwh: 120_000, markupMicroEurPerKwh: 0 } as const
const area = { validFrom: '2025-01-01', concessionClass: 'le_500000', source: 'test' } as const

async function setUp(plan: Partial<InsertPlan> = { ...FIXED, baseFeeCents: 595 }) {
  const retailer = await createRetailer(plan)
  const { db, organizationId } = retailer
  await storeGridAreas(db, [
    { ...area, zip: '12045', place: 'Berlin', gridOperatorCode: '9904550000000' },
    { ...area, zip: '85748', place: 'Garching', gridOperatorCode: '9904550000000' },
    { ...area, zip: '85748', place: 'Hochbrück', gridOperatorCode: '9904551000009' },
  ])
  await storePriceComponents(db, [
    {
      kind: 'metering',
      scope: 'smart_14a',
      validFrom: '2025-01-01',
      netMicroEur: 21_900_000,
      source: 'test',
    },
  ])
  const [{ id } = { id: '' }] = await listPlans(db, organizationId)
  const now = retailer.at('2025-12-01').now
  const deps = { db, meanExchangePrice: createMeanExchangePrice(), now: () => now }
  const ask = async (query: string, planId: string = id, more: Partial<Caller> = {}) => {
    const app = apiHost({ organizationId, ...more }, (host) => host.route('/', quotesApi(deps)))
    const answer = await app.request(`/plans/${planId}/quote?${query}`)
    const json = await answer.json()
    matchesContract('GET', '/plans/{id}/quote', answer.status, json)
    return { status: answer.status, json }
  }
  const errorsOf = async (query: string) => {
    const { status, json } = await ask(query)
    return [status, ...json.errors.map(({ code, field }: Fault) => `${field}: ${code}`)]
  }
  return { retailer, ask, errorsOf, deps, id, now }
}

interface Fault {
  code: string
  field: string
}

interface Component {
  amount: number
  quantity: number
  unit_amount: number
  subcomponents: { amount: number }[]
}

const cents = (eur: number) => Math.round(eur * 100)
const sumOf = (parts: readonly { amount: number }[]) =>
  parts.reduce((total, { amount }) => total + cents(amount), 0)

test('200: the monthly amounts with VAT, with every part named as on the bill', async () => {
  const { ask } = await setUp()
  const { status, json } = await ask('zip_code=12045&usage=1200')
  expect(status).toBe(200)
  // 27 ct net, 32.13 ct gross for 100 kWh; 5.95 + (36.50 + 14.60) / 12 × 1.19
  expect(json).toEqual({
    object: 'quote',
    amount: 43.15,
    currency: 'EUR',
    quoted_at: '2025-12-01T08:00:00Z',
    components: [
      {
        group: 'base',
        amount: 11.02,
        quantity: 1,
        quantity_unit: 'month',
        unit_amount: 11.02,
        subcomponents: [
          { subgroup: 'fee', name: 'Grundpreis', amount: 5.95 },
          { subgroup: 'grid', name: 'Netzentgelt, Grundpreis', amount: 3.62 },
          { subgroup: 'metering', name: 'Messstellenbetrieb', amount: 1.45 },
        ],
      },
      {
        group: 'variable',
        amount: 32.13,
        quantity: 100,
        quantity_unit: 'kWh',
        unit_amount: 0.3213,
        subcomponents: [
          { subgroup: 'energy', name: 'Strom', amount: 14.28 },
          { subgroup: 'grid', name: 'Netzentgelt, Arbeitspreis', amount: 11.9 },
          { subgroup: 'levies', name: 'Konzessionsabgabe', amount: 2.38 },
          { subgroup: 'levies', name: 'KWKG-Umlage', amount: 0.3 },
          { subgroup: 'levies', name: 'Offshore-Netzumlage', amount: 0.3 },
          { subgroup: 'levies', name: 'Aufschlag für besondere Netznutzung', amount: 0.59 },
          { subgroup: 'levies', name: 'Stromsteuer', amount: 2.38 },
        ],
      },
    ],
  })
})

test('at any use the parts add up to the total, and quantity times price to the amount, to the cent', async () => {
  const { ask, retailer, deps, id, now } = await setUp()
  for (let index = 0; index < 60; index += 1) {
    // Steps that share no factor with twelve months: most twelfths need rounding.
    const usage = 100 + index * 831.777
    const flags = `14a_module_1=${index % 3 === 0}&is_tax_exempt=${index % 4 === 0}`
    const { json } = await ask(`zip_code=12045&usage=${usage}&${flags}`)
    const components: Component[] = json.components
    expect(sumOf(components)).toBe(cents(json.amount))
    for (const { amount, quantity, unit_amount, subcomponents } of components) {
      expect(sumOf(subcomponents)).toBe(cents(amount))
      expect(Math.abs(quantity * unit_amount - amount)).toBeLessThanOrEqual(0.005 + 1e-9)
    }
    const same = await quotePlan(
      deps,
      retailer.organizationId,
      id,
      {
        zip: '12045',
        annualWh: Math.round(usage * 1000),
        module1: index % 3 === 0,
        taxExempt: index % 4 === 0,
      },
      now,
    )
    expect(cents(json.amount)).toBe(same.amountCents)
  }
})

test('meter, modules and tax exemption count', async () => {
  const { ask } = await setUp()
  const amount = async (query: string) => (await ask(`zip_code=12045&usage=1200&${query}`)).json.amount
  expect(await amount('14a_module_1=&14a_module_2=false')).toBe(43.15)
  // The smart meter costs 21.90 instead of 14.60 a year: 0.72 a month with VAT.
  expect(await amount('meter_type=smart')).toBe(43.87)
  // 27.00 and 5 + 51.10 / 12
  expect(await amount('is_tax_exempt=true')).toBe(36.26)
  const { json } = await ask('zip_code=12045&usage=3000&meter_type=smart')
  const one = await ask('zip_code=12045&usage=3000&meter_type=smart&14a_module_1=true')
  // 80 EUR with VAT and a fifth of 3,750 kWh at 10 ct net are taken off a year: 169.25 with VAT.
  expect(cents(json.amount) - cents(one.json.amount)).toBe(1410)
})

describe('what is refused', () => {
  test('400: every bad field at once', async () => {
    const { errorsOf } = await setUp()
    expect(await errorsOf('')).toEqual([400, 'zip_code: invalid_type', 'usage: invalid_type'])
    expect(
      await errorsOf('zip_code=1204&usage=99&meter_type=steam&14a_module_1=maybe&is_tax_exempt=2&place='),
    ).toEqual([
      400,
      'zip_code: invalid_format',
      'place: too_small',
      'usage: too_small',
      'meter_type: invalid_value',
      '14a_module_1: invalid_type',
      'is_tax_exempt: invalid_type',
    ])
    expect(await errorsOf('zip_code=12045&usage=50000.1')).toEqual([400, 'usage: too_big'])
    expect(await errorsOf('zip_code=12045&usage=1200&usage=1300')).toEqual([400, 'usage: invalid_type'])
    expect(await errorsOf('zip_code=12045%00&usage=NaN')).toEqual([
      400,
      'zip_code: invalid_format',
      'usage: invalid_type',
    ])
  })

  test('422: a postal code that no grid area serves', async () => {
    const { errorsOf } = await setUp()
    expect(await errorsOf('zip_code=99998&usage=1200')).toEqual([422, 'zip_code: unserviceable_zip'])
  })

  test('422: a postal code on several grids asks for the place, which decides', async () => {
    const { ask, errorsOf } = await setUp()
    const { status, json } = await ask('zip_code=85748&usage=1200')
    expect(status).toBe(422)
    expect(json.errors).toEqual([
      {
        code: 'custom',
        field: 'place',
        message: '85748 has several places on different grids: Garching, Hochbrück.',
      },
    ])
    expect((await ask('zip_code=85748&usage=1200&place=garching')).json.amount).toBe(43.15)
    expect(await errorsOf('zip_code=85748&usage=1200&place=Ulm')).toEqual([422, 'place: custom'])
    // Where there is one grid only, the place does not matter.
    expect((await ask('zip_code=12045&usage=1200&place=Neuk%C3%B6lln')).status).toBe(200)
  })

  test('422: modules that exclude one another, and a dynamic tariff without past prices', async () => {
    const { errorsOf } = await setUp()
    expect(await errorsOf('zip_code=12045&usage=1200&14a_module_1=true&14a_module_2=true')).toEqual([
      422,
      '14a_module_2: custom',
    ])
    const dynamic = await setUp({})
    expect(await dynamic.errorsOf('zip_code=12045&usage=1200')).toEqual([422, 'plan: custom'])
  })

  test("404: another organisation's plan, a missing one, and one that the customer of the token has no contract on", async () => {
    const { ask, retailer, id } = await setUp()
    const other = await setUp()
    const query = 'zip_code=12045&usage=1200'
    for (const wrong of [other.id, newId('plan'), 'plan-1', '%00']) {
      const { status, json } = await ask(query, wrong)
      expect([status, json.message]).toEqual([404, 'Plan not found.'])
    }
    const token = { tokenCustomerId: retailer.customerId }
    expect((await ask(query, id, token)).status).toBe(404)
    await retailer.subscribe()
    expect((await ask(query, id, token)).status).toBe(200)
  })
})

test('the document has the parameters of the contract, and the place', async () => {
  const { deps } = await setUp()
  const { paths } = quotesApi(deps).getOpenAPIDocument({
    openapi: '3.0.3',
    info: { title: 'Partner API', version: '2026-05-27.curie' },
  })
  const parameters = paths['/plans/{id}/quote']?.get?.parameters ?? []
  const flag = { type: 'boolean', nullable: true, default: false }
  expect(
    parameters.map((one) => 'name' in one && [one.name, one.required, 'schema' in one && one.schema]),
  ).toEqual([
    ['id', true, { type: 'string' }],
    ['zip_code', true, expect.objectContaining({ type: 'string' })],
    ['place', false, expect.objectContaining({ type: 'string', minLength: 1, maxLength: 100 })],
    ['usage', true, expect.objectContaining({ type: 'number', minimum: 100, maximum: 50_000 })],
    ['meter_type', false, { type: 'string', enum: ['analog', 'smart'], default: 'analog' }],
    ['14a_module_1', false, flag],
    ['14a_module_2', false, flag],
    ['is_tax_exempt', false, flag],
  ])
})
