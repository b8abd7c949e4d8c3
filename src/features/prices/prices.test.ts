import { describe, expect, it } from 'vitest'
import { createRetailer, fillEvenly } from '../subscriptions/test-contracts.ts'
import { terminateSubscription } from '../subscriptions/terminate-subscription.ts'
import { priceOutlook } from './price-outlook.ts'
import { pricesForSubscription } from './queries.ts'
import { storeDayPrices } from './store-day-prices.ts'

describe("a contract's prices", () => {
  it('are all-in, within its term, and missing where they are not published', async () => {
    const retailer = await createRetailer()
    const { id, meterId } = await retailer.subscribe({ startOn: '2025-10-25' })
    await fillEvenly(retailer, meterId, {
      from: '2025-10-20',
      to: '2025-10-28',
      wh: 10,
      priceMicroEur: 80_000,
    })
    await storeDayPrices(retailer.db, {
      area: 'DE-LU',
      source: 'test',
      days: [{ day: '2025-10-26', prices: Array.from({ length: 100 }, (_, index) => 82_950 - index * 1000) }],
    })
    await terminateSubscription(retailer.ctx, { subscriptionId: id, endOn: '2025-10-27' })
    const days = await pricesForSubscription(
      retailer.db,
      retailer.organizationId,
      id,
      '2025-10-20',
      '2025-11-01',
    )
    expect(days.map(({ day, quarters }) => [day, quarters.length])).toEqual([
      ['2025-10-25', 96],
      ['2025-10-26', 100],
    ])
    // (8 + 1 + 10 + 3 + 2) ct × 1.19
    expect(days[0]?.quarters[0]).toEqual({
      startsAt: Date.parse('2025-10-24T22:00:00Z'),
      microEurPerKwh: 285_600,
      parts: { energy: 107_100, grid: 119_000, levies: 35_700, taxes: 23_800 },
      exchangeMicroEurPerKwh: 80_000,
    })
    const stranger = await createRetailer()
    await expect(
      pricesForSubscription(retailer.db, stranger.organizationId, id, '2025-10-20', '2025-11-01'),
    ).rejects.toThrow('Subscription not found.')
  })

  it('look ahead with what is published, and compare with the 30 days before', async () => {
    const retailer = await createRetailer()
    const { id, meterId } = await retailer.subscribe()
    await fillEvenly(retailer, meterId, {
      from: '2025-08-20',
      to: '2025-10-02',
      wh: 10,
      priceMicroEur: 80_000,
    })
    const outlook = (day: '2025-08-25' | '2025-09-02' | '2025-10-01') =>
      priceOutlook(retailer.db, retailer.organizationId, id, retailer.at(day).now)
    expect(await outlook('2025-08-25')).toBeNull()
    const september = await outlook('2025-09-02')
    expect(september).toMatchObject({ kind: 'dynamic', tomorrowPublished: true, isDemo: false })
    const october = await outlook('2025-10-01')
    if (september?.kind !== 'dynamic' || october?.kind !== 'dynamic') throw new Error('a dynamic tariff')
    // Before the contract began the market's prices count too: 13 days of them are stored.
    expect([september.points.length, september.recent.length]).toEqual([192, 13 * 96])
    expect([october.points.length, october.recent.length, october.tomorrowPublished]).toEqual([
      96,
      30 * 96,
      false,
    ])
  })
})
