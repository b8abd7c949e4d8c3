import { Temporal } from 'temporal-polyfill'
import { type Day, QUARTER_MS, quarterCount, startOfDay } from './local-time.ts'

export interface QuarterStart {
  /** `2025-10-26T00:30:00Z`. */
  utc: string
  /** The same on the clock of Berlin, `2025-10-26T02:30:00+02:00`: with its offset, the hour that October repeats is told apart. */
  local: string
}

/** When each quarter-hour of a day begins, as text. */
export function quarterStartTexts(day: Day): QuarterStart[] {
  const midnight = startOfDay(day).epochMilliseconds
  const count = quarterCount(day)
  const first = offsetMinutes(midnight)
  return Array.from({ length: count }, (_, index) => {
    const at = midnight + index * QUARTER_MS
    // Only on the two days of 92 or 100 quarter-hours does the clock's offset change before the evening.
    const offset = count === 96 ? first : offsetMinutes(at)
    return { utc: `${text(at)}Z`, local: `${text(at + offset * 60_000)}+${pad(offset / 60)}:00` }
  })
}

const text = (epochMs: number): string => new Date(epochMs).toISOString().slice(0, 19)
const pad = (hours: number): string => String(hours).padStart(2, '0')

/** 60 in winter, 120 in summer. */
const offsetMinutes = (epochMs: number): number =>
  Temporal.Instant.fromEpochMilliseconds(epochMs).toZonedDateTimeISO('Europe/Berlin').offsetNanoseconds / 60e9
