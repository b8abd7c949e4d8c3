import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { writeSegment } from '../../../tests/support/mscons.ts'
import { type Segment, segmentsOf } from './edifact.ts'
import { interchangeSegments } from './edifact-interchange.ts'

const read = (text: string) => [...segmentsOf(text)]
const shapes = (segments: Segment[]) => segments.map(({ tag, elements }) => ({ tag, elements }))

const UNB = "UNB+UNOC:3+9904292000003:500+9903829000006:500+260101:1030+REF1++TL'"

describe('segments', () => {
  it('come with their elements, components, number, line and place', () => {
    const text = `UNA:+.? '\r\n${UNB}\r\n\nUNH+1+MSCONS:D:04B:UN:2.4c'QTY+220:0.125'DTM+163:202601010000?+00:303'UNS'`
    expect(read(text)).toEqual([
      {
        tag: 'UNB',
        elements: [
          ['UNOC', '3'],
          ['9904292000003', '500'],
          ['9903829000006', '500'],
          ['260101', '1030'],
          ['REF1'],
          [''],
          ['TL'],
        ],
        number: 1,
        line: 2,
        offset: 11,
      },
      { tag: 'UNH', elements: [['1'], ['MSCONS', 'D', '04B', 'UN', '2.4c']], number: 2, line: 4, offset: 82 },
      { tag: 'QTY', elements: [['220', '0.125']], number: 3, line: 4, offset: 109 },
      { tag: 'DTM', elements: [['163', '202601010000+00', '303']], number: 4, line: 4, offset: 123 },
      { tag: 'UNS', elements: [], number: 5, line: 4, offset: 152 },
    ])
  })

  it('take the separators that UNA names, and the usual ones without it', () => {
    expect(shapes(read("UNA#*,! ~UNB*A#B!#!!'*~"))).toEqual([{ tag: 'UNB', elements: [['A', "B#!'"], ['']] }])
    expect(shapes(read("UNB+A:B?:??'"))).toEqual([{ tag: 'UNB', elements: [['A', 'B:?']] }])
    // A blank in the place of the release character: there is none.
    expect(shapes(read("UNA:+.  'UNB+A ?:B'"))).toEqual([{ tag: 'UNB', elements: [['A ?', 'B']] }])
  })

  it('stand behind a byte order mark and blank lines', () => {
    expect(read("\uFEFF \n\nUNB+A'\n")[0]).toMatchObject({ tag: 'UNB', line: 3 })
  })

  it('come back as they were written, whatever they hold', () => {
    const anything = fc.string({
      unit: fc.oneof(fc.constantFrom('?', '+', ':', "'", '\n', ' ', 'ä'), fc.string({ maxLength: 1 })),
      maxLength: 12,
    })
    const segment = fc.record({
      tag: fc.stringMatching(/^[A-Z]{3}$/),
      elements: fc.array(fc.array(anything, { minLength: 1, maxLength: 4 }), { maxLength: 5 }),
    })
    const between = fc.constantFrom('', '\n', '\r\n', '\n  \n')
    fc.assert(
      fc.property(fc.array(segment), between, fc.boolean(), (segments, gap, withUna) => {
        const all = [{ tag: 'UNB', elements: [['A']] }, ...segments]
        const text = all.map(({ tag, elements }) => writeSegment(tag, ...elements)).join(gap)
        expect(shapes(read((withUna ? "UNA:+.? '" : '') + text))).toEqual(all)
      }),
      { numRuns: 300 },
    )
  })

  it.each([
    ['', 'This is not EDIFACT'],
    ['Datum;Uhrzeit;Wert\n01.01.2026;00:15;0,125\n', 'This is not EDIFACT'],
    ['UNBELIEVABLE', 'This is not EDIFACT'],
    ["UNA:::? 'UNB+A'", 'UNA does not name four different separators.'],
    ['UNA:+.', 'UNA does not name four different separators.'],
    ["UNA:+.?\n'UNB+A", 'The file breaks off within segment 1 (UNB): it is incomplete.'],
    ["UNB+A'UNH+1+MSC", 'The file breaks off within segment 2 (UNH): it is incomplete.'],
    ["UNB+A'QT", 'The file breaks off within segment 2: it is incomplete.'],
    ["UNB+A'UNH+1?", 'The file breaks off within segment 2 (UNH): it is incomplete.'],
    ["UNB+A''UNH'", 'Segment 2 (character 7) begins with "", not with a tag of three letters.'],
    ["UNB+A'QTY:1+2'", 'Segment 2 (character 7) begins with "QTY", not with a tag of three letters.'],
    ["UNB+A'qty+2'", 'Segment 2 (character 7) begins with "qty", not with a tag of three letters.'],
  ])('are refused in %j', (text, reason) => {
    expect(() => read(text)).toThrow(reason)
  })
})

describe('an interchange', () => {
  const good = `${UNB}UNH+7+MSCONS:D:04B:UN:2.4c'BGM+7+A+9'UNT+3+7'UNH+8+MSCONS:D:04B:UN:2.4c'UNT+2+8'UNZ+2+REF1'`

  it('gives its segments when all counts and references agree', () => {
    expect([...interchangeSegments(good)].map(({ tag }) => tag).join(' ')).toBe('UNB UNH BGM UNT UNH UNT UNZ')
  })

  it.each([
    ['UNT+3+7', 'UNT+4+7', 'Segment 4 (UNT): It counts 4 segments, the message has 3.'],
    ['UNT+3+7', 'UNT+x+7', 'Segment 4 (UNT): It counts x segments, the message has 3.'],
    ['UNT+3+7', 'UNT+3+9', 'Segment 4 (UNT): It ends the message 9, but 7 had begun.'],
    ["UNT+3+7'", '', 'Segment 4 (UNH): The message 7 before it has no UNT.'],
    ["UNT+2+8'", '', 'Segment 6 (UNZ): The message 8 has no UNT.'],
    ["UNH+7+MSCONS:D:04B:UN:2.4c'", '', 'Segment 2 (BGM): It stands outside of any message.'],
    ['UNZ+2', 'UNZ+1', 'Segment 7 (UNZ): It counts 1 messages, the interchange has 2.'],
    ['UNZ+2+REF1', 'UNZ+2+REF2', 'Segment 7 (UNZ): It ends the interchange REF2, but REF1 had begun.'],
    ["UNZ+2+REF1'", '', 'The file ends without UNZ: it is incomplete.'],
    ["UNZ+2+REF1'", "UNZ+2+REF1'\nUNB+UNOC:3'", 'Segment 8 (UNB): There is something after UNZ'],
    [UNB, '', 'This is not EDIFACT'],
    [UNB, "UNA:+.? '", 'Segment 1 (UNH): An interchange begins with UNB.'],
    ['UNOC:3', 'UNOW:4', 'Segment 1 (UNB): The character set UNOW is not read; the market uses UNOC.'],
    [good, "UNA:+.? '", 'This is not EDIFACT: there is no segment in it.'],
  ])('with %j made %j is refused', (from, to, reason) => {
    expect(() => [...interchangeSegments(good.replace(from, to))]).toThrow(reason)
  })
})
