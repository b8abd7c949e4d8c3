import { type Day, type Month, parseDay } from '../domain/local-time.ts'

/** What an address of the page asks for. */
export interface PricesQuery {
  day: Day | null
  month: Month | null
  /** A clock time of the day, and whether it is the second of the hour that October repeats. */
  at: { time: string; second: boolean } | null
  hours: number
  typed: { at: string; day: string }
  /** What was typed and cannot be read: a form gives it back. */
  malformed: 'at' | 'day' | null
}

const DEFAULT_HOURS = 3
export const MOST_HOURS = 8
const LONGEST = 20

/**
 * Reads the address. `null` for one that no form or link of ours makes: another number of hours, or a month that is none.
 * A day or a time may have been typed by hand, so they come back to be put right.
 */
export function readPricesQuery(query: (name: string) => string | undefined): PricesQuery | null {
  const [day = '', at = '', month = '', hours = ''] = ['day', 'at', 'month', 'hours'].map(
    (name) => query(name)?.trim() ?? '',
  )
  if (hours !== '' && !/^[1-8]$/.test(hours)) return null
  if (month !== '' && !/^20\d\d-(0[1-9]|1[0-2])$/.test(month)) return null
  const readDay = day === '' ? null : dayOf(day)
  const readAt = at === '' ? null : timeOf(at)
  return {
    day: readDay ?? null,
    month: month === '' ? null : (month as Month),
    at: readAt ?? null,
    hours: hours === '' ? DEFAULT_HOURS : Number(hours),
    typed: { at: at.slice(0, LONGEST), day: day.slice(0, LONGEST) },
    malformed: readDay === undefined ? 'day' : readAt === undefined ? 'at' : null,
  }
}

function dayOf(text: string): Day | undefined {
  try {
    return parseDay(text)
  } catch {
    return undefined
  }
}

/** `18:20` falls into the quarter-hour from 18:15; `02:15B` into the repeated hour. */
function timeOf(text: string): PricesQuery['at'] | undefined {
  const [, hour, minute, twin] = /^([01]?\d|2[0-3])[:.]([0-5]\d)(?::\d\d)?([AB]?)$/.exec(text) ?? []
  if (hour === undefined || minute === undefined) return undefined
  const quarter = Math.floor(Number(minute) / 15) * 15
  const time = `${hour.padStart(2, '0')}:${String(quarter).padStart(2, '0')}`
  return { time, second: twin === 'B' }
}
