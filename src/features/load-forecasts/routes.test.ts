import { beforeEach, describe, expect, it } from 'vitest'
import { apiHost, type Caller } from '../../../tests/support/api-host.ts'
import { matchesContract } from '../../../tests/support/contract.ts'
import { newId } from '../../domain/identifiers.ts'
import { type Day, daysInRange, quarterStarts } from '../../domain/local-time.ts'
import { createRetailer, type Retailer } from '../subscriptions/test-contracts.ts'
import { terminateSubscription } from '../subscriptions/terminate-subscription.ts'
import { loadForecastsApi } from './routes.ts'

let retailer: Retailer
let subscription: string
beforeEach(async () => {
  retailer = await createRetailer()
  const contract = await retailer.subscribe()
  subscription = contract.id
  await terminateSubscription(retailer.ctx, { subscriptionId: contract.id, endOn: '2026-04-01' })
})

/** The quarter-hours of `[from, to)`, the first with 0.25 kW and each with a watt more than the one before. */
const rising = (from: Day, to: Day) =>
  daysInRange(from, to)
    .flatMap(quarterStarts)
    .map((start, index) => ({ start: start.toString(), value: (250 + index) / 1000 }))

const body = (data: unknown, more: object = {}) => ({
  scope: 'subscription',
  subscription,
  resolution: '15min',
  unit: 'KW',
  data,
  ...more,
})

async function post(sent: unknown, caller: Partial<Caller> = {}) {
  const { db, organizationId } = retailer
  const app = apiHost({ organizationId, ...caller }, (host) =>
    host.route('/', loadForecastsApi({ db, now: () => retailer.at('2026-03-20').now })),
  )
  const answer = await app.request('/load-forecasts', {
    method: 'POST',
    body: typeof sent === 'string' ? sent : JSON.stringify(sent),
    headers: { 'Content-Type': 'application/json' },
  })
  const json = await answer.json()
  matchesContract('POST', '/load-forecasts', answer.status, json)
  const faults = (json.errors ?? []).map(({ code, field }: Record<string, string>) => `${field} ${code}`)
  return { status: answer.status, json, faults }
}

const stored = () =>
  retailer.db
    .selectFrom('load_forecasts')
    .select(['day', 'watts'])
    .where('organization_id', '=', retailer.organizationId)
    .orderBy('day')
    .execute()

describe('POST /load-forecasts', () => {
  it('keeps a row a day, of 92 quarter-hours too, in watts', async () => {
    const { status, json } = await post(body(rising('2026-03-28', '2026-03-30')))
    expect([status, json]).toEqual([
      200,
      {
        scope: 'subscription',
        subscription,
        start: '2026-03-27T23:00:00Z',
        end: '2026-03-29T22:00:00Z',
        total: 96 + 92,
      },
    ])
    const rows = await stored()
    expect(rows.map(({ day, watts }) => [day, watts.length, watts[0], watts.at(-1)])).toEqual([
      ['2026-03-28', 96, 250, 345],
      ['2026-03-29', 92, 346, 437],
    ])
    const longest = await post(body(rising('2025-10-26', '2025-10-27')))
    expect(longest.json.total).toBe(100)
    const audit = await retailer.db
      .selectFrom('audit_events')
      .select(['actor_type', 'details'])
      .where('organization_id', '=', retailer.organizationId)
      .where('action', '=', 'load_forecast.stored')
      .orderBy('id')
      .execute()
    expect(audit[0]).toEqual({
      actor_type: 'client',
      details: { firstDay: '2026-03-28', lastDay: '2026-03-29' },
    })
  })

  it('puts a later forecast in the place of an earlier one, whatever the zone it is written in', async () => {
    await post(body(rising('2026-03-01', '2026-03-03')))
    const flat = rising('2026-03-02', '2026-03-03').map(({ start }) => ({
      start: new Date(Date.parse(start) + 3_600_000).toISOString().replace('Z', '+01:00'),
      value: 1.2345,
    }))
    expect((await post(body(flat))).json.start).toBe('2026-03-01T23:00:00Z')
    expect((await stored()).map(({ day, watts }) => [day, watts[0]])).toEqual([
      ['2026-03-01', 250],
      ['2026-03-02', 1235],
    ])
  })

  it('refuses anything but whole days of quarter-hours in order', async () => {
    const day = rising('2026-03-02', '2026-03-03')
    const [first, second] = [day[0]!, day[1]!]
    const faultsOf = async (data: unknown) => {
      const { status, faults } = await post(body(data))
      return [status, ...faults]
    }
    expect(await faultsOf([])).toEqual([400, 'data too_small'])
    expect(await faultsOf(day.slice(1))).toEqual([400, 'data.0.start custom'])
    expect(await faultsOf(day.slice(0, -1))).toEqual([400, 'data.94.start custom'])
    expect(await faultsOf(day.toSpliced(40, 1))).toEqual([400, 'data.40.start custom'])
    expect(await faultsOf([first, first, ...day.slice(1)])).toEqual([400, 'data.1.start custom'])
    expect(await faultsOf([second, first, ...day.slice(2)])).toEqual([
      400,
      'data.0.start custom',
      'data.1.start custom',
    ])
    expect(await faultsOf(day.filter((_, index) => index % 4 === 0))).toEqual([400, 'data.1.start custom'])
    expect(
      await faultsOf(
        rising('2026-03-29', '2026-03-30').concat(rising('2026-03-30', '2026-03-31').slice(0, 4)),
      ),
    ).toEqual([400, 'data.95.start custom'])
    expect(await stored()).toEqual([])
  })

  it('names every bad field at once', async () => {
    const { status, faults } = await post(
      body(
        [
          { start: '2026-03-02', value: -1 },
          { start: '9999-12-31T23:00:00Z', value: '1' },
          { start: '2026-03-01T23:30:00Z', value: 1e300 },
        ],
        { scope: 'meter', resolution: 'hour', unit: 'kW' },
      ),
    )
    expect([status, ...faults]).toEqual([
      400,
      'scope invalid_value',
      'resolution invalid_value',
      'unit invalid_value',
      'data.0.start invalid_format',
      'data.0.value too_small',
      'data.1.start custom',
      'data.1.value invalid_type',
      'data.2.value too_big',
    ])
    for (const text of ['', '{', 'null', '[]']) expect((await post(text)).status).toBe(400)
  })

  it('is for days on which the contract supplies', async () => {
    const before = await post(body(rising('2025-08-31', '2025-09-02')))
    expect([before.status, ...before.faults]).toEqual([422, 'data.0.start subscription_not_started'])
    const after = await post(body(rising('2026-03-31', '2026-04-02')))
    expect([after.status, ...after.faults]).toEqual([422, 'data.191.start ended_subscription'])
    expect(await stored()).toEqual([])
  })

  it("knows no contract of another organisation, and takes nothing from a customer's token", async () => {
    const day = rising('2026-03-02', '2026-03-03')
    const { organizationId } = await createRetailer()
    for (const { status, json } of [
      await post(body(day), { organizationId }),
      await post(body(day, { subscription: newId('subscription') })),
      await post(body(day, { subscription: 'x\0' })),
    ])
      expect([status, json.message]).toEqual([404, 'Subscription not found.'])
    expect((await post(body(day), { tokenCustomerId: retailer.customerId })).status).toBe(403)
    expect(await stored()).toEqual([])
  })
})
