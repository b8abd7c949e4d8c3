import { describe, expect, it } from 'vitest'
import { envelope, registerReadings, writeMscons } from '../../../tests/support/mscons.ts'
import { parseMscons } from './parse-mscons.ts'

const MALO = '51238696781'
const MELO = 'DE0010696664610000000000000012345'
const body = () => registerReadings({ location: MELO }, [{ readOn: '2026-03-02', valueWh: 48_213_000 }])

/** The same message with its DTM 7 replaced. Segments in the file: UNB 1, UNH 2, … LIN 11, PIA 12, QTY 13. */
const timed = (...times: string[]) =>
  envelope([body().flatMap((segment) => (segment.startsWith('DTM+7') ? times : [segment]))])

const read = (text: string) => {
  const { series, problems } = parseMscons(text)
  expect(problems).toEqual([])
  return series.flatMap(({ readings }) => readings.map(({ readOn }) => readOn))
}

describe('register readings', () => {
  it('hold at the beginning of a Berlin day, substitutes as estimates, by location and direction', () => {
    const { series, problems, recognised } = parseMscons(
      writeMscons(
        [
          {
            location: MELO,
            meterNumber: '1APA0195124010',
            readings: [
              { readOn: '2026-07-01', valueWh: 49_001_500 },
              { readOn: '2026-01-01', valueWh: 48_213_357, qualifier: '67' },
            ],
          },
          { location: MALO, direction: 'feed_in', readings: [{ readOn: '2026-01-01', valueWh: 0 }] },
        ],
        { separator: '\n' },
      ),
    )
    expect(problems).toEqual([])
    expect(recognised).toMatchObject({ readings: 3, quarterHours: 0, identifiers: ['13017'] })
    expect(series).toEqual([
      {
        location: { kind: 'melo', value: MELO },
        direction: 'consumption',
        days: [],
        readings: [
          { readOn: '2026-01-01', valueWh: 48_213_357, estimated: true, line: 17 },
          { readOn: '2026-07-01', valueWh: 49_001_500, estimated: false, line: 15 },
        ],
      },
      {
        location: { kind: 'malo', value: MALO },
        direction: 'feed_in',
        days: [],
        readings: [{ readOn: '2026-01-01', valueWh: 0, estimated: false, line: 31 }],
      },
    ])
  })

  it('count from DTM 7, or else from the day on which the meter was read', () => {
    expect(read(timed("DTM+9:202603011100?+00:303'", "DTM+7:202603012300?+00:303'"))).toEqual(['2026-03-02'])
    expect(read(timed("DTM+7:202606302200?+00:303'"))).toEqual(['2026-07-01'])
    expect(read(timed("DTM+7:202607010000?+02:303'"))).toEqual(['2026-07-01'])
    expect(read(timed("DTM+9:202603011100?+00:303'"))).toEqual(['2026-03-01'])
    expect(read(timed("DTM+9:20260301:102'"))).toEqual(['2026-03-01'])
  })

  it('may name the time with the location, and the meter instead of it', () => {
    const older = body()
      .filter((segment) => !segment.startsWith('DTM+7'))
      .flatMap((segment) =>
        segment.startsWith('LOC') ? ["LOC+172'", "DTM+9:20251231:102'", "RFF+MG:48213377'"] : [segment],
      )
      .map((segment) => segment.replace('13017', '13002'))
    const { series, problems } = parseMscons(envelope([older]))
    expect(problems).toEqual([])
    expect(series[0]?.location).toEqual({ kind: 'meter_number', value: '48213377' })
    expect(series[0]?.readings).toEqual([
      { readOn: '2025-12-31', valueWh: 48_213_000, estimated: false, line: 1 },
    ])
  })

  it('of one day count once when they agree', () => {
    const twice = [
      { readOn: '2026-03-02', valueWh: 48_213_000 },
      { readOn: '2026-03-02', valueWh: 48_213_000 },
    ] as const
    expect(read(writeMscons([{ location: MELO, readings: twice }]))).toEqual(['2026-03-02'])
  })
})

describe('a register reading', () => {
  const reasons = (text: string) => parseMscons(text).problems.map(({ message }) => message)

  it.each([
    ['220:48213.000', 'Z18:48213.000', 'A preliminary register reading is not taken.'],
    ['220:48213.000', '201:48213.000', 'The value is a proposal (QTY 201).'],
    ['220:48213.000', '220:-1', '-1 kWh is negative.'],
    ['220:48213.000', '220:100000000', '100000000 kWh is more than a meter can have measured.'],
    ['220:48213.000', '220:1000000000000', '1000000000000 kWh is more than a meter can have measured.'],
    ['220:48213.000', '220:48213.0004', '48213.0004 kWh has more than three decimals.'],
    ['220:48213.000', '220:48213:KWT', '48213 is a power in kW; only energies in kWh are taken.'],
  ])('with %s made %s is refused', (from, to, reason) => {
    const text = envelope([body().map((segment) => segment.replace(from, to))])
    expect(reasons(text)).toEqual([`Segment 13 (QTY): ${reason}`])
    expect(parseMscons(text).series).toEqual([])
  })

  it.each([
    [[], 'The reading names no time (DTM 7 or 9).'],
    [["DTM+7:20260230:102'"], '20260230 is not a day.'],
    [["DTM+7:202602301200?+00:303'"], '202602301200+00 is not a time of this century.'],
    [["DTM+7:202602281200:203'"], 'The time 202602281200 has the format 203'],
    [["DTM+7:192602281200?+00:303'"], '192602281200+00 is not a time of this century.'],
  ])('at %j is refused', (times, reason) => {
    expect(reasons(timed(...times))).toEqual([expect.stringContaining(`Segment 13 (QTY): ${reason}`)])
  })

  it('that differs from another of the same day is refused', () => {
    const text = writeMscons([
      {
        location: MELO,
        readings: [
          { readOn: '2026-03-02', valueWh: 48_213_000 },
          { readOn: '2026-03-02', valueWh: 48_214_000 },
        ],
      },
    ])
    expect(reasons(text)).toEqual([`${MELO} has two readings of 2026-03-02: 48213 kWh and 48214 kWh.`])
  })

  it('of a tariff register, or in a message of load profiles, is refused', () => {
    const change = (from: string, to: string) =>
      envelope([body().map((segment) => segment.replace(from, to))])
    expect(reasons(change('1.8.0', '1.8.1'))[0]).toContain('stands for one tariff register of several')
    expect(reasons(change('13017', '13025'))[0]).toContain('does not belong into a message 13025')
  })
})
