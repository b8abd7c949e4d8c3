import { describe, expect, it } from 'vitest'
import type { MeterId } from '../../domain/identifiers.ts'
import { type Day, daysInRange, QUARTER_MS, quarterCount, startOfDay } from '../../domain/local-time.ts'
import { createRetailer, type Retailer } from '../subscriptions/test-contracts.ts'
import { estimateMissingDays } from './estimate-missing-days.ts'
import { usageByDay } from './queries.ts'
import { storeIntervalDays } from './store-interval-days.ts'

const TODAY: Day = '2025-12-01'

const measure = (retailer: Retailer, meterId: MeterId, from: Day, to: Day, whOf: (day: Day) => number[]) =>
  storeIntervalDays(retailer.ctx, {
    meterId,
    days: daysInRange(from, to).map((day) => ({ day, wh: whOf(day), status: 'final' })),
  })

const even = (wh: number) => (day: Day) => Array.from({ length: quarterCount(day) }, () => wh)

const stored = async ({ db, organizationId }: Retailer, meterId: MeterId) =>
  new Map(
    (
      await db
        .selectFrom('interval_days')
        .select(['day', 'wh', 'total_wh', 'status', 'version'])
        .where('organization_id', '=', organizationId)
        .where('meter_id', '=', meterId)
        .execute()
    ).map((row) => [row.day, row]),
  )

describe('days without values', () => {
  it('are estimated by the household profile, as high as the meter’s own days, to the watt-hour', async () => {
    const retailer = await createRetailer()
    const { id: subscriptionId, meterId } = await retailer.subscribe()
    await measure(retailer, meterId, '2025-09-01', '2025-10-24', even(10))
    await measure(retailer, meterId, '2025-10-28', '2025-12-01', even(10))
    const input = { subscriptionId, from: '2025-10-01', to: '2025-11-01' } as const
    // Reckoned apart from this program, from the published table: 56 days of 960 Wh stand for 347,506 Wh a year.
    const factors = {
      method: 'household_profile',
      profile: 'H25',
      annualWh: 347_506,
      basis: 'measured_days',
      measuredDays: 56,
      measuredWh: 53_760,
    }
    const days = ['2025-10-24', '2025-10-25', '2025-10-26', '2025-10-27']
    expect(await estimateMissingDays(retailer.at(TODAY), input)).toEqual({ days, energyWh: 4017, factors })

    const rows = await stored(retailer, meterId)
    expect(days.map((day) => rows.get(day as Day)?.total_wh)).toEqual([920, 1042, 1124, 931])
    const long = rows.get('2025-10-26')
    expect(long).toMatchObject({ status: 'E', version: 1 })
    expect(long?.wh).toHaveLength(100)
    expect(long?.wh?.slice(0, 12)).toEqual([8, 8, 8, 7, 7, 6, 7, 6, 6, 6, 6, 5])
    expect(long?.wh?.slice(76, 84)).toEqual([16, 16, 17, 17, 17, 17, 17, 16])
    expect(long?.wh?.reduce((sum, wh) => sum + wh, 0)).toBe(1124)
    expect(rows.get('2025-10-23')).toMatchObject({ status: 'F', total_wh: 960 })

    const audit = await retailer.db
      .selectFrom('audit_events')
      .select(['subject', 'customer_id', 'details'])
      .where('organization_id', '=', retailer.organizationId)
      .where('action', '=', 'interval_days.estimated')
      .execute()
    expect(audit).toEqual([
      {
        subject: meterId,
        customer_id: retailer.customerId,
        details: {
          subscription: subscriptionId,
          reason: 'no_values_delivered',
          days,
          energyWh: 4017,
          factors,
        },
      },
    ])
    expect(await estimateMissingDays(retailer.at(TODAY), input)).toEqual({
      days: [],
      energyWh: 0,
      factors: null,
    })
  })

  it('go by the contract’s yearly estimate where fewer than a week was measured, within the contract', async () => {
    const retailer = await createRetailer()
    const { id: subscriptionId, meterId } = await retailer.subscribe()
    const estimated = await estimateMissingDays(retailer.at(TODAY), {
      subscriptionId,
      from: '2025-08-01',
      to: '2025-10-01',
    })
    expect(estimated).toMatchObject({
      energyWh: 203_274,
      factors: { basis: 'contract', annualWh: 2_800_000, measuredDays: 0 },
    })
    expect(estimated.days).toHaveLength(30)
    const rows = await stored(retailer, meterId)
    expect([rows.get('2025-09-01')?.total_wh, rows.get('2025-09-30')?.total_wh]).toEqual([6189, 6804])
    // Estimates are no ground for others: October rests on its six measured days no more than on September.
    await measure(retailer, meterId, '2025-10-01', '2025-10-07', even(10))
    const october = await estimateMissingDays(retailer.at(TODAY), {
      subscriptionId,
      from: '2025-10-01',
      to: '2025-11-01',
    })
    expect(october.factors).toMatchObject({ basis: 'contract', measuredDays: 6 })
    expect(october.days).toHaveLength(25)
  })

  it('give way to a later delivery, and never the other way round', async () => {
    const retailer = await createRetailer()
    const { id: subscriptionId, meterId } = await retailer.subscribe()
    const september = { subscriptionId, from: '2025-09-01', to: '2025-10-01' } as const
    await estimateMissingDays(retailer.at(TODAY), september)
    await measure(retailer, meterId, '2025-09-10', '2025-09-12', even(20))
    const { db, organizationId } = retailer
    const usage = () => usageByDay(db, organizationId, subscriptionId, '2025-09-09', '2025-09-13')
    const delivered = [
      { day: '2025-09-09', status: 'estimated' },
      { day: '2025-09-10', status: 'final', wh: 1920 },
      { day: '2025-09-11', status: 'final', wh: 1920 },
      { day: '2025-09-12', status: 'estimated' },
    ]
    expect(await usage()).toMatchObject(delivered)
    expect(await estimateMissingDays(retailer.at(TODAY), september)).toMatchObject({ days: [] })
    expect(await usage()).toMatchObject(delivered)
  })
})

