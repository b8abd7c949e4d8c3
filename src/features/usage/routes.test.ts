import { beforeAll, describe, expect, it } from 'vitest'
import { apiHost, type Caller } from '../../../tests/support/api-host.ts'
import { matchesContract } from '../../../tests/support/contract.ts'
import { newId } from '../../domain/identifiers.ts'
import { addDays, type Day, daysInRange, quarterStarts } from '../../domain/local-time.ts'
import { recordMeterReading } from '../meter-readings/record-meter-reading.ts'
import { createRetailer, type Retailer } from '../subscriptions/test-contracts.ts'
import { usageApi } from './routes.ts'
import { storeIntervalDays } from './store-interval-days.ts'
import { usageSeries } from './usage-series.ts'
import type { UsageShape } from './usage-shape.ts'

const FIRST: Day = '2025-09-01'
const LAST: Day = '2026-09-02'
const GAP: Day = '2026-02-11'
const TODAY = '2026-09-02'

const wh = (epochMs: number) => ((epochMs / 900_000) * 7919) % 1009

let retailer: Retailer
let smart: Awaited<ReturnType<Retailer['subscribe']>>
let analog: Awaited<ReturnType<Retailer['subscribe']>>
beforeAll(async () => {
  retailer = await createRetailer()
  smart = await retailer.subscribe()
  await storeIntervalDays(retailer.ctx, {
    meterId: smart.meterId,
    days: daysInRange(FIRST, LAST)
      .filter((day) => day !== GAP)
      .map((day) => {
        const starts = quarterStarts(day)
        return {
          day,
          wh: starts.map(({ epochMilliseconds }) => wh(epochMilliseconds)),
          status: day === '2026-03-02' ? 'preliminary' : 'final',
          ...(day === '2026-03-01' && {
            statuses: starts.map((_, index) => (index < 4 ? 'substitute' : 'final')),
          }),
        }
      }),
  })
  analog = await retailer.subscribe({ meter: { type: 'analog', number: '48213377' } })
  for (const [readOn, valueWh] of [
    [FIRST, 0],
    ['2026-01-15', 1_250_001],
  ] as const) {
    await recordMeterReading(retailer.at('2026-06-01'), {
      subscriptionId: analog.id,
      readOn,
      valueWh,
      type: 'customer_report',
    })
  }
})

async function get(path: string, caller: Caller = { organizationId: retailer.organizationId }) {
  const now = () => retailer.at(TODAY).now
  const app = apiHost(caller, (host) => host.route('/', usageApi({ db: retailer.db, now })))
  const answer = await app.request(path)
  const json = await answer.json()
  matchesContract('GET', '/subscriptions/{id}/usage', answer.status, json)
  return { status: answer.status, type: answer.headers.get('Content-Type'), json }
}

const usage = async (id: string, query: string): Promise<UsageShape> => {
  const { status, type, json } = await get(`/subscriptions/${id}/usage${query}`)
  expect([status, type]).toEqual([200, 'application/json'])
  return json
}
const totalWh = ({ data }: UsageShape) => data.reduce((sum, item) => sum + Math.round(item.usage * 1000), 0)

