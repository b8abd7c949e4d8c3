import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import type { ValueStatus } from '../../domain/energy.ts'
import {
  addDays,
  type Day,
  daysBetween,
  daysInRange,
  quarterGrid,
  quarterStarts,
  startOfDay,
} from '../../domain/local-time.ts'
import { type Resolution, RESOLUTIONS } from '../../domain/resolution.ts'
import { recordMeterReading } from '../meter-readings/record-meter-reading.ts'
import { createRetailer, fillEvenly, type Retailer } from '../subscriptions/test-contracts.ts'
import { terminateSubscription } from '../subscriptions/terminate-subscription.ts'
import { usageTotalWh } from './queries.ts'
import { storeIntervalDays } from './store-interval-days.ts'
import { usageSeries } from './usage-series.ts'
import { monthlyTotals } from './usage-series-totals.ts'

const FIRST: Day = '2025-09-01'
const LAST: Day = '2027-02-01'
const FIXED = { tariff: 'fixed', workingPriceMicroEurPerKwh: 120_000, markupMicroEurPerKwh: 0 } as const
const ANALOG = { meter: { type: 'analog', number: '48213377' } } as const

/** What the test's meter measures in the quarter-hour that begins at an instant; none like its neighbours. */
const measuredWh = (epochMs: number) => ((epochMs / 900_000) * 7919) % 1009
const even = <Value>(length: number, value: Value): Value[] => Array.from({ length }, () => value)
const sum = (items: readonly { energyWh: number }[]) =>
  items.reduce((total, { energyWh }) => total + energyWh, 0)

/** Ranges of up to thirteen months anywhere, and as many that lie across a clock change or a turn of the year. */
const anyRange = fc
  .tuple(
    fc.oneof(
      fc.integer({ min: -10, max: daysBetween(FIRST, LAST) + 10 }).map((days) => addDays(FIRST, days)),
      fc.constantFrom<Day>('2025-10-26', '2026-03-29', '2026-10-25', '2026-01-01', '2027-01-01'),
    ),
    fc.nat(200),
    fc.integer({ min: 1, max: 200 }),
  )
  .map(([day, before, after]) => ({ from: addDays(day, -before), to: addDays(day, after) }))

