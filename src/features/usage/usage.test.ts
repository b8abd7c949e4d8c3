import { describe, expect, it } from 'vitest'
import { newId } from '../../domain/identifiers.ts'
import { recordMeterReading } from '../meter-readings/record-meter-reading.ts'
import { listMeterReadings } from '../meter-readings/queries.ts'
import { createRetailer, fillEvenly } from '../subscriptions/test-contracts.ts'
import { usageByDay, usageByMonth, usageTotalWh } from './queries.ts'
import { storeIntervalDays } from './store-interval-days.ts'

const even = (length: number, value: number) => Array.from({ length }, () => value)

describe('quarter-hours of a smart meter', () => {
  it('sum to the same by day and by month, across the day of 100, with what each day cost', async () => {
    const retailer = await createRetailer()
    const { id, meterId } = await retailer.subscribe()
    await fillEvenly(retailer, meterId, {
      from: '2025-10-01',
      to: '2025-11-03',
      wh: 10,
      priceMicroEur: 80_000,
    })
    const { db, organizationId } = retailer
    const days = await usageByDay(db, organizationId, id, '2025-10-25', '2025-10-28')
    expect(days).toEqual([
      { day: '2025-10-25', wh: 960, status: 'final', costCents: 27 },
      { day: '2025-10-26', wh: 1000, status: 'final', costCents: 29 },
      { day: '2025-10-27', wh: 960, status: 'final', costCents: 27 },
    ])
    const months = await usageByMonth(db, organizationId, id, '2025-10-01', '2025-11-03')
    expect(months.map(({ month, wh }) => [month, wh])).toEqual([
      ['2025-10-01', 29_800],
      ['2025-11-01', 1920],
    ])
    expect(await usageTotalWh(db, organizationId, id, '2025-10-01', '2025-11-03')).toBe(31_720)
    expect(await usageTotalWh(db, organizationId, id, '2025-09-30', '2025-11-03')).toBeNull()
  })

  it('are replaced by a later delivery, and cost nothing known while the price is missing', async () => {
    const retailer = await createRetailer()
    const { id, meterId } = await retailer.subscribe()
    const store = (wh: number, status: 'preliminary' | 'final' | 'substitute') =>
      storeIntervalDays(retailer.ctx, { meterId, days: [{ day: '2031-10-26', wh: even(100, wh), status }] })
    await store(10, 'preliminary')
    await store(12, 'substitute')
    expect(await usageByDay(retailer.db, retailer.organizationId, id, '2031-10-26', '2031-10-27')).toEqual([
      { day: '2031-10-26', wh: 1200, status: 'substitute', costCents: null },
    ])
  })

  it('are refused with a wrong count, a value no meter measures, or for another meter', async () => {
    const retailer = await createRetailer()
    const { meterId } = await retailer.subscribe()
    const store = (wh: number[], meter = meterId) =>
      storeIntervalDays(retailer.ctx, { meterId: meter, days: [{ day: '2025-10-26', wh, status: 'final' }] })
    await expect(store(even(96, 1))).rejects.toThrow('2025-10-26 has 100 quarter-hours, not 96.')
    await expect(store(even(100, -1))).rejects.toThrow('a value that no meter can have measured')
    await expect(store(even(100, 1e12))).rejects.toThrow('a value that no meter can have measured')
    await expect(store(even(100, 1), newId('meter'))).rejects.toThrow('Meter not found.')
    const stranger = await createRetailer()
    await expect(
      storeIntervalDays(stranger.ctx, {
        meterId,
        days: [{ day: '2025-10-26', wh: even(100, 1), status: 'final' }],
      }),
    ).rejects.toThrow('Meter not found.')
    const analog = await retailer.subscribe({ meter: { type: 'analog', number: '48213377' } })
    await expect(store(even(100, 1), analog.meterId)).rejects.toThrow(
      'Only a smart meter has quarter-hour values.',
    )
  })
})

describe('readings of an analog meter', () => {
  it('lie within the contract, once a day, and only run forward', async () => {
    const retailer = await createRetailer({
      tariff: 'fixed',
      workingPriceMicroEurPerKwh: 120_000,
      markupMicroEurPerKwh: 0,
    })
    const { id } = await retailer.subscribe({ meter: { type: 'analog', number: '48213377' } })
    const record = (
      readOn: '2025-08-31' | '2025-09-01' | '2025-10-01' | '2025-12-01' | '2026-12-01',
      kwh: number,
    ) =>
      recordMeterReading(retailer.at('2026-06-01'), {
        subscriptionId: id,
        readOn,
        valueWh: kwh * 1000,
        type: 'customer_report',
      })
    await record('2025-09-01', 48_213)
    await record('2025-12-01', 48_900)
    await expect(record('2025-08-31', 48_000)).rejects.toThrow('The reading lies outside the contract.')
    await expect(record('2026-12-01', 49_000)).rejects.toThrow('The reading lies outside the contract.')
    await expect(record('2025-12-01', 48_901)).rejects.toThrow('There is a reading for this day already.')
    await expect(record('2025-10-01', 48_212)).rejects.toThrow(
      'The meter showed 48213 kWh on 2025-09-01; it only runs forward.',
    )
    await expect(record('2025-10-01', 48_901)).rejects.toThrow(
      'The meter showed 48900 kWh on 2025-12-01; it only runs forward.',
    )
    const readings = await listMeterReadings(retailer.db, retailer.organizationId, id)
    expect(readings.map(({ readOn }) => readOn)).toEqual(['2025-12-01', '2025-09-01'])
    const months = await usageByMonth(retailer.db, retailer.organizationId, id, '2025-09-01', '2026-01-01')
    expect(months.map(({ status }) => status)).toEqual(['final', 'final', 'final', 'estimated'])
    expect(months.slice(0, 3).reduce((sum, { wh }) => sum + wh, 0)).toBe(687_000)
  })

  it('are not taken for a smart meter', async () => {
    const retailer = await createRetailer()
    const { id } = await retailer.subscribe()
    await expect(
      recordMeterReading(retailer.at('2025-10-01'), {
        subscriptionId: id,
        readOn: '2025-09-15',
        valueWh: 1,
        type: 'customer_report',
      }),
    ).rejects.toThrow('A smart meter is read remotely.')
  })
})