describe('GET /subscriptions/{id}/usage of a smart meter', () => {
  it('is yesterday by the quarter-hour when nothing is said', async () => {
    const { data, ...head } = await usage(smart.id, '')
    expect(head).toEqual({ object: 'usage', meter_type: 'smart', resolution: '15min' })
    expect(data).toHaveLength(96)
    const at = Date.parse('2026-08-31T22:00:00Z')
    expect(data[0]).toEqual({
      start: '2026-08-31T22:00:00Z',
      usage: wh(at) / 1000,
      type: 'final',
      status: 'final',
    })
    expect((await usage(smart.id, '?end=2026-03-30')).data).toHaveLength(92)
    expect((await usage(smart.id, '?start=2026-08-30')).data).toHaveLength(3 * 96)
    expect((await usage(smart.id, '?start=2026-09-02')).data).toEqual([])
  })

  it('has 100 and 92 quarter-hours when the clocks change, and 25 and 23 hours', async () => {
    const back = await usage(smart.id, '?start=2025-10-26&end=2025-10-27')
    expect(back.data).toHaveLength(100)
    expect(back.data.slice(7, 13).map(({ start }) => start)).toEqual([
      '2025-10-25T23:45:00Z',
      '2025-10-26T00:00:00Z',
      '2025-10-26T00:15:00Z',
      '2025-10-26T00:30:00Z',
      '2025-10-26T00:45:00Z',
      '2025-10-26T01:00:00Z',
    ])
    const hours = async (day: Day) =>
      (await usage(smart.id, `?resolution=hour&start=${day}&end=${addDays(day, 1)}`)).data
    expect(await hours('2025-10-26')).toHaveLength(25)
    const forward = await hours('2026-03-29')
    expect([forward.length, forward[2]?.start, forward[22]?.start]).toEqual([
      23,
      '2026-03-29T01:00:00Z',
      '2026-03-29T21:00:00Z',
    ])
  })

  it('sums to the same at every resolution, and is what the pages are made of', async () => {
    const range = { from: '2025-08-01', to: '2026-09-10' } as const
    const expected = daysInRange(FIRST, LAST)
      .filter((day) => day !== GAP)
      .flatMap((day) => quarterStarts(day))
      .reduce((sum, { epochMilliseconds }) => sum + wh(epochMilliseconds), 0)
    for (const resolution of ['15min', 'hour', 'day', 'week', 'month'] as const) {
      const answer = await usage(smart.id, `?start=${range.from}&end=${range.to}&resolution=${resolution}`)
      expect([answer.resolution, totalWh(answer)]).toEqual([resolution, expected])
      const { db, organizationId } = retailer
      const { items } = await usageSeries(db, organizationId, smart.id, { ...range, resolution })
      expect(
        answer.data.map(({ start, usage, status }) => [Date.parse(start), Math.round(usage * 1000), status]),
      ).toEqual(items.map(({ startsAt, energyWh, status }) => [startsAt, energyWh, status]))
    }
  })

  it('calls final only what was measured and stays', async () => {
    const quarters = (await usage(smart.id, '?start=2026-03-01&end=2026-03-03')).data
    const told = quarters.map(({ type, status }) => `${type} ${status}`)
    expect(told.slice(0, 5)).toEqual([
      'preliminary substitute',
      'preliminary substitute',
      'preliminary substitute',
      'preliminary substitute',
      'final final',
    ])
    expect(new Set(told.slice(96))).toEqual(new Set(['preliminary preliminary']))
    const days = (await usage(smart.id, '?start=2026-02-28&end=2026-03-03&resolution=day')).data
    expect(days.map(({ type, status }) => `${type} ${status}`)).toEqual([
      'final final',
      'preliminary substitute',
      'preliminary preliminary',
    ])
  })

  it('leaves out a day without values, and begins a cut month with the range', async () => {
    const days = (await usage(smart.id, '?start=2026-02-10&end=2026-02-13&resolution=day')).data
    expect(days.map(({ start }) => start)).toEqual(['2026-02-09T23:00:00Z', '2026-02-11T23:00:00Z'])
    const months = (await usage(smart.id, '?start=2025-10-15&end=2025-12-01&resolution=month')).data
    expect(months.map(({ start }) => start)).toEqual(['2025-10-14T22:00:00Z', '2025-10-31T23:00:00Z'])
  })

  it('writes a year day by day, and stops reading when the client has gone', async () => {
    const app = apiHost({ organizationId: retailer.organizationId }, (host) =>
      host.route('/', usageApi({ db: retailer.db, now: () => retailer.at(TODAY).now })),
    )
    const path = `/subscriptions/${smart.id}/usage?start=2025-09-01&end=2026-09-01`
    const sizes: number[] = []
    const reader = (await app.request(path)).body!.getReader()
    for (let next = await reader.read(); !next.done; next = await reader.read()) sizes.push(next.value.length)
    // A piece for each of the 364 days with values, and the end.
    expect(sizes).toHaveLength(365)
    expect(Math.max(...sizes)).toBeLessThan(10_000)
    const left = (await app.request(path)).body!.getReader()
    await left.read()
    await expect(left.cancel()).resolves.toBeUndefined()
  })
})

