/**
 * What the identifiers of the market have in common: people copy them from letters, meters and e-mails with spaces, dots
 * and small letters, and all of them guard against a mistyped digit in one of three ways.
 */
export type Parsed =
  | { ok: true; value: string; /** What is odd, yet no ground to refuse it. */ warnings?: readonly string[] }
  | { ok: false; reason: string }

export const valid = (value: string): Parsed => ({ ok: true, value })
export const doubtful = (value: string, warning: string): Parsed => ({ ok: true, value, warnings: [warning] })
export const invalid = (reason: string): Parsed => ({ ok: false, reason })

/** True for an identifier as it is stored: valid, and without anything to tidy. */
export function isStored(parse: (text: string) => Parsed, text: string): boolean {
  const parsed = parse(text)
  return parsed.ok && parsed.value === text
}

/** Small letters of the alphabet only: `ı` and `ſ` would become letters of it by toUpperCase. */
const capitals = (text: string): string => text.replaceAll(/[a-z]/g, (letter) => letter.toUpperCase())

/** Without white space, in capitals. */
export const withoutSpaces = (text: string): string => capitals(text.replaceAll(/\s/g, ''))

/** Without white space, dots, dashes and strokes, in capitals. */
export const compact = (text: string): string => capitals(text.replaceAll(/[\s.\-‐‑–|/]/g, ''))

/**
 * The check digit of the BDEW over the characters before it: those at odd places count once, those at even places twice,
 * and what misses to the next ten is the digit. Unlike Luhn's rule the doubled ones keep their tens. A letter counts as
 * its ASCII code, a digit as itself.
 */
export function bdewCheckDigit(characters: string): number {
  let sum = 0
  for (let index = 0; index < characters.length; index += 1) {
    const code = characters.charCodeAt(index)
    const value = code >= 48 && code <= 57 ? code - 48 : code
    sum += index % 2 === 0 ? value : 2 * value
  }
  return (10 - (sum % 10)) % 10
}

export const bdewCheckDigitFits = (text: string): boolean =>
  bdewCheckDigit(text.slice(0, -1)) === Number(text.slice(-1))

/** The remainder by 97 of a text read as a number, its letters as 10 to 35 (ISO 7064 MOD 97-10): 1 where it fits. */
export function remainderBy97(text: string): number {
  let remainder = 0
  for (const character of text) {
    const value = Number.parseInt(character, 36)
    remainder = (remainder * (value > 9 ? 100 : 10) + value) % 97
  }
  return remainder
}
