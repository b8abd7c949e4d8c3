import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Parsed } from './market-identifiers.ts'
import {
  isCreditorId,
  isCreditorReference,
  isGln,
  isMarketPartnerCode,
  isVatId,
  parseCreditorId,
  parseCreditorReference,
  parseGln,
  parseMarketPartnerCode,
  parseVatId,
} from './market-identifiers-partners.ts'

const ok = (value: string) => ({ ok: true, value })
const reason = (parsed: Parsed) => (parsed.ok ? null : parsed.reason)

/** Every text that differs from `text` in one digit, at any of the places. */
const withOneWrongDigit = (text: string, places: readonly number[]) =>
  places.flatMap((at) =>
    Array.from({ length: 10 }, (_, digit) => text.slice(0, at) + String(digit) + text.slice(at + 1)).filter(
      (other) => other !== text,
    ),
  )
const places = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => from + index)

describe('market partner code', () => {
  it('of the BDEW has thirteen digits from 99; a check digit that does not fit is only remarked on', () => {
    for (const code of ['9904292000003', '9903829000006', '9911845000009', '9905048000007']) {
      expect(parseMarketPartnerCode(code)).toEqual(ok(code))
    }
    expect(parseMarketPartnerCode('9900357000004')).toEqual({
      ok: true,
      value: '9900357000004',
      warnings: ['The last digit of this BDEW code is not the expected check digit.'],
    })
    expect(parseMarketPartnerCode('99 04292 00000 3')).toEqual(ok('9904292000003'))
  })

  it('of the DVGW is taken as it is, and anything else is a GLN', () => {
    expect(isMarketPartnerCode('9800505300003')).toBe(true)
    expect(isMarketPartnerCode('4012345000023')).toBe(true)
    expect(reason(parseMarketPartnerCode('4012345000024'))).toContain('global location number (GLN)')
    for (const text of ['', '990429200000', '99042920000033', '990429200000X']) {
      expect(reason(parseMarketPartnerCode(text))).toBe('The code of a market partner has thirteen digits.')
    }
  })
})

describe('global location number', () => {
  it('carries the check digit of every EAN-13, which shows each wrong digit', () => {
    expect([isGln('4012345000023'), isGln('4006381333931')]).toEqual([true, true])
    expect(withOneWrongDigit('4012345000023', places(0, 13)).filter(isGln)).toEqual([])
    expect(reason(parseGln('401234500002'))).toBe('A global location number (GLN) has thirteen digits.')
  })
})

describe('creditor identifier', () => {
  it('is checked without the three characters that its owner chooses', () => {
    expect(parseCreditorId('DE98ZZZ09999999999')).toEqual(ok('DE98ZZZ09999999999'))
    expect(parseCreditorId('de98 001 0999 9999 999')).toEqual(ok('DE9800109999999999'))
    expect(parseCreditorId('AT61ZZZ01234567890')).toEqual(ok('AT61ZZZ01234567890'))
    expect(withOneWrongDigit('DE98ZZZ09999999999', [2, 3, ...places(7, 18)]).filter(isCreditorId)).toEqual([])
  })

  it('of Germany has 18 characters', () => {
    expect(reason(parseCreditorId('DE98ZZZ0999999999'))).toContain('has 18 characters')
    expect(reason(parseCreditorId('DE98ZZZ0999999999A'))).toContain('has 18 characters')
    expect(reason(parseCreditorId('DE97ZZZ09999999999'))).toContain('check digits')
    for (const text of ['', '98ZZZ09999999999', 'DEXXZZZ09999999999']) {
      expect(reason(parseCreditorId(text))).toContain('A creditor identifier is a country')
    }
  })
})

describe('VAT identification number', () => {
  it('of Germany is checked by ISO 7064 MOD 11,10, which shows each wrong digit', () => {
    for (const id of ['DE136695976', 'DE811931230', 'DE129475270']) expect(parseVatId(id)).toEqual(ok(id))
    expect(parseVatId('de 136 695 976')).toEqual(ok('DE136695976'))
    expect(withOneWrongDigit('DE136695976', places(2, 11)).filter(isVatId)).toEqual([])
    expect(reason(parseVatId('DE136695975'))).toContain('The check digit')
  })

  it('of another country is taken by its shape, with a remark', () => {
    expect(parseVatId('ATU12345678')).toEqual({
      ok: true,
      value: 'ATU12345678',
      warnings: ['Only the check digit of German VAT identification numbers is checked.'],
    })
    expect(reason(parseVatId('ATU1234567890123'))).toContain('two to twelve characters')
    expect(reason(parseVatId('DE13669597'))).toContain('DE and nine digits')
    expect(reason(parseVatId('DE036695976'))).toContain('the first of them not 0')
    for (const text of ['', '136695976', 'US123456789', '21/815/08150']) {
      expect(reason(parseVatId(text))).toContain('begins with a country of the EU')
    }
  })
})

describe('creditor reference', () => {
  it('is RF with two check digits', () => {
    expect(parseCreditorReference('RF18 5390 0754 7034')).toEqual(ok('RF18539007547034'))
    expect(withOneWrongDigit('RF18539007547034', places(2, 16)).filter(isCreditorReference)).toEqual([])
    expect(reason(parseCreditorReference('RF19539007547034'))).toContain('check digits')
    for (const text of ['', '18539007547034', 'RF18', `RF18${'1'.repeat(22)}`]) {
      expect(reason(parseCreditorReference(text))).toContain('A creditor reference is RF')
    }
  })
})

describe('any text', () => {
  it('gets a value or a reason, and a value is read back as itself', () => {
    const parsers = [parseMarketPartnerCode, parseGln, parseCreditorId, parseVatId, parseCreditorReference]
    const anyText = fc.oneof(fc.string({ unit: 'binary' }), fc.stringMatching(/^(DE|RF|99|40)\d{9,14}$/))
    fc.assert(
      fc.property(anyText, fc.constantFrom(...parsers), (text, parse) => {
        const parsed = parse(text)
        expect(parsed.ok ? parse(parsed.value) : { ...parsed, reason: parsed.reason.length > 0 }).toEqual(
          parsed.ok ? parsed : { ok: false, reason: true },
        )
      }),
    )
  })
})