describe('usage of a smart meter', () => {
  let retailer: Retailer
  let contract: Awaited<ReturnType<Retailer['subscribe']>>
  beforeAll(async () => {
    retailer = await createRetailer()
    contract = await retailer.subscribe()
    await storeIntervalDays(retailer.ctx, {
      meterId: contract.meterId,
      days: daysInRange(FIRST, LAST).map((day) => ({
        day,
        wh: quarterStarts(day).map(({ epochMilliseconds }) => measuredWh(epochMilliseconds)),
        status: 'final' as const,
      })),
    })
  })
  const series = (request: Parameters<typeof usageSeries>[3], as = retailer) =>
    usageSeries(as.db, as.organizationId, contract.id, request)

  it('sums to the same at every resolution, for any range', async () => {
    await fc.assert(
      fc.asyncProperty(anyRange, async ({ from, to }) => {
        const start = from > FIRST ? from : FIRST
        const end = to < LAST ? to : LAST
        const grid = start < end ? quarterGrid(start, end) : []
        const expected = grid.reduce((total, at) => total + measuredWh(at), 0)
        for (const resolution of RESOLUTIONS) {
          const { items } = await series({ from, to, resolution })
          expect([resolution, sum(items)]).toEqual([resolution, expected])
          expect(items.reduce((count, { quarters }) => count + quarters, 0)).toBe(grid.length)
        }
        const months = await monthlyTotals(retailer.db, retailer.organizationId, contract.meterId, from, to)
        expect(sum(months)).toBe(expected)
        const total =
          start < end ? await usageTotalWh(retailer.db, retailer.organizationId, contract.id, start, end) : 0
        expect(total).toBe(expected)
      }),
      { numRuns: 40 },
    )
  }, 60_000)

  it('has 25 hours on the day the clocks go back and 92 quarter-hours when they go forward', async () => {
    const back = await series({ from: '2025-10-26', to: '2025-10-27', resolution: 'hour' })
    expect(back.items).toHaveLength(25)
    expect(back.items.map(({ startsAt }) => new Date(startsAt).toISOString()).slice(2, 4)).toEqual([
      '2025-10-26T00:00:00.000Z',
      '2025-10-26T01:00:00.000Z',
    ])
    const forward = await series({ from: '2026-03-29', to: '2026-03-30', resolution: '15min' })
    expect(forward.items).toHaveLength(92)
    expect(forward.items[8]).toEqual({
      period: '2026-03-29',
      startsAt: Date.parse('2026-03-29T01:00:00Z'),
      endsAt: Date.parse('2026-03-29T01:15:00Z'),
      energyWh: measuredWh(Date.parse('2026-03-29T01:00:00Z')),
      quarters: 1,
      complete: true,
      status: 'final',
      costCents: null,
    })
  })

  it('is as fine as its length allows when nobody chose', async () => {
    const chosen = async (days: number) =>
      (await series({ from: '2025-10-01', to: addDays('2025-10-01', days), resolution: 'auto' })).resolution
    expect(await Promise.all([1, 2, 3, 14, 15, 92, 93, 365].map(chosen))).toEqual([
      '15min',
      '15min',
      'hour',
      'hour',
      'day',
      'day',
      'month',
      'month',
    ])
  })

  it('begins with the contract, and has nothing outside it', async () => {
    const { items } = await series({ from: '2025-08-01', to: '2025-10-01', resolution: 'month' })
    expect(items.map(({ period, startsAt, complete }) => [period, startsAt, complete])).toEqual([
      ['2025-09-01', startOfDay('2025-09-01').epochMilliseconds, true],
    ])
    expect((await series({ from: '2025-07-01', to: '2025-09-01', resolution: 'auto' })).items).toEqual([])
    const ended = await retailer.subscribe()
    await fillEvenly(retailer, ended.meterId, {
      from: FIRST,
      to: '2025-11-01',
      wh: 10,
      priceMicroEur: 80_000,
    })
    await terminateSubscription(retailer.at('2025-10-01'), { subscriptionId: ended.id, endOn: '2025-10-27' })
    const { db, organizationId } = retailer
    const october = { from: '2025-10-01', to: '2025-11-01', resolution: 'month' } as const
    expect((await usageSeries(db, organizationId, ended.id, october)).items).toEqual([
      {
        period: '2025-10-01',
        startsAt: Date.parse('2025-09-30T22:00:00Z'),
        endsAt: Date.parse('2025-10-26T23:00:00Z'),
        energyWh: 25_000,
        quarters: 2500,
        complete: false,
        status: 'final',
        costCents: null,
      },
    ])
  })

  it('tells a status for each quarter-hour, and the cost where it is asked for and known', async () => {
    const own = await createRetailer()
    const { id, meterId } = await own.subscribe()
    await fillEvenly(own, meterId, { from: '2025-11-10', to: '2025-11-12', wh: 10, priceMicroEur: 80_000 })
    const statuses = Array.from({ length: 96 }, (_, index): ValueStatus =>
      index === 95 ? 'substitute' : 'final',
    )
    await storeIntervalDays(own.ctx, {
      meterId,
      days: [
        { day: '2025-11-11', wh: even(96, 20), status: 'substitute', statuses },
        { day: '2025-11-12', wh: even(96, 10), status: 'final' },
      ],
    })
    const ask = (resolution: Resolution, withCost = true) =>
      usageSeries(own.db, own.organizationId, id, {
        from: '2025-11-10',
        to: '2025-11-13',
        resolution,
        withCost,
      })
    const hours = (await ask('hour')).items
    expect(hours.map(({ status }) => status).filter((status) => status !== 'final')).toEqual(['substitute'])
    expect(hours[47]?.status).toBe('substitute')
    // 24 ct net a kWh: 0.96 kWh cost 27 ct gross, 1.92 kWh 55 ct; an hour 1.1424 and 2.2848 ct. The third day has no price.
    expect(hours.map(({ costCents }) => costCents)).toEqual([
      ...even(3, 2),
      ...even(21, 1),
      ...even(7, 3),
      ...even(17, 2),
      ...even(24, null),
    ])
    const firstTwo = (await ask('15min')).items.slice(0, 192)
    expect(firstTwo.reduce((total, { costCents }) => total + (costCents ?? 0), 0)).toBe(82)
    expect((await ask('day')).items.map(({ costCents }) => costCents)).toEqual([27, 55, null])
    expect((await ask('week')).items).toMatchObject([
      { energyWh: 3840, status: 'substitute', costCents: null },
    ])
    expect((await ask('day', false)).items[0]).toMatchObject({ energyWh: 960, costCents: null })
  })

  it('is asked for by its own organisation only, and forwards in time', async () => {
    const stranger = await createRetailer()
    const october = { from: '2025-10-01', to: '2025-11-01', resolution: 'day' } as const
    await expect(series(october, stranger)).rejects.toThrow('Subscription not found.')
    expect(
      await monthlyTotals(stranger.db, stranger.organizationId, contract.meterId, '2025-10-01', '2025-11-01'),
    ).toEqual([])
    await expect(series({ ...october, to: '2025-10-01' })).rejects.toThrow(
      'The end must lie after the start.',
    )
  })
})

describe('usage of an analog meter', () => {
  it('is known by day and coarser, by month unless chosen, and sums to the same', async () => {
    const retailer = await createRetailer(FIXED)
    const { id } = await retailer.subscribe(ANALOG)
    for (const [readOn, valueWh] of [
      [FIRST, 0],
      ['2026-01-15', 1_250_001],
    ] as const) {
      await recordMeterReading(retailer.at('2026-06-01'), {
        subscriptionId: id,
        readOn,
        valueWh,
        type: 'customer_report',
      })
    }
    const ask = (resolution: Parameters<typeof usageSeries>[3]['resolution'], to: Day = '2026-01-15') =>
      usageSeries(retailer.db, retailer.organizationId, id, { from: FIRST, to, resolution })
    for (const resolution of ['day', 'week', 'month', 'year'] as const) {
      expect([resolution, sum((await ask(resolution)).items)]).toEqual([resolution, 1_250_001])
    }
    const months = await ask('auto')
    expect([months.meterType, months.resolution, months.items.length]).toEqual(['analog', 'month', 5])
    expect((await ask('month', '2026-03-01')).items.map(({ status }) => status)).toEqual([
      'final',
      'final',
      'final',
      'final',
      'estimated',
      'estimated',
    ])
    await expect(ask('15min')).rejects.toMatchObject({ code: 'UNPROCESSABLE_ENTITY' })
    await expect(ask('hour')).rejects.toThrow('An analog meter does not measure quarter-hours or hours')
  })
})
