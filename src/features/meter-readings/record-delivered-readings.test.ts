import { describe, expect, it } from 'vitest'
import { writeMscons } from '../../../tests/support/mscons.ts'
import { newId } from '../../domain/identifiers.ts'
import type { Day } from '../../domain/local-time.ts'
import type { DeliveredReading } from '../meter-values/delivery.ts'
import { parseMscons } from '../meter-values/parse-mscons.ts'
import { createRetailer } from '../subscriptions/test-contracts.ts'
import { terminateSubscription } from '../subscriptions/terminate-subscription.ts'
import { usageTotalWh } from '../usage/queries.ts'
import { listMeterReadings } from './queries.ts'
import { recordDeliveredReadings } from './record-delivered-readings.ts'
import { recordMeterReading } from './record-meter-reading.ts'

/** A contract on an analog meter from 1 September 2025 on, seen on 1 June 2026. */
async function analogContract() {
  const retailer = await createRetailer()
  const contract = await retailer.subscribe({ meter: { type: 'analog', number: '48213377' } })
  const ctx = retailer.at('2026-06-01')
  const { db, organizationId } = retailer
  return {
    ...retailer,
    ...contract,
    ctx,
    deliver: (...readings: DeliveredReading[]) =>
      recordDeliveredReadings(ctx, { meterId: contract.meterId, readings }),
    report: (readOn: Day, kwh: number) =>
      recordMeterReading(ctx, {
        subscriptionId: contract.id,
        readOn,
        valueWh: kwh * 1000,
        type: 'customer_report',
      }),
    stored: async () =>
      (await listMeterReadings(db, organizationId, contract.id)).map(({ readOn, valueWh, type }) => [
        readOn,
        valueWh / 1000,
        type,
      ]),
    audited: (action: string) =>
      db
        .selectFrom('audit_events')
        .select(['subject', 'details'])
        .where('organization_id', '=', organizationId)
        .where('action', '=', action)
        .execute(),
  }
}

const at = (readOn: Day, kwh: number, line = 1): DeliveredReading => ({
  readOn,
  valueWh: kwh * 1000,
  estimated: false,
  line,
})
const estimate = (readOn: Day, kwh: number, line = 1) => ({ ...at(readOn, kwh, line), estimated: true })
const NOTHING = { written: 0, unchanged: 0, ignored: [], problems: [] }