describe('GET /subscriptions/{id}/usage of an analog meter', () => {
  it('is the last twelve months, from readings and estimates', async () => {
    const { data, ...head } = await usage(analog.id, '')
    expect(head).toEqual({ object: 'usage', meter_type: 'analog', resolution: 'month' })
    expect(data.map(({ start, status }) => `${start.slice(0, 10)} ${status}`)).toEqual([
      '2025-09-30 final',
      '2025-10-31 final',
      '2025-11-30 final',
      '2025-12-31 estimated',
      '2026-01-31 estimated',
      '2026-02-28 estimated',
      '2026-03-31 estimated',
      '2026-04-30 estimated',
      '2026-05-31 estimated',
      '2026-06-30 estimated',
      '2026-07-31 estimated',
      '2026-08-31 estimated',
    ])
    const read = await usage(analog.id, '?start=2025-09-01&end=2026-01-15')
    expect(totalWh(read)).toBe(1_250_001)
    for (const resolution of ['day', 'week'])
      expect(
        totalWh(await usage(analog.id, `?start=2025-09-01&end=2026-01-15&resolution=${resolution}`)),
      ).toBe(1_250_001)
  })

  it('says nothing about days to come, and refuses what it does not measure', async () => {
    const days = (await usage(analog.id, '?start=2026-09-01&end=2036-09-01&resolution=day')).data
    expect(days.map(({ start }) => start)).toEqual(['2026-08-31T22:00:00Z'])
    expect((await usage(analog.id, '?start=2027-01-01&end=2027-02-01')).data).toEqual([])
    for (const resolution of ['15min', 'hour']) {
      const { status, json } = await get(`/subscriptions/${analog.id}/usage?resolution=${resolution}`)
      expect([status, json.code, json.errors[0].field]).toEqual([422, 'UNPROCESSABLE_ENTITY', 'resolution'])
    }
  })
})

describe('GET /subscriptions/{id}/usage refuses', () => {
  it('every bad parameter at once', async () => {
    const of = async (query: string) => {
      const { status, json } = await get(`/subscriptions/${smart.id}/usage${query}`)
      return [
        status,
        json.code,
        json.errors.map(({ code, field }: Record<string, string>) => `${field} ${code}`),
      ]
    }
    expect(await of('?resolution=year&start=2026-02-30&end=tomorrow')).toEqual([
      400,
      'BAD_REQUEST',
      ['resolution invalid_value', 'start custom', 'end invalid_format'],
    ])
    expect(await of('?start=1999-12-31&end=2100-01-01')).toEqual([
      400,
      'BAD_REQUEST',
      ['start custom', 'end custom'],
    ])
    expect(await of('?start=2026-03-01&start=2026-03-02')).toEqual([
      400,
      'BAD_REQUEST',
      ['start invalid_type'],
    ])
    expect(await of('?start=2026-03-02&end=2026-03-02')).toEqual([400, 'BAD_REQUEST', ['end custom']])
    expect(await of('?start=2016-01-01&end=2026-03-02')).toEqual([400, 'BAD_REQUEST', ['end too_big']])
  })

  it("another organisation's contract, another customer's, a missing one and no id at all alike", async () => {
    const stranger = await createRetailer()
    const theirs = await stranger.subscribe()
    for (const id of [theirs.id, newId('subscription'), smart.id.replace('sub_', 'cus_'), 'x', '%00']) {
      const { status, json } = await get(`/subscriptions/${id}/usage`)
      expect([status, json.message]).toEqual([404, 'Subscription not found.'])
    }
    const { organizationId, customerId } = retailer
    const as = async (caller: Caller) => (await get(`/subscriptions/${smart.id}/usage`, caller)).status
    expect(await as({ organizationId, tokenCustomerId: customerId })).toBe(200)
    expect(await as({ organizationId, tokenCustomerId: newId('customer') })).toBe(404)
    expect(await as({ organizationId: stranger.organizationId })).toBe(404)
  })
})
