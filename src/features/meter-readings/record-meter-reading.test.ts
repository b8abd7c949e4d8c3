import { describe, expect, it } from 'vitest'
import { newId } from '../../domain/identifiers.ts'
import type { Day } from '../../domain/local-time.ts'
import { createRetailer } from '../subscriptions/test-contracts.ts'
import { usageTotalWh } from '../usage/queries.ts'
import { findReadingPhoto, listMeterReadings, listReportedReadings } from './queries.ts'
import { recordDeliveredReadings } from './record-delivered-readings.ts'
import { recordMeterReading } from './record-meter-reading.ts'
import { reviewMeterReading } from './review-meter-reading.ts'

const JPEG = Buffer.from('ffd8ffe000104a46494600', 'hex')

/** A household of 3,650 kWh a year on an analog meter, read at 10,000 kWh when supply began on 1 September 2025. */
async function household() {
  const retailer = await createRetailer()
  const contract = await retailer.subscribe({
    meter: { type: 'analog', number: '48213377' },
    estimatedUsageWh: 3_650_000,
  })
  const { db, organizationId } = retailer
  const ctx = retailer.at('2026-09-01')
  const report = (readOn: Day, kwh: number, more: { message?: string; photo?: Buffer } = {}) =>
    recordMeterReading(ctx, {
      subscriptionId: contract.id,
      readOn,
      valueWh: kwh * 1000,
      type: 'customer_report',
      ...more,
    })
  await report('2025-09-01', 10_000)
  return {
    ...retailer,
    ...contract,
    ctx,
    report,
    counting: async () =>
      (await listMeterReadings(db, organizationId, contract.id)).map(({ valueWh }) => valueWh / 1000),
    reported: () => listReportedReadings(db, organizationId, contract.id),
  }
}

describe('a reading far from what the household uses', () => {
  it('is asked back about, and nothing is written', async () => {
    const { report, reported } = await household()
    for (const kwh of [28_300, 10_700]) {
      await expect(report('2026-09-01', kwh)).rejects.toMatchObject({
        code: 'UNPROCESSABLE_ENTITY',
        errors: [{ code: 'implausible_meter_reading', field: 'value' }],
      })
    }
    await expect(report('2026-09-01', 28_300, { message: '  \n' })).rejects.toThrow('Send it again')
    expect(await reported()).toHaveLength(1)
  })

  it('is taken with a message, and counts for nothing until somebody has looked', async () => {
    const { db, organizationId, id, report, reported, counting } = await household()
    const reading = await report('2026-09-01', 40_000, { message: ' Neue Wärmepumpe ' })
    expect(reading).toMatchObject({ needsReview: true, message: 'Neue Wärmepumpe', hasPhoto: false })
    expect(await reported()).toMatchObject([{ id: reading.id, needsReview: true }, { needsReview: false }])
    expect(await counting()).toEqual([10_000])
    expect(await usageTotalWh(db, organizationId, id, '2025-09-01', '2026-09-01')).toBe(3_652_042)
  })

  it('keeps what is said about a usual value without any review', async () => {
    const { report } = await household()
    expect(await report('2026-09-01', 13_600, { message: 'Alles wie immer' })).toMatchObject({
      needsReview: false,
      message: 'Alles wie immer',
    })
    await expect(report('2026-08-01', 13_000, { message: 'x'.repeat(501) })).rejects.toMatchObject({
      errors: [{ field: 'message' }],
    })
  })

  it('below an earlier one is taken in the same way, and stands in nobody’s way', async () => {
    const { report, counting, ctx, meterId } = await household()
    await report('2026-03-01', 12_000)
    await expect(report('2026-09-01', 200)).rejects.toThrow('12000 kWh on 2026-03-01; it only runs forward')
    await report('2026-09-01', 200, { message: 'Der Zähler wurde getauscht.' })
    await report('2026-08-31', 13_900)
    const outcome = await recordDeliveredReadings(ctx, {
      meterId,
      readings: [{ readOn: '2026-09-01', valueWh: 13_910_000, estimated: false, line: 1 }],
    })
    expect(outcome).toMatchObject({ written: 1, problems: [] })
    expect(await counting()).toEqual([13_910, 13_900, 12_000, 10_000])
  })

  it('is not asked about when the grid operator read it', async () => {
    const { ctx, id } = await household()
    const reading = {
      subscriptionId: id,
      readOn: '2026-09-01',
      valueWh: 40_000_000,
      type: 'grid_reading',
    } as const
    expect(await recordMeterReading(ctx, reading)).toMatchObject({ needsReview: false })
  })
})

