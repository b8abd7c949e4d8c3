import { describe, expect, it } from 'vitest'
import { envelope, loadProfile, registerReadings, writeMscons } from '../../../tests/support/mscons.ts'
import { changed, even, january, MALO } from '../../../tests/support/mscons-samples.ts'
import { listMeterReadings } from '../meter-readings/queries.ts'
import { createRetailer } from '../subscriptions/test-contracts.ts'
import { usageByDay } from '../usage/queries.ts'
import { importMeterValues } from './import-meter-values.ts'

const ANALOG_MELO = 'DE0010696664610000000000000012345'

/** A smart meter at the samples' market location, an analog one at a metering location, seen on 1 February 2026. */
async function household() {
  const retailer = await createRetailer()
  const smart = await retailer.subscribe({ meter: { type: 'smart', number: '1APA0195124010', malo: MALO } })
  const analog = await retailer.subscribe({
    meter: { type: 'analog', number: '48213377', melo: ANALOG_MELO },
  })
  const { db, organizationId } = retailer
  return {
    ...retailer,
    smart,
    analog,
    deliver: (text: string, options: { skipBadRows?: boolean; dryRun?: boolean } = {}) =>
      importMeterValues(retailer.at('2026-02-01'), {
        fileName: 'MSCONS_TL_1.edi',
        content: Buffer.from(text, 'latin1'),
        ...options,
      }),
    days: async () =>
      (await usageByDay(db, organizationId, smart.id, '2026-01-01', '2026-02-01')).map(
        ({ day, wh, status }) => [day, wh, status],
      ),
    readings: async () =>
      (await listMeterReadings(db, organizationId, analog.id)).map(({ readOn, valueWh, type }) => [
        readOn,
        valueWh,
        type,
      ]),
  }
}

describe('an interchange that is imported', () => {
  it('brings quarter-hours and readings to the meters at its locations, once', async () => {
    const { deliver, days, readings } = await household()
    const text = envelope([
      loadProfile({ location: MALO }, [january(5), { ...january(6), qualifiers: 'Z18' }]),
      registerReadings({ location: ANALOG_MELO, meterNumber: '48213377' }, [
        { readOn: '2025-09-01', valueWh: 48_213_000 },
        { readOn: '2026-01-01', valueWh: 49_100_500, qualifier: '67' },
      ]),
    ])
    expect(await deliver(text, { dryRun: true })).toMatchObject({ daysWritten: 2, readingsWritten: 2 })
    expect(await days()).toEqual([])
    expect(await deliver(text)).toMatchObject({
      format: 'mscons',
      daysWritten: 2,
      daysUnchanged: 0,
      readingsWritten: 2,
      problems: [],
    })
    expect(await days()).toEqual([
      ['2026-01-05', 960, 'final'],
      ['2026-01-06', 960, 'preliminary'],
    ])
    expect(await readings()).toEqual([
      ['2026-01-01', 49_100_500, 'grid_estimation'],
      ['2025-09-01', 48_213_000, 'grid_reading'],
    ])
    expect(await deliver(text)).toMatchObject({ daysWritten: 0, daysUnchanged: 2, readingsWritten: 0 })
  })

  it('replaces preliminary values by later ones', async () => {
    const { deliver, days } = await household()
    await deliver(writeMscons([{ location: MALO, days: [{ ...january(5), qualifiers: 'Z18' }] }]))
    const final = [{ day: '2026-01-05' as const, wh: even(96, 11), qualifiers: ['67'] }]
    expect(await deliver(writeMscons([{ location: MALO, days: final }]))).toMatchObject({ daysWritten: 1 })
    // One substitute among 95 true values: the day is as certain as its least certain quarter-hour.
    expect(await days()).toEqual([['2026-01-05', 1056, 'substitute']])
  })

  it('with a bad value writes nothing, or everything but that day', async () => {
    const { deliver, days } = await household()
    const text = changed('220:0.010', '187:0.010')
    const reason =
      'line 16: Segment 15 (QTY): The value is a forecast (QTY 187). 2026-01-05 of 41373559241 is left out.'
    await expect(deliver(text)).rejects.toThrow(`MSCONS_TL_1.edi, ${reason}`)
    expect(await days()).toEqual([])
    expect((await deliver(text, { skipBadRows: true })).problems).toHaveLength(1)
    expect(await days()).toEqual([['2026-01-06', 960, 'final']])
  })

  it('that is damaged writes nothing, even when bad rows may be skipped', async () => {
    const { deliver, days } = await household()
    const text = writeMscons([{ location: MALO, days: [january(5)] }])
    for (const [broken, reason] of [
      [text.slice(0, -40), 'it is incomplete'],
      [text.replace(/UNZ\+1/, 'UNZ+2'), 'It counts 2 messages, the interchange has 1.'],
      [text.replaceAll('2.4c', '2.4b'), 'MSCONS 2.4b is not read'],
    ] as const) {
      await expect(deliver(broken, { skipBadRows: true })).rejects.toThrow(reason)
    }
    expect(await days()).toEqual([])
  })

  it('for a location that is not the organisation’s is refused', async () => {
    const { deliver } = await household()
    await expect(deliver(writeMscons([{ location: '51238696781', days: [january(5)] }]))).rejects.toThrow(
      'A meter with market location 51238696781 not found.',
    )
    const stranger = await createRetailer()
    await expect(
      importMeterValues(stranger.at('2026-02-01'), {
        fileName: 'a.edi',
        content: Buffer.from(writeMscons([{ location: MALO, days: [january(5)] }]), 'latin1'),
      }),
    ).rejects.toThrow('not found')
  })
})
