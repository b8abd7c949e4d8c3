import {
  bdewCheckDigitFits,
  compact,
  doubtful,
  invalid,
  isStored,
  type Parsed,
  valid,
  withoutSpaces,
} from './market-identifiers.ts'

/**
 * Where energy is delivered and measured. Market locations are numbered by the BDEW (first digit 4 to 9) and the DVGW
 * (1 to 3); the identifiers of network locations and resources follow the same rule with a letter in front.
 */
export function parseMalo(text: string): Parsed {
  const value = compact(text)
  if (!/^[1-9]\d{10}$/.test(value)) {
    return invalid('A market location (MaLo) has eleven digits and does not begin with 0.')
  }
  return bdewCheckDigitFits(value) ? valid(value) : invalid(mistyped('market location (MaLo)'))
}

/** Country, six digits of the grid operator, five of the postal code (or zeros), twenty of the operator's own choice. */
export function parseMelo(text: string): Parsed {
  const value = compact(text)
  if (/^DE\d{11}[A-Z0-9]{20}$/.test(value)) return valid(value)
  if (!value.startsWith('DE')) return invalid('A metering location (MeLo) of Germany begins with DE.')
  return value.length === 33
    ? invalid('A metering location (MeLo) is DE, eleven digits, then twenty digits and letters.')
    : invalid(`A metering location (MeLo) has 33 characters, not ${value.length}.`)
}

export const parseNelo = (text: string): Parsed => parseLettered(text, 'E', 'network location (NeLo)')
export const parseSrId = (text: string): Parsed => parseLettered(text, 'C', 'controllable resource (SR)')
export const parseTrId = (text: string): Parsed => parseLettered(text, 'D', 'technical resource (TR)')

function parseLettered(text: string, letter: string, noun: string): Parsed {
  const value = compact(text)
  if (!value.startsWith(letter) || !/^[A-Z][A-Z0-9]{9}\d$/.test(value)) {
    return invalid(
      `The identifier of a ${noun} has eleven characters, begins with ${letter} and ends with a digit.`,
    )
  }
  return bdewCheckDigitFits(value) ? valid(value) : invalid(mistyped(noun))
}

const mistyped = (noun: string) =>
  `The check digit of this ${noun} does not fit: a digit is mistyped or two are swapped.`

/**
 * DIN 43863-5 and its successor DIN 43849: medium (1 is electricity), three letters of the maker, two of the block, eight
 * digits; printed as `1 APA01 9512 4010`. Older meters carry whatever their maker gave them, so that is only remarked on.
 */
export function parseMeterNumber(text: string): Parsed {
  const value = withoutSpaces(text)
  const standard = compact(text)
  if (/^[1-9A-G][A-Z]{3}[0-9A-F]{2}\d{8}$/.test(standard)) {
    return standard.startsWith('1')
      ? valid(standard)
      : doubtful(
          standard,
          'The number names a meter for another medium than electricity: that would begin with 1.',
        )
  }
  return /^[A-Z0-9./-]{4,20}$/.test(value)
    ? doubtful(value, 'Not the fourteen characters of a modern meter; right for an older one.')
    : invalid('A meter number has 4 to 20 letters and digits.')
}

/** German postal codes run from 01001 to 99998; the D of former times is dropped. */
export function parsePostalCode(text: string): Parsed {
  const value = compact(text).replace(/^DE?(?=\d)/, '')
  if (!/^\d{5}$/.test(value)) return invalid('A postal code has five digits.')
  return value >= '01001' && value <= '99998' ? valid(value) : invalid('There is no such postal code.')
}

export const isMalo = (text: string): boolean => isStored(parseMalo, text)
export const isMelo = (text: string): boolean => isStored(parseMelo, text)
export const isNelo = (text: string): boolean => isStored(parseNelo, text)
export const isSrId = (text: string): boolean => isStored(parseSrId, text)
export const isTrId = (text: string): boolean => isStored(parseTrId, text)
export const isMeterNumber = (text: string): boolean => isStored(parseMeterNumber, text)
export const isPostalCode = (text: string): boolean => isStored(parsePostalCode, text)