describe('the review of a reading', () => {
  it('makes it count, or takes it away with its photo; once', async () => {
    const { db, organizationId, customerId, ctx, report, counting, reported } = await household()
    const high = await report('2026-09-01', 40_000, { message: 'Neue Wärmepumpe', photo: JPEG })
    await reviewMeterReading(ctx, { readingId: high.id, decision: 'accept' })
    expect(await counting()).toEqual([40_000, 10_000])
    await expect(reviewMeterReading(ctx, { readingId: high.id, decision: 'discard' })).rejects.toThrow(
      'Meter reading to review not found.',
    )
    const low = await report('2026-08-01', 9000, { message: 'Zähler getauscht', photo: JPEG })
    await expect(reviewMeterReading(ctx, { readingId: low.id, decision: 'accept' })).rejects.toThrow(
      'The meter showed 10000 kWh on 2025-09-01; it only runs forward.',
    )
    await reviewMeterReading(ctx, { readingId: low.id, decision: 'discard' })
    expect(await reported()).toHaveLength(2)
    expect(await findReadingPhoto(db, organizationId, customerId, low.id)).toBeUndefined()
  })

  it('knows no reading of another organisation', async () => {
    const { report, counting } = await household()
    const stranger = await createRetailer()
    const reading = await report('2026-09-01', 40_000, { message: 'x' })
    for (const readingId of [reading.id, newId('meterReading')]) {
      for (const decision of ['accept', 'discard'] as const) {
        await expect(
          reviewMeterReading(stranger.at('2026-09-01'), { readingId, decision }),
        ).rejects.toMatchObject({ code: 'NOT_FOUND' })
      }
    }
    expect(await counting()).toEqual([10_000])
  })
})

describe('the photo of a register', () => {
  it('is kept without what the camera wrote beside it', async () => {
    const { db, organizationId, customerId, report } = await household()
    const place = Buffer.concat([Buffer.from('ffe10013', 'hex'), Buffer.from('GPS 52.5, 13.4 __')])
    const photo = Buffer.concat([JPEG.subarray(0, 2), place, Buffer.from('ffda0002aaffd9', 'hex')])
    const { id } = await report('2026-09-01', 13_600, { photo })
    expect(await findReadingPhoto(db, organizationId, customerId, id)).toEqual({
      content_type: 'image/jpeg',
      content: Buffer.from('ffd8ffda0002aaffd9', 'hex'),
    })
  })

  it('is kept for the customer alone', async () => {
    const { db, organizationId, customerId, report } = await household()
    const { id, hasPhoto } = await report('2026-09-01', 13_600, { photo: JPEG })
    expect(hasPhoto).toBe(true)
    expect(await findReadingPhoto(db, organizationId, customerId, id)).toEqual({
      content_type: 'image/jpeg',
      content: JPEG,
    })
    const stranger = await createRetailer()
    expect(await findReadingPhoto(db, stranger.organizationId, customerId, id)).toBeUndefined()
    expect(await findReadingPhoto(db, organizationId, newId('customer'), id)).toBeUndefined()
  })

  it('is judged by its content; a wrong one leaves no reading behind', async () => {
    const { report, reported } = await household()
    const large = Buffer.concat([JPEG, Buffer.alloc(8 * 1024 * 1024)])
    for (const photo of [Buffer.from('<svg onload="alert(1)"/>'), Buffer.alloc(0), large]) {
      await expect(report('2026-09-01', 13_600, { photo })).rejects.toMatchObject({
        errors: [{ code: 'unsupported_photo', field: 'photo' }],
      })
    }
    expect(await reported()).toHaveLength(1)
  })
})
