import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bdewCheckDigit, type Parsed } from './market-identifiers.ts'
import {
  isMalo,
  isMelo,
  isMeterNumber,
  isNelo,
  isPostalCode,
  isSrId,
  isTrId,
  parseMalo,
  parseMelo,
  parseMeterNumber,
  parseNelo,
  parsePostalCode,
  parseSrId,
  parseTrId,
} from './market-identifiers-locations.ts'

const ok = (value: string) => ({ ok: true, value })
const reason = (parsed: Parsed) => (parsed.ok ? null : parsed.reason)

describe('market location', () => {
  it('carries the check digit of the BDEW, whose doubled digits keep their tens', () => {
    for (const malo of ['41373559241', '51238696781', '48662918097']) {
      expect([malo, isMalo(malo)]).toEqual([malo, true])
    }
    for (const malo of ['51238696780', '51238696782', '41373559240', '41373559414']) {
      expect(reason(parseMalo(malo))).toContain('The check digit of this market location (MaLo) does not fit')
    }
    expect(bdewCheckDigit('4137355924')).toBe(1)
    expect(bdewCheckDigit('A113735592')).toBe(5)
  })

  it('is read with spaces and dots, and is eleven digits', () => {
    expect(parseMalo(' 41 373 559 241\n')).toEqual(ok('41373559241'))
    expect(parseMalo('413.735.592-41')).toEqual(ok('41373559241'))
    expect(isMalo('41 373 559 241')).toBe(false)
    for (const text of [
      '',
      '4137355924',
      '413735592411',
      '01373559241',
      '4137355924A',
      '４１３７３５５９２４１',
    ]) {
      expect(reason(parseMalo(text))).toBe(
        'A market location (MaLo) has eleven digits and does not begin with 0.',
      )
    }
  })

  it('shows every swap of neighbours, and every wrong digit but one off by five at an even place', () => {
    const anyMalo = fc
      .tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 0, max: 999_999_999 }))
      .map(([first, rest]) => `${first}${String(rest).padStart(9, '0')}`)
      .map((ten) => ten + String(bdewCheckDigit(ten)))
    fc.assert(
      fc.property(anyMalo, fc.nat(9), fc.integer({ min: 1, max: 9 }), (malo, at, by) => {
        expect(isMalo(malo)).toBe(true)
        const digit = (Number(malo[at]) + by) % 10
        const wrong = malo.slice(0, at) + String(digit) + malo.slice(at + 1)
        const isBlindSpot = at % 2 === 1 && by === 5
        expect(isMalo(wrong)).toBe(isBlindSpot)
        // The digit before the check digit and the check digit itself are weighed differently, so their swap may pass.
        if (at === 9) return
        const swapped = malo.slice(0, at) + malo[at + 1]! + malo[at]! + malo.slice(at + 2)
        expect(isMalo(swapped)).toBe(swapped === malo)
      }),
      { numRuns: 500 },
    )
  })
})

describe('metering location', () => {
  it('is DE, eleven digits and twenty of the operator’s choice, read with dots, spaces and small letters', () => {
    const melo = 'DE0010696664610000000000000012345'
    expect(melo).toHaveLength(33)
    expect(isMelo(melo)).toBe(true)
    expect(parseMelo('DE|001069|66646|10000000000000012345')).toEqual(ok(melo))
    expect(parseMelo('de 001069.66646.1000 0000 0000 0001 2345')).toEqual(ok(melo))
    expect(parseMelo('DE0010690000099999990000001EBZ-K2-A')).toEqual(ok('DE0010690000099999990000001EBZK2A'))
    expect(isMelo('DE00106900000E1ZK2A00000000001234')).toBe(true)
  })

  it('is refused at the wrong length, in the wrong country, or with letters where digits belong', () => {
    expect(reason(parseMelo('DE001069666461000000000000001234'))).toContain('33 characters, not 32')
    expect(reason(parseMelo('AT0010696664610000000000000012345'))).toContain('begins with DE')
    expect(reason(parseMelo('DE00106A6664610000000000000012345'))).toContain('DE, eleven digits')
    expect(reason(parseMelo('DE001069666461000000000000001234ß'))).toContain('DE, eleven digits')
    expect(isMelo('de0010696664610000000000000012345')).toBe(false)
  })
})

describe('network locations and resources', () => {
  it('begin with their letter, which counts as its ASCII code', () => {
    expect([isNelo('E0000000019'), isSrId('C0000000003'), isTrId('D0000000002')]).toEqual([true, true, true])
    expect(parseNelo('e 000 000 001 9')).toEqual(ok('E0000000019'))
    expect(reason(parseNelo('E0000000018'))).toContain(
      'The check digit of this network location (NeLo) does not fit',
    )
    expect(reason(parseSrId('C0000000004'))).toContain('controllable resource (SR)')
    expect(reason(parseTrId('D0000000003'))).toContain('technical resource (TR)')
    expect(reason(parseTrId('C0000000003'))).toBe(
      'The identifier of a technical resource (TR) has eleven characters, begins with D and ends with a digit.',
    )
    expect([isNelo('E000000001'), isNelo('E000000001A'), isNelo('41373559241')]).toEqual([
      false,
      false,
      false,
    ])
  })
})

describe('meter number', () => {
  it('is the fourteen characters of a modern meter, as printed on it too', () => {
    expect(parseMeterNumber('1 APA01 9512 4010')).toEqual(ok('1APA0195124010'))
    expect(parseMeterNumber('1apa0195124010')).toEqual(ok('1APA0195124010'))
    expect(parseMeterNumber('7GWF0012345678')).toEqual({
      ok: true,
      value: '7GWF0012345678',
      warnings: ['The number names a meter for another medium than electricity: that would begin with 1.'],
    })
  })

  it('may be anything else that older meters carry, which is only remarked on', () => {
    for (const number of ['48213377', 'AB-12/34', '1EMH00', '7.123.456']) {
      expect(parseMeterNumber(number)).toEqual({
        ok: true,
        value: number,
        warnings: ['Not the fourteen characters of a modern meter; right for an older one.'],
      })
      expect(isMeterNumber(number)).toBe(true)
    }
    for (const text of ['123', '', '1234;5678', 'Zähler 12', '123456789012345678901']) {
      expect(reason(parseMeterNumber(text))).toBe('A meter number has 4 to 20 letters and digits.')
    }
  })
})

describe('postal code', () => {
  it('runs from 01001 to 99998 and drops the D before it', () => {
    for (const code of ['01001', '12045', '99998']) expect([code, isPostalCode(code)]).toEqual([code, true])
    expect([parsePostalCode('D-12045'), parsePostalCode(' DE 01067 ')]).toEqual([ok('12045'), ok('01067')])
    for (const code of ['00999', '00000', '01000', '99999']) {
      expect(reason(parsePostalCode(code))).toBe('There is no such postal code.')
    }
    for (const text of ['1067', '120455', '1204A', 'CH-8001', '']) {
      expect(reason(parsePostalCode(text))).toBe('A postal code has five digits.')
    }
  })
})
