/** A clock time as a file writes it. */
export interface Clock {
  /** Since midnight, 0 to 1440. */
  minutes: number
  /** Of the hour that October repeats: the first or the second one, where the file says so. */
  fold: 'A' | 'B' | null
  /** From UTC, where the file says so. */
  offsetMinutes: number | null
}

const DATE = /^(?:(\d{4})-(\d{1,2})-(\d{1,2})|(\d{1,2})\.(\d{1,2})\.(\d{4}|\d{2})|(20\d\d)(\d\d)(\d\d))$/
const TIME =
  /^(\d{1,2}) ?([AB])?:(\d{2})(?::00(?:[.,]0+)?)?(?: ?([AB]))?(?: ?(Z|UTC|GMT|MESZ|CEST|MEZ|CET|[+-]\d{2}:?\d{2}))?$/i
const OFFSETS: Record<string, number> = { Z: 0, UTC: 0, GMT: 0, MEZ: 60, CET: 60, MESZ: 120, CEST: 120 }
const RANGE = /\s*[-–]\s*(?=\d{1,2} ?[AB]?:)/i

/** `2025-10-26` from `2025-10-26`, `26.10.2025`, `26.10.25` or `20251026`; undefined for anything else, 30 February too. */
export function readDate(text: string): string | undefined {
  const match = DATE.exec(text)
  if (!match) return undefined
  const [, y1, m1, d1, d2, m2, y2, y3, m3, d3] = match
  const year = Number(y1 ?? y3 ?? (y2?.length === 2 ? `20${y2}` : y2))
  const month = Number(m1 ?? m2 ?? m3)
  const day = Number(d1 ?? d2 ?? d3)
  const date = new Date(Date.UTC(year, month - 1, day))
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return undefined
  return date.toISOString().slice(0, 10)
}

/**
 * `02:15`, `02:15:00`, `24:00`, `2A:15` or `02:15 B` (the repeated hour of October), `02:15+01:00`, `02:15 MESZ`; of a range
 * `00:00 - 00:15` its beginning.
 */
export function readClock(text: string): Clock | undefined {
  const [first = '', ...others] = text.split(RANGE)
  const match = TIME.exec(first)
  if (!match || others.some((other) => !TIME.test(other))) return undefined
  const [, hour, foldOfHour, minute, foldBehind, zone] = match
  const minutes = Number(hour) * 60 + Number(minute)
  if (Number(minute) > 59 || minutes > 24 * 60) return undefined
  const fold = (foldOfHour ?? foldBehind)?.toUpperCase() as 'A' | 'B' | undefined
  return { minutes, fold: fold ?? null, offsetMinutes: zone === undefined ? null : readOffset(zone) }
}

export const isClockRange = (text: string): boolean => text.split(RANGE).length === 2

function readOffset(zone: string): number {
  const known = OFFSETS[zone.toUpperCase()]
  if (known !== undefined) return known
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2))
  return zone.startsWith('-') ? -minutes : minutes
}

/** `26.10.2025 02:15` or `2025-10-26T02:15+02:00` in its two parts. */
export function splitDateTime(text: string): [date: string, time: string] | undefined {
  const at = text.search(/[T ]/)
  return at < 0 ? undefined : [text.slice(0, at), text.slice(at + 1).trimStart()]
}

export function isDateTime(text: string): boolean {
  const parts = splitDateTime(text)
  return parts !== undefined && readDate(parts[0]) !== undefined && readClock(parts[1]) !== undefined
}
