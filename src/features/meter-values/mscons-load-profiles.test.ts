import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { envelope, loadProfile, writeMscons } from '../../../tests/support/mscons.ts'
import { addDays, type Day, quarterCount } from '../../domain/local-time.ts'
import { isMscons, parseMscons } from './parse-mscons.ts'

const MALO = '41373559241'
const MELO = 'DE0010696664610000000000000012345'
const even = (length: number, wh: number) => Array.from({ length }, () => wh)

/** Two days as a metering operator sends them, written out: 30 March 2025 begins at 23:00 UTC and has 92 quarter-hours. */
const HEAD = `UNA:+.? '
UNB+UNOC:3+9904292000003:500+9903829000006:500+250331:0415+A7F3++TL'
UNH+1+MSCONS:D:04B:UN:2.4c'
BGM+Z48+A7F30+9'
DTM+137:202503310415?+00:303'
RFF+Z13:13025'
NAD+MS+9904292000003::293'
CTA+IC+:Messwerte'
COM+werte@example.com:EM'
NAD+MR+9903829000006::293'
UNS+D'
NAD+DP'
LOC+172+41373559241'
LIN+1'
PIA+5+1-1?:1.29.0:SRW'
`

describe('a load profile', () => {
  it('is laid into Berlin days, with the status and Wh of each quarter-hour', () => {
    let body = ''
    for (let quarter = 0; quarter < 92; quarter += 1) {
      const at = (minutes: number) => {
        const hour = (23 + Math.floor(minutes / 60)) % 24
        const date = minutes < 60 ? '20250329' : '20250330'
        return `${date}${String(hour).padStart(2, '0')}${String(minutes % 60).padStart(2, '0')}?+00:303'`
      }
      const value =
        quarter === 0 ? '220:0.125' : quarter === 1 ? 'Z18:1' : quarter === 2 ? '67:0,07:KWH' : '220:0'
      body += `QTY+${value}'\nDTM+163:${at(quarter * 15)}\nDTM+164:${at(quarter * 15 + 15)}\n`
    }
    const parsed = parseMscons(`${HEAD}${body}UNT+290+1'\nUNZ+1+A7F3'\n`)
    expect(parsed.problems).toEqual([])
    expect(parsed.recognised).toEqual({
      sender: '9904292000003',
      recipient: '9903829000006',
      reference: 'A7F3',
      messages: 1,
      versions: ['2.4c'],
      identifiers: ['13025'],
      unit: 'kWh',
      quarterHours: 92,
      readings: 0,
    })
    expect(parsed.series).toEqual([
      {
        location: { kind: 'malo', value: MALO },
        direction: 'consumption',
        days: [
          {
            day: '2025-03-30',
            wh: [125, 1000, 70, ...even(89, 0)],
            statuses: ['final', 'preliminary', 'substitute', ...even(89, 0).map(() => 'final')],
            line: 16,
          },
        ],
        readings: [],
      },
    ])
  })

  it('is the same with other offsets, the version 2.5, its own separators and on one line', () => {
    const days = [{ day: '2025-10-26' as Day, wh: Array.from({ length: 100 }, (_, quarter) => quarter * 7) }]
    const expected = parseMscons(writeMscons([{ location: MALO, days }])).series
    expect(expected[0]?.days[0]?.wh).toEqual(days[0]?.wh)
    for (const text of [
      writeMscons([{ location: MALO, days, offsetHours: 1 }]),
      writeMscons([{ location: MALO, days, offsetHours: 2 }]),
      writeMscons([{ location: MALO, days, offsetHours: -5 }]),
      writeMscons([{ location: MALO, days }], { version: '2.5' }),
      writeMscons([{ location: MALO, days }], { una: '' }),
    ]) {
      const parsed = parseMscons(text)
      expect(parsed.problems).toEqual([])
      expect(parsed.series).toEqual(expected)
    }
  })

  it('keeps locations and directions apart and joins what several messages say of one', () => {
    const first = { day: '2026-01-05' as Day, wh: even(96, 10) }
    const second = { day: '2026-01-06' as Day, wh: even(96, 20), qualifiers: 'Z18' }
    const { series, problems } = parseMscons(
      writeMscons(
        [
          { location: MALO, days: [second] },
          { location: MELO, days: [first] },
          { location: MALO, days: [first] },
          { location: MALO, days: [first], direction: 'feed_in' },
        ],
        { separator: '\r\n' },
      ),
    )
    expect(problems).toEqual([])
    expect(
      series.map(({ location, direction, days }) => [location.kind, direction, days.map(({ day }) => day)]),
    ).toEqual([
      ['malo', 'consumption', ['2026-01-05', '2026-01-06']],
      ['melo', 'consumption', ['2026-01-05']],
      ['malo', 'feed_in', ['2026-01-05']],
    ])
    expect(series[0]?.days[1]?.statuses).toEqual(even(96, 0).map(() => 'preliminary'))
  })

  it('may stand beside another place in one message', () => {
    const first = loadProfile({ location: MALO }, [{ day: '2026-01-05', wh: even(96, 10) }])
    const second = loadProfile({ location: MELO }, [{ day: '2026-01-06', wh: even(96, 20) }])
    const { series, problems } = parseMscons(
      envelope([[...first, ...second.slice(second.indexOf("NAD+DP'"))]]),
    )
    expect(problems).toEqual([])
    expect(series.map(({ location, days }) => [location.value, days[0]?.day, days[0]?.wh[95]])).toEqual([
      [MALO, '2026-01-05', 10],
      [MELO, '2026-01-06', 20],
    ])
  })

  it('may come in two halves, in two messages', () => {
    const whole = loadProfile({ location: MALO }, [{ day: '2026-01-05', wh: even(96, 10) }])
    // Without the period that the message covers: twelve segments of a head, of which two name it.
    const head = whole.slice(0, 12).filter((segment) => !/^DTM\+16[34]/.test(segment))
    const values = whole.slice(12)
    const { series, problems } = parseMscons(
      envelope([
        [...head, ...values.slice(0, 120)],
        [...head, ...values.slice(120)],
      ]),
    )
    expect(problems).toEqual([])
    expect(series[0]?.days[0]?.wh).toEqual(even(96, 10))
  })

  it('comes back day by day as it was written, whatever its values and whenever it begins', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1800 }),
        fc.integer({ min: 1, max: 4 }),
        fc.integer({ min: -11, max: 14 }),
        fc.infiniteStream(fc.integer({ min: 0, max: 250_000 })),
        fc.infiniteStream(fc.constantFrom('220', 'Z18', '67')),
        (offset, count, offsetHours, values, codes) => {
          const first = addDays('2024-01-01', offset)
          const days = Array.from({ length: count }, (_, index) => {
            const day = addDays(first, index)
            const length = quarterCount(day)
            return { day, wh: [...values.take(length)], qualifiers: [...codes.take(length)] }
          })
          const { series, problems } = parseMscons(writeMscons([{ location: MELO, days, offsetHours }]))
          expect(problems).toEqual([])
          const names = { '220': 'final', Z18: 'preliminary', '67': 'substitute' } as Record<string, string>
          expect(series[0]?.days.map(({ day, wh, statuses }) => ({ day, wh, statuses }))).toEqual(
            days.map(({ day, wh, qualifiers }) => ({
              day,
              wh,
              statuses: qualifiers.map((code) => names[code]),
            })),
          )
        },
      ),
      { numRuns: 40 },
    )
  })
})

describe('isMscons', () => {
  it.each([
    ["UNA:+.? 'UNB+UNOC:3", true],
    ["\uFEFF\r\nUNB+UNOC:3+1'", true],
    ["\u00EF\u00BB\u00BFUNA:+.? 'UNB+UNOC:3", true],
    ['Datum;Zeit;kWh', false],
    ['', false],
    ['UNBEKANNT;1', false],
  ])('of %j is %s', (text, answer) => expect(isMscons(text)).toBe(answer))
})
