import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ibanParts, isIban, isSepaIban, parseIban } from './iban.ts'
import type { Parsed } from './market-identifiers.ts'

const reason = (parsed: Parsed) => (parsed.ok ? null : parsed.reason)
const GERMAN = [
  'DE89370400440532013000',
  'DE02120300000000202051',
  'DE02100500000054540402',
  'DE02500105170137075030',
]

/** ISO 7064 MOD 97-10 by BigInt, beside the library's way. */
const remainder = (iban: string) => {
  const digits = Array.from(iban.slice(4) + iban.slice(0, 4), (letter) => Number.parseInt(letter, 36)).join(
    '',
  )
  return BigInt(digits) % 97n
}

describe('IBAN', () => {
  it('is brought into electronic form', () => {
    for (const iban of GERMAN)
      expect([parseIban(iban), remainder(iban)]).toEqual([{ ok: true, value: iban }, 1n])
    expect(parseIban(' de89 3704 0044 0532 0130 00\n')).toEqual({ ok: true, value: 'DE89370400440532013000' })
    expect(parseIban('DE89-3704.0044\u00a00532 0130 00')).toEqual({
      ok: true,
      value: 'DE89370400440532013000',
    })
    expect([isIban('DE89370400440532013000'), isIban('DE89 3704 0044 0532 0130 00')]).toEqual([true, false])
  })

  it('names its country and, in Germany, the bank', () => {
    expect(ibanParts('DE89370400440532013000')).toEqual({ country: 'DE', bankCode: '37040044' })
    expect(ibanParts('NL91ABNA0417164300')).toEqual({ country: 'NL', bankCode: null })
    expect([isSepaIban('NL91ABNA0417164300'), isSepaIban('DE89370400440532013000')]).toEqual([true, true])
    expect([isIban('TR330006100519786457841326'), isSepaIban('TR330006100519786457841326')]).toEqual([
      true,
      false,
    ])
  })

  it('is refused with a reason that does not repeat it', () => {
    expect(reason(parseIban(''))).toBe('An IBAN is missing.')
    expect(reason(parseIban('DE8937040044053201300'))).toBe('An IBAN of DE has 22 characters, not 21.')
    expect(reason(parseIban('DE893704004405320130001'))).toBe('An IBAN of DE has 22 characters, not 23.')
    expect(reason(parseIban('DE8937040044O532013000'))).toBe('The IBAN has a character where it cannot be.')
    expect(reason(parseIban('DE8X370400440532013000'))).toBe('The IBAN has a character where it cannot be.')
    for (const text of ['XX89370400440532013000', '370400440532013000', '__proto__', 'Ⓓ️E89', 'constructor']) {
      expect(reason(parseIban(text))).toBe('An IBAN begins with the two letters of a country, such as DE.')
    }
    expect(reason(parseIban('DE89370400440532013001'))).toBe(
      'The check digits of this IBAN do not fit: a digit is mistyped or two are swapped.',
    )
  })

  it('shows every wrong digit and every swap of two', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...GERMAN),
        fc.integer({ min: 2, max: 20 }),
        fc.nat(9),
        (iban, at, digit) => {
          const wrong = iban.slice(0, at) + String(digit) + iban.slice(at + 1)
          expect(isIban(wrong)).toBe(wrong === iban)
          const swapped = iban.slice(0, at) + iban[at + 1]! + iban[at]! + iban.slice(at + 2)
          expect(isIban(swapped)).toBe(swapped === iban)
        },
      ),
      { numRuns: 400 },
    )
  })
})