describe('delivered readings', () => {
  it('are stored with their origin and delivery, and change nothing the second time', async () => {
    const contract = await analogContract()
    const [series] = parseMscons(
      writeMscons([
        {
          location: 'DE0010696664610000000000000012345',
          readings: [
            { readOn: '2025-09-01', valueWh: 48_213_000 },
            { readOn: '2026-01-01', valueWh: 49_100_500, qualifier: '67' },
          ],
        },
      ]),
    ).series
    const importId = newId('meterValueImport')
    const deliver = () =>
      recordDeliveredReadings(contract.ctx, {
        meterId: contract.meterId,
        readings: series?.readings ?? [],
        importId,
      })
    expect(await deliver()).toEqual({ ...NOTHING, written: 2 })
    expect(await deliver()).toEqual({ ...NOTHING, unchanged: 2 })
    expect(await contract.stored()).toEqual([
      ['2026-01-01', 49_100.5, 'grid_estimation'],
      ['2025-09-01', 48_213, 'grid_reading'],
    ])
    const recorded = await contract.audited('meter_reading.recorded')
    expect(recorded.map(({ details }) => details)).toEqual([{ importId }, { importId }])
    const { db, organizationId } = contract
    const total = await usageTotalWh(db, organizationId, contract.id, '2025-09-01', '2026-01-01')
    expect(total).toBe(887_500)
  })

  it('come before what the customer reported, and the audit trail keeps that', async () => {
    const contract = await analogContract()
    const { id } = await contract.report('2026-03-15', 49_300)
    expect(await contract.deliver(at('2026-03-15', 49_310))).toEqual({ ...NOTHING, written: 1 })
    expect(await contract.stored()).toEqual([['2026-03-15', 49_310, 'grid_reading']])
    expect(await contract.audited('meter_reading.replaced')).toEqual([
      {
        subject: id,
        details: {
          readOn: '2026-03-15',
          before: { valueWh: 49_300_000, type: 'customer_report' },
          after: { valueWh: 49_310_000, type: 'grid_reading' },
        },
      },
    ])
    await expect(contract.report('2026-03-15', 49_310)).rejects.toThrow('There is a reading for this day')
  })

  it('of a later delivery replace earlier ones, an estimate too, but an estimate no reading', async () => {
    const contract = await analogContract()
    await contract.deliver(estimate('2026-01-01', 49_100))
    expect(await contract.deliver(estimate('2026-01-01', 49_120))).toMatchObject({ written: 1 })
    expect(await contract.deliver(at('2026-01-01', 49_090))).toMatchObject({ written: 1 })
    expect(await contract.deliver(estimate('2026-01-01', 49_120, 7))).toEqual({
      ...NOTHING,
      ignored: [
        { line: 7, message: 'The estimate of 2026-01-01 is not kept: the meter was read on that day.' },
      ],
    })
    await contract.report('2026-03-15', 49_300)
    expect(await contract.deliver(estimate('2026-03-15', 49_250))).toMatchObject({ written: 0 })
    expect(await contract.stored()).toEqual([
      ['2026-03-15', 49_300, 'customer_report'],
      ['2026-01-01', 49_090, 'grid_reading'],
    ])
  })

  it('are compared with each other when a whole series is corrected', async () => {
    const contract = await analogContract()
    await contract.deliver(at('2025-10-01', 100), at('2025-11-01', 200), at('2026-05-01', 900))
    expect(await contract.deliver(at('2025-10-01', 300), at('2025-11-01', 400))).toMatchObject({
      written: 2,
      problems: [],
    })
    expect(await contract.stored()).toEqual([
      ['2026-05-01', 900, 'grid_reading'],
      ['2025-11-01', 400, 'grid_reading'],
      ['2025-10-01', 300, 'grid_reading'],
    ])
  })

  it('that run backward are refused with the reason, the others stored', async () => {
    const contract = await analogContract()
    await contract.report('2025-12-01', 500)
    expect(
      await contract.deliver(at('2025-10-01', 501, 3), at('2026-01-01', 499, 5), at('2026-02-01', 600, 7)),
    ).toEqual({
      ...NOTHING,
      written: 1,
      problems: [
        { line: 3, message: '2025-10-01: The meter showed 500 kWh on 2025-12-01; it only runs forward.' },
        { line: 5, message: '2026-01-01: The meter showed 500 kWh on 2025-12-01; it only runs forward.' },
      ],
    })
    expect(await contract.deliver(at('2026-03-01', 800, 2), at('2026-03-01', 801, 4))).toMatchObject({
      written: 1,
      problems: [{ line: 4, message: 'There are two readings of 2026-03-01: 800 kWh and 801 kWh.' }],
    })
    expect(await contract.deliver(at('2026-04-01', 900, 2), at('2026-04-01', 900, 4))).toMatchObject({
      written: 1,
      problems: [],
    })
  })

  it('fall back to what stays stored when a reading that would have replaced it is refused', async () => {
    const contract = await analogContract()
    await contract.deliver(at('2025-10-01', 100), at('2025-11-01', 200))
    // 50 for November is below October's 100; without it November stays at 200, which December's 150 contradicts.
    const outcome = await contract.deliver(at('2025-11-01', 50, 1), at('2025-12-01', 150, 2))
    expect(outcome.written).toBe(0)
    expect(outcome.problems.map(({ message }) => message)).toEqual([
      '2025-11-01: The meter showed 100 kWh on 2025-10-01; it only runs forward.',
      '2025-12-01: The meter showed 200 kWh on 2025-11-01; it only runs forward.',
    ])
  })

  it('lie within a contract and not in the future', async () => {
    const contract = await analogContract()
    await terminateSubscription(contract.ctx, { subscriptionId: contract.id, endOn: '2026-07-01' })
    const outcome = await contract.deliver(
      at('2025-08-31', 1, 1),
      at('2025-09-01', 2, 2),
      at('2026-06-01', 3, 3),
      at('2026-06-02', 4, 4),
      at('2026-07-02', 5, 5),
    )
    expect(outcome).toEqual({
      ...NOTHING,
      written: 2,
      problems: [
        { line: 1, message: 'The reading of 2025-08-31 lies outside of any contract of its meter.' },
        { line: 4, message: 'The reading of 2026-06-02 lies in the future.' },
        { line: 5, message: 'The reading of 2026-07-02 lies outside of any contract of its meter.' },
      ],
    })
  })

  it('of a smart meter are passed over', async () => {
    const retailer = await createRetailer()
    const { id, meterId } = await retailer.subscribe()
    const outcome = await recordDeliveredReadings(retailer.at('2026-06-01'), {
      meterId,
      readings: [at('2026-01-01', 10, 9)],
    })
    expect(outcome).toEqual({
      ...NOTHING,
      ignored: [
        {
          line: 9,
          message: 'A smart meter is billed by its quarter-hours; its register of 2026-01-01 is not kept.',
        },
      ],
    })
    expect(await listMeterReadings(retailer.db, retailer.organizationId, id)).toEqual([])
  })

  it('of another organisation’s meter are refused like those of a missing one', async () => {
    const contract = await analogContract()
    const stranger = await createRetailer()
    for (const meterId of [contract.meterId, newId('meter')]) {
      await expect(
        recordDeliveredReadings(stranger.at('2026-06-01'), { meterId, readings: [at('2026-01-01', 10)] }),
      ).rejects.toThrow('Meter not found.')
    }
    expect(await contract.stored()).toEqual([])
  })

  it('that come twice at the same moment are stored once', async () => {
    const contract = await analogContract()
    const readings = [at('2025-09-01', 100), at('2026-01-01', 200)]
    const outcomes = await Promise.all(Array.from({ length: 6 }, () => contract.deliver(...readings)))
    expect(outcomes.map(({ written }) => written).sort((a, b) => b - a)).toEqual([2, 0, 0, 0, 0, 0])
    expect(outcomes.reduce((sum, { unchanged }) => sum + unchanged, 0)).toBe(10)
  })
})