describe('feed-in without values', () => {
  /** Watt-hours in the four quarter-hours from noon UTC, wherever the local clock stands. */
  const noon = (values: readonly number[]) => (day: Day) => {
    const first = startOfDay(day).epochMilliseconds / QUARTER_MS
    return Array.from({ length: quarterCount(day) }, (_, index) => values[((first + index) % 96) - 48] ?? 0)
  }

  it('is the mean of the days around it by the sun’s clock, also over the end of summer time', async () => {
    const retailer = await createRetailer({ type: 'feed_in' })
    const { id: subscriptionId, meterId } = await retailer.subscribe()
    await measure(retailer, meterId, '2025-10-01', '2025-10-11', noon([9999]))
    await measure(retailer, meterId, '2025-10-11', '2025-10-25', noon([400, 101, 1, 1]))
    await measure(retailer, meterId, '2025-10-28', '2025-11-12', noon([200, 101, 0, 0]))
    const estimated = await estimateMissingDays(retailer.at(TODAY), {
      subscriptionId,
      from: '2025-10-01',
      to: '2025-11-01',
    })
    expect(estimated).toEqual({
      days: ['2025-10-25', '2025-10-26', '2025-10-27'],
      energyWh: 1206,
      factors: { method: 'mean_of_measured_days', measuredDays: 28, measuredWh: 11_256 },
    })
    const rows = await stored(retailer, meterId)
    // 14:00 of summer time, 14 hours after a midnight of summer time, 13:00 of winter time.
    expect(rows.get('2025-10-25')?.wh?.slice(56, 60)).toEqual([300, 101, 1, 0])
    expect(rows.get('2025-10-26')?.wh?.slice(56, 60)).toEqual([300, 101, 1, 0])
    expect(rows.get('2025-10-27')?.wh?.slice(52, 56)).toEqual([300, 101, 1, 0])
  })

  it('is refused where no week around it was measured', async () => {
    const retailer = await createRetailer({ type: 'feed_in' })
    const { id: subscriptionId, meterId } = await retailer.subscribe()
    await measure(retailer, meterId, '2025-10-01', '2025-10-07', noon([400]))
    await expect(
      estimateMissingDays(retailer.at(TODAY), { subscriptionId, from: '2025-10-01', to: '2025-11-01' }),
    ).rejects.toThrow('Feed-in from 2025-10-07 cannot be estimated: fewer than seven days')
  })
})

it('refuses an analog meter, days to come and another organisation’s contract', async () => {
  const retailer = await createRetailer()
  const { id: smart } = await retailer.subscribe()
  const { id: analog } = await retailer.subscribe({ meter: { type: 'analog', number: '1ITR0012345678' } })
  const estimate = (subscriptionId: typeof smart, to: Day, from: Retailer = retailer) =>
    estimateMissingDays(from.at(TODAY), { subscriptionId, from: '2025-11-01', to })
  await expect(estimate(analog, '2025-12-01')).rejects.toThrow('Only a smart meter has days to estimate')
  await expect(estimate(smart, '2025-12-02')).rejects.toThrow('The period is not over yet.')
  await expect(estimate(smart, '2025-12-01', await createRetailer())).rejects.toMatchObject({
    code: 'NOT_FOUND',
  })
})
