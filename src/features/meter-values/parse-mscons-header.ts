import type { MeasuredQuantity } from './parse-mscons-values.ts'
import { componentOf, type Segment } from './edifact.ts'

/**
 * The message descriptions that are read: 2.4c, and 2.5, which the market has sent since 1 October 2026. Load profiles and
 * register readings are laid out alike in both.
 */
const VERSIONS: readonly string[] = ['2.4c', '2.5']

/** The Prüfidentifikator (RFF+Z13) says what a message is for. */
const KINDS = new Map<string, MeasuredQuantity['what']>([
  // Zählerstand
  ['13002', 'register'],
  // Zählerstand (Strom)
  ['13017', 'register'],
  // Lastgang einer Messlokation
  ['13018', 'interval'],
  // Lastgang einer Marktlokation oder Tranche
  ['13025', 'interval'],
])

/** What a message says of itself before its first location. */
export interface MessageHeader {
  number: number
  line: number
  version: string
  identifier: string
  kind: MeasuredQuantity['what'] | null
  /** Its content is passed over; why has been said. */
  isRefused: boolean
}

/** @returns the header, and why the message is not read, if it is not. */
export function beginMessage(unh: Segment): { header: MessageHeader; reason: string | null } {
  const [type, , , , version] = [0, 1, 2, 3, 4].map((component) => componentOf(unh, 1, component))
  const reason =
    type !== 'MSCONS'
      ? `This is ${type || 'an unnamed message'}, not MSCONS.`
      : VERSIONS.includes(version ?? '')
        ? null
        : `MSCONS ${version || 'without a version'} is not read; the market sends ${VERSIONS.join(' and ')}.`
  const header = {
    number: unh.number,
    line: unh.line,
    version: version ?? '',
    identifier: '',
    kind: null,
    isRefused: reason !== null,
  }
  return { header, reason }
}

/** BGM: 9 is an original, 1 withdraws an earlier message. @returns why it is not read, or null. */
export function purposeProblem(bgm: Segment): string | null {
  const purpose = componentOf(bgm, 2)
  if (purpose === '9' || purpose === '') return null
  return purpose === '1'
    ? 'The message withdraws an earlier one; the values of that one stand until they are delivered anew.'
    : `The message has the unknown function ${purpose}.`
}

/** RFF+Z13. @returns why the message is not read, or null. */
export function identify(header: MessageHeader, identifier: string): string | null {
  header.identifier = identifier
  header.kind = KINDS.get(identifier) ?? null
  return header.kind
    ? null
    : `Messages of the Prüfidentifikator ${identifier || '(none)'} are not taken; load profiles are 13018 and 13025, readings 13002 and 13017.`
}
