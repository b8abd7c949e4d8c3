import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { envelope, loadProfile, writeMscons } from '../../../tests/support/mscons.ts'
import { changed, january, MALO, twoDays } from '../../../tests/support/mscons-samples.ts'
import { parseMscons } from './parse-mscons.ts'

const days = (text: string) => parseMscons(text).series.flatMap((series) => series.days.map(({ day }) => day))
const problems = (text: string) => parseMscons(text).problems

describe('a message', () => {
  const one = (text: string) => {
    expect(days(text)).toEqual([])
    const found = problems(text)
    expect(found).toHaveLength(1)
    return found[0]?.message
  }

  it.each(['2.4b', '2.3c', '2.6', ''])('of the version %j is refused by name', (version) => {
    const text = writeMscons([{ location: MALO, days: [january(5)] }], { version })
    expect(one(text)).toBe(
      `Segment 2 (UNH): MSCONS ${version || 'without a version'} is not read; the market sends 2.4c and 2.5.`,
    )
  })

  it('of another type is refused by name', () => {
    const text = writeMscons([{ location: MALO, days: [january(5)] }]).replace('MSCONS:D', 'UTILMD:D')
    expect(one(text)).toBe('Segment 2 (UNH): This is UTILMD, not MSCONS.')
  })

  it.each([
    ['Z13:13025', 'Z13:13019', 'Segment 5 (RFF): Messages of the Prüfidentifikator 13019 are not taken'],
    ['RFF+Z13:13025', null, 'Segment 8 (NAD): The message names no Prüfidentifikator (RFF+Z13).'],
    ['+DOC1+9', '+DOC1+1', 'Segment 3 (BGM): The message withdraws an earlier one'],
    ['+DOC1+9', '+DOC1+5', 'Segment 3 (BGM): The message has the unknown function 5.'],
    ['LOC+172+41373559241', 'LOC+172+41373559242', 'Segment 10 (LOC): 41373559242: The check digit'],
    ['LOC+172+41373559241', 'LOC+172+4137355924', 'Segment 10 (LOC): 4137355924: A market location'],
    ['LOC+172+41373559241', 'LOC+172+DE123', 'Segment 10 (LOC): DE123: A metering location (MeLo)'],
    ['LOC+172+41373559241', 'LOC+172', 'Segment 14 (PIA): Neither a location (LOC+172) nor a meter'],
    ['LOC+172', 'LOC+237', 'Segment 10 (LOC): LOC 237 is not a market or metering location.'],
    ['LOC+172+41373559241', null, 'Segment 14 (QTY): A value stands before any location (LOC+172).'],
    ['LIN+1', null, 'Segment 14 (QTY): A value stands before any line item (LIN).'],
    [
      'PIA+5',
      null,
      'Segment 14 (QTY): A value stands before the OBIS code of its line item (PIA). (191 more like it)',
    ],
    ['1.29.0', '1.8.0', 'Segment 14 (PIA): The OBIS code 1-1:1.8.0 does not belong into a message 13025.'],
    ['1.29.0', '5.29.0', 'Segment 14 (PIA): The OBIS code 1-1:5.29.0 stands for reactive energy'],
    [
      '1.29.0',
      '1.29.1',
      'Segment 14 (PIA): The OBIS code 1-1:1.29.1 stands for one tariff register of several',
    ],
    ['1.29.0', '1.9.0', 'Segment 14 (PIA): The OBIS code 1-1:1.9.0 stands for neither a load profile'],
    ['1-1?:1.29.0', '7-1?:1.29.0', 'stands for something other than electricity'],
    ['1-1?:1.29.0', 'AUA', 'Segment 14 (PIA): AUA is not an OBIS code of a meter.'],
    [
      '164:202601062300',
      '164:203601062300',
      'Segment 14 (PIA): The period from 2026-01-04 23:00 UTC to 2036',
    ],
  ])('with %s made %s is refused once', (from, to, reason) => {
    expect(one(changed(from, to))).toContain(reason)
  })

  it('that is refused leaves the others as they are', () => {
    const other = loadProfile({ location: '51238696781' }, [january(5)])
    const bad = twoDays().map((segment) => segment.replace('Z13:13025', 'Z13:13003'))
    const { series, problems } = parseMscons(envelope([bad, other]))
    expect(problems).toHaveLength(1)
    expect(series.map(({ location }) => location.value)).toEqual(['51238696781'])
  })
})

describe('an interchange', () => {
  const text = writeMscons([{ location: MALO, days: [january(5), january(6)] }], { separator: '\n' })
  it.each([
    ['that is not EDIFACT', 'Zeit;Wert\n', 1, 'This is not EDIFACT: an interchange begins with UNA or UNB.'],
    ['that breaks off', text.slice(0, 1990), 81, 'The file breaks off within segment'],
    [
      'whose end is missing',
      text.slice(0, text.indexOf('UNZ')),
      592,
      'The file ends without UNZ: it is incomplete.',
    ],
    [
      'with a wrong count',
      text.replace(/UNT\+\d+/, 'UNT+7'),
      592,
      'It counts 7 segments, the message has 590.',
    ],
    [
      'marked as a test',
      text.replace("++TL'", "++TL++++1'"),
      2,
      'The sender marked this interchange as a test.',
    ],
  ])('%s is refused whole', (_, broken, line, reason) => {
    const parsed = parseMscons(broken)
    expect(parsed.series).toEqual([])
    expect(parsed.problems).toEqual([{ line, message: expect.stringContaining(reason) as string }])
  })
})

describe('a damaged file', () => {
  it('never ends in anything but whole days and reasons', () => {
    const text = envelope([twoDays(), loadProfile({ location: '51238696781' }, [january(5)])])
    const damage = fc.record({
      at: fc.nat(text.length),
      without: fc.nat(40),
      instead: fc.oneof(
        fc.string({ maxLength: 6 }),
        fc.constantFrom("'", '?', "'QTY+220", '+', "LIN+1'", ''),
      ),
    })
    fc.assert(
      fc.property(fc.array(damage, { minLength: 1, maxLength: 3 }), (damages) => {
        let broken = text
        for (const { at, without, instead } of damages) {
          broken = broken.slice(0, at) + instead + broken.slice(at + without)
        }
        const parsed = parseMscons(broken)
        for (const { line, message } of parsed.problems) {
          expect(line).toBeGreaterThan(0)
          expect(message).not.toMatch(/undefined|NaN|null/)
        }
        for (const { days } of parsed.series) {
          for (const { wh, statuses } of days) {
            expect([wh.length, statuses.length]).toEqual([96, 96])
            expect(wh.every((value) => Number.isInteger(value) && value >= 0)).toBe(true)
          }
        }
      }),
      { numRuns: 200 },
    )
  })
})
