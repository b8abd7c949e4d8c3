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
  return invalid(reasonOf(value, errorCodes))
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

function reasonOf(value: string, errorCodes: readonly ValidationErrorsIBAN[]): string {
  const has = (code: ValidationErrorsIBAN) => errorCodes.includes(code)
  if (has(ValidationErrorsIBAN.NoIBANProvided)) return 'An IBAN is missing.'
  const country = value.slice(0, 2)
  const length = getCountrySpecifications()[country]?.chars
  if (has(ValidationErrorsIBAN.NoIBANCountry) || !length) {
    return 'An IBAN begins with the two letters of a country, such as DE.'
  }
  if (has(ValidationErrorsIBAN.WrongBBANLength)) {
    return `An IBAN of ${country} has ${length} characters, not ${value.length}.`
  }
  if (has(ValidationErrorsIBAN.WrongBBANFormat) || has(ValidationErrorsIBAN.ChecksumNotNumber)) {
    return 'The IBAN has a character where it cannot be.'
  }
  return 'The check digits of this IBAN do not fit: a digit is mistyped or two are swapped.'
}
