import { describe, expect, it } from 'vitest'
import { envelope, writeMscons } from '../../../tests/support/mscons.ts'
import { changed, even, january, MALO, twoDays } from '../../../tests/support/mscons-samples.ts'
import { parseMscons } from './parse-mscons.ts'

const days = (text: string) => parseMscons(text).series.flatMap((series) => series.days.map(({ day }) => day))
const problems = (text: string) => parseMscons(text).problems

describe('a day', () => {
  const LEFT_OUT = '2026-01-05 of 41373559241 is left out.'
  it.each([
    ['220:0.010', '187:0.010', 'The value is a forecast (QTY 187).'],
    ['220:0.010', '201:0.010', 'The value is a proposal (QTY 201).'],
    ['220:0.010', '20:0.010', 'The value is marked as unusable by the metering operator (QTY 20).'],
    ['220:0.010', 'Z30:0', 'The value is marked as missing (QTY Z30).'],
    ['220:0.010', '999:0.010', 'The value has the unknown qualifier 999.'],
    ['220:0.010', '220:-0.010', '-0.010 kWh is negative.'],
    ['220:0.010', '220:1000000000000', '1000000000000 kWh is more than a meter can have measured.'],
    ['220:0.010', '220:250.001', '250.001 kWh is more than a meter can have measured.'],
    ['220:0.010', '220:0.0101', '0.0101 kWh has more than three decimals.'],
    ['220:0.010', '220:', '"" is not a number.'],
    ['220:0.010', '220:1e3', '"1e3" is not a number.'],
    ['220:0.010', '220:1.000,5', '"1.000,5" is not a number.'],
    ['220:0.010', '220:0.010:KWT', '0.010 is a power in kW; only energies in kWh are taken.'],
    ['220:0.010', '220:0.010:MWH', '0.010 has the unit MWH; only kWh is taken.'],
  ])('with %s made %s is left out and says why', (from, to, reason) => {
    const text = changed(from, to)
    expect(problems(text)).toEqual([{ line: 16, message: `Segment 15 (QTY): ${reason} ${LEFT_OUT}` }])
    expect(days(text)).toEqual(['2026-01-06'])
  })

  it('takes a value written longer than its three decimals need', () => {
    expect(parseMscons(changed('220:0.010', '220:0.01000')).series[0]?.days[0]?.wh[0]).toBe(10)
  })

  it.each([
    // The first value of the message begins at 23:00 and ends at 23:15 UTC.
    [
      '164:202601042315',
      '164:202601050000',
      'The value covers 60 minutes from 2026-01-04 23:00 UTC, not a quarter-hour.',
    ],
    [
      '164:202601042315',
      '164:202601042245',
      'The value covers -15 minutes from 2026-01-04 23:00 UTC, not a quarter-hour.',
    ],
    [
      '164:202601042315',
      '164:202601042317',
      'The value covers 17 minutes from 2026-01-04 23:00 UTC, not a quarter-hour.',
    ],
    [
      "164:202601042315?+00:303'",
      "164:202601042315:203'",
      'The time 202601042315 has the format 203; the market writes 303, with its offset from UTC.',
    ],
    ['164:202601042315', '164:202613042315', '202613042315+00 is not a time of this century.'],
    ['164:202601042315', '164:202601042360', '202601042360+00 is not a time of this century.'],
    ['164:202601042315?+00', '164:202601042315', '202601042315 is not a time of format 303.'],
    ['164:202601042315', '163:202601042315', 'The value names no end (DTM 164).'],
  ])('with %s made %s is left out and says why', (from, to, reason) => {
    const found = problems(changed(from, to))
    expect(found.map(({ message }) => message)).toEqual([expect.stringContaining(reason)])
  })

  it('with values an hour long is reported once', () => {
    const head = twoDays().slice(0, 12)
    const hours = Array.from({ length: 23 }, (_, hour) => {
      const at = (value: number) => `202601050${value}`.slice(0, 8) + String(value).padStart(2, '0')
      return ["QTY+220:0.4'", `DTM+163:${at(hour)}00?+00:303'`, `DTM+164:${at(hour + 1)}00?+00:303'`]
    }).flat()
    const text = envelope([[...head, ...hours]])
    expect(days(text)).toEqual([])
    expect(problems(text).map(({ message }) => message)).toEqual([
      'Segment 15 (QTY): The value covers 60 minutes from 2026-01-05 00:00 UTC, not a quarter-hour. 2026-01-05 of 41373559241 is left out. (22 more like it)',
      '2026-01-06 of 41373559241 has no values, though the message covers it.',
    ])
  })

  it('with a gap, or of which only a part is delivered, is left out', () => {
    const body = twoDays()
    // Three segments a value: the 41st and 42nd of the second day.
    body.splice(12 + 3 * (96 + 40), 6)
    const text = envelope([body])
    expect(days(text)).toEqual(['2026-01-05'])
    expect(problems(text)).toEqual([
      {
        line: 1,
        message:
          '2026-01-06 of 41373559241 has 94 of its 96 quarter-hours; the first that is missing begins at 2026-01-06 09:00 UTC.',
      },
    ])
  })

  it('that the message covers without any value is missed', () => {
    const text = writeMscons([{ location: MALO, days: [january(5), january(7)] }])
    expect(days(text)).toEqual(['2026-01-05', '2026-01-07'])
    expect(problems(text).map(({ message }) => message)).toEqual([
      '2026-01-06 of 41373559241 has no values, though the message covers it.',
    ])
  })

  it('with a quarter-hour twice, in one message or in two, is left out', () => {
    const body = twoDays()
    const twice = body.toSpliced(15, 0, ...body.slice(12, 15))
    expect(problems(envelope([twice])).map(({ message }) => message)).toEqual([
      `Segment 18 (QTY): The quarter-hour from 2026-01-04 23:00 UTC comes twice. ${LEFT_OUT}`,
    ])
    expect(problems(envelope([body, body]))).toHaveLength(2)
    expect(days(envelope([body, body]))).toEqual([])
  })

  it('out of order is left out', () => {
    const body = twoDays()
    const moved = body.toSpliced(12, 3)
    moved.splice(15, 0, ...body.slice(12, 15))
    expect(problems(envelope([moved])).map(({ message }) => message)).toEqual([
      `Segment 18 (QTY): The quarter-hour from 2026-01-04 23:00 UTC comes after a later one: the order is broken. ${LEFT_OUT}`,
    ])
    expect(days(envelope([moved]))).toEqual(['2026-01-06'])
  })

  it('that does not begin on a quarter-hour overlaps two of them', () => {
    const body = twoDays()
    body[13] = body[13]!.replace('2300', '2307')
    body[14] = body[14]!.replace('2315', '2322')
    expect(problems(envelope([body])).map(({ message }) => message)).toEqual([
      `Segment 15 (QTY): 2026-01-04 23:07 UTC is not the beginning of a quarter-hour. ${LEFT_OUT}`,
    ])
  })

  it('of 100 quarter-hours with 96, and one of 92 with 96, are left out', () => {
    const autumn = writeMscons([{ location: MALO, days: [{ day: '2025-10-26', wh: even(96) }] }])
    expect(problems(autumn).map(({ message }) => message)).toEqual([
      '2025-10-26 of 41373559241 has 96 of its 100 quarter-hours; the first that is missing begins at 2025-10-26 22:00 UTC.',
    ])
    const spring = writeMscons([
      {
        location: MALO,
        days: [
          { day: '2025-03-30', wh: even(96) },
          { day: '2025-03-31', wh: even(96) },
        ],
      },
    ])
    expect(problems(spring)[0]?.message).toContain('The quarter-hour from 2025-03-30 22:00 UTC comes twice.')
    expect(days(spring)).toEqual(['2025-03-30'])
  })
})
