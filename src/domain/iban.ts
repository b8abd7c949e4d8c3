import {
  extractIBAN,
  getCountrySpecifications,
  isSEPACountry,
  validateIBAN,
  ValidationErrorsIBAN,
} from 'ibantools'
import { compact, invalid, isStored, type Parsed, valid } from './market-identifiers.ts'

/**
 * An account number in electronic form: capitals, no spaces. A reason never repeats the number, because reasons are shown,
 * logged and mailed.
 */
export function parseIban(text: string): Parsed {
  const value = compact(text)
  const { valid: isValid, errorCodes } = validateIBAN(value)
  if (isValid) return valid(value)
  return invalid(reasonOf(faultOf(value, errorCodes)))
}

export const isIban = (text: string): boolean => isStored(parseIban, text)

/** Direct debits and credit transfers in euros reach only accounts of the SEPA countries. */
export const isSepaIban = (text: string): boolean => isIban(text) && isSEPACountry(text.slice(0, 2))

/** The country of a valid IBAN, and for a German one its Bankleitzahl. */
export function ibanParts(iban: string): { country: string; bankCode: string | null } {
  const { countryCode, bankIdentifier } = extractIBAN(iban)
  const country = countryCode ?? iban.slice(0, 2)
  return { country, bankCode: country === 'DE' ? (bankIdentifier ?? iban.slice(4, 12)) : null }
}

/** Why a text is no IBAN that money can be moved by; each face says it in its reader's words. */
export type IbanFault =
  | { kind: 'missing' | 'no_country' | 'character' | 'check_digits' }
  | { kind: 'length'; country: string; expected: number; given: number }
  | { kind: 'not_sepa'; country: string }

/** What speaks against an account for debits and payouts in euros; null when nothing does. */
export function sepaIbanFault(text: string): IbanFault | null {
  const value = compact(text)
  const { valid: isValid, errorCodes } = validateIBAN(value)
  if (!isValid) return faultOf(value, errorCodes)
  return isSEPACountry(value.slice(0, 2)) ? null : { kind: 'not_sepa', country: value.slice(0, 2) }
}

function faultOf(value: string, errorCodes: readonly ValidationErrorsIBAN[]): IbanFault {
  const has = (code: ValidationErrorsIBAN) => errorCodes.includes(code)
  if (has(ValidationErrorsIBAN.NoIBANProvided)) return { kind: 'missing' }
  const country = value.slice(0, 2)
  const expected = getCountrySpecifications()[country]?.chars
  if (has(ValidationErrorsIBAN.NoIBANCountry) || !expected) return { kind: 'no_country' }
  if (has(ValidationErrorsIBAN.WrongBBANLength))
    return { kind: 'length', country, expected, given: value.length }
  if (has(ValidationErrorsIBAN.WrongBBANFormat) || has(ValidationErrorsIBAN.ChecksumNotNumber))
    return { kind: 'character' }
  return { kind: 'check_digits' }
}

function reasonOf(fault: IbanFault): string {
  switch (fault.kind) {
    case 'missing':
      return 'An IBAN is missing.'
    case 'no_country':
      return 'An IBAN begins with the two letters of a country, such as DE.'
    case 'length':
      return `An IBAN of ${fault.country} has ${fault.expected} characters, not ${fault.given}.`
    case 'character':
      return 'The IBAN has a character where it cannot be.'
    case 'check_digits':
      return 'The check digits of this IBAN do not fit: a digit is mistyped or two are swapped.'
    case 'not_sepa':
      return 'Debits and payouts in euros do not reach this country.'
  }
}

/** `DE02 1203 0000 0000 2020 51`: as it is read aloud and typed. */
export const inFours = (code: string): string => code.replace(/(.{4})(?=.)/g, '$1\u00A0')
