import {
  bdewCheckDigitFits,
  compact,
  doubtful,
  invalid,
  isStored,
  type Parsed,
  remainderBy97,
  valid,
} from './market-identifiers.ts'

/** Who takes part in the market and whom the state and the banks know. */

/**
 * The thirteen digits that name a market partner: 99 for a code of the BDEW, 98 for one of the DVGW, anything else is a
 * GLN. The BDEW does not publish how its check digit comes about; the rule of its market locations fits the codes in use,
 * so a miss is remarked on and not refused.
 */
export function parseMarketPartnerCode(text: string): Parsed {
  const value = compact(text)
  if (!/^\d{13}$/.test(value)) return invalid('The code of a market partner has thirteen digits.')
  if (value.startsWith('98')) return valid(value)
  if (!value.startsWith('99')) return parseGln(value)
  return bdewCheckDigitFits(value)
    ? valid(value)
    : doubtful(value, 'The last digit of this BDEW code is not the expected check digit.')
}

/** Global location number of GS1: weights 1 and 3 in turn, as on every EAN-13. */
export function parseGln(text: string): Parsed {
  const value = compact(text)
  if (!/^\d{13}$/.test(value)) return invalid('A global location number (GLN) has thirteen digits.')
  let sum = 0
  for (let index = 0; index < 13; index += 1) sum += Number(value[index]) * (index % 2 === 0 ? 1 : 3)
  return sum % 10 === 0
    ? valid(value)
    : invalid('The check digit of this global location number (GLN) does not fit.')
}

/**
 * SEPA creditor identifier: country, check digits, a business code of three characters that the creditor chooses freely
 * and that the check digits leave out, then the national part, in Germany eleven digits.
 */
export function parseCreditorId(text: string): Parsed {
  const value = compact(text)
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]{4,31}$/.test(value)) {
    return invalid(
      'A creditor identifier is a country, two check digits, three characters and a national part.',
    )
  }
  if (value.startsWith('DE') && !/^DE\d{2}[A-Z0-9]{3}\d{11}$/.test(value)) {
    return invalid('A German creditor identifier has 18 characters, such as DE98ZZZ09999999999.')
  }
  return remainderBy97(value.slice(7) + value.slice(0, 4)) === 1
    ? valid(value)
    : invalid('The check digits of this creditor identifier do not fit.')
}

const EU_PREFIX = /^(AT|BE|BG|CY|CZ|DK|EE|EL|ES|FI|FR|HR|HU|IE|IT|LT|LU|LV|MT|NL|PL|PT|RO|SE|SI|SK|XI)/

/** VAT identification number. A German one is checked by ISO 7064 MOD 11,10; of the others only the shape is known. */
export function parseVatId(text: string): Parsed {
  const value = compact(text)
  if (EU_PREFIX.test(value)) {
    return /^[A-Z]{2}[A-Z0-9+*]{2,12}$/.test(value)
      ? doubtful(value, 'Only the check digit of German VAT identification numbers is checked.')
      : invalid('A VAT identification number has two to twelve characters after the country.')
  }
  if (!value.startsWith('DE'))
    return invalid('A VAT identification number begins with a country of the EU, such as DE.')
  if (!/^DE[1-9]\d{8}$/.test(value)) {
    return invalid('A German VAT identification number is DE and nine digits, the first of them not 0.')
  }
  let product = 10
  for (const digit of value.slice(2, 10)) {
    const sum = (Number(digit) + product) % 10
    product = (2 * (sum === 0 ? 10 : sum)) % 11
  }
  return (11 - product) % 10 === Number(value[10])
    ? valid(value)
    : invalid('The check digit of this VAT identification number does not fit.')
}

/** Structured creditor reference of ISO 11649, by which a transfer finds its invoice. */
export function parseCreditorReference(text: string): Parsed {
  const value = compact(text)
  if (!/^RF\d{2}[A-Z0-9]{1,21}$/.test(value)) {
    return invalid('A creditor reference is RF, two check digits and up to 21 letters and digits.')
  }
  return remainderBy97(value.slice(4) + value.slice(0, 4)) === 1
    ? valid(value)
    : invalid('The check digits of this creditor reference do not fit.')
}

export const isMarketPartnerCode = (text: string): boolean => isStored(parseMarketPartnerCode, text)
export const isGln = (text: string): boolean => isStored(parseGln, text)
export const isCreditorId = (text: string): boolean => isStored(parseCreditorId, text)
export const isVatId = (text: string): boolean => isStored(parseVatId, text)
export const isCreditorReference = (text: string): boolean => isStored(parseCreditorReference, text)
