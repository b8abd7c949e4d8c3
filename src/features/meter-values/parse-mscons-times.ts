import { Temporal } from 'temporal-polyfill'
import { type Day, addDays, dayAt, parseDay, quarterCount, startOfDay } from '../../domain/local-time.ts'

const HOUR_MS = 60 * 60 * 1000

/** A Berlin day on the scale of milliseconds. */
export interface DayWindow {
  day: Day
  startMs: number
  /** 92, 96 or 100. */
  quarters: number
}

export interface MsconsTimes {
  /** The instant that a DTM of format 303 names; a text says why it names none. */
  instantMs(value: string, format: string): number | string
  /** The Berlin day of a DTM of format 303, or the day itself that one of format 102 names. */
  day(value: string, format: string): Day | { reason: string }
  /** The Berlin day on which an instant falls. */
  windowAt(ms: number): DayWindow
}

/**
 * Times of one file. A file names each day a hundred times and each household names the same days, so what the calendar
 * says of a day is asked once and remembered.
 */
export function createMsconsTimes(): MsconsTimes {
  const midnights = new Map<string, number | null>()
  const windows = new Map<number, DayWindow>()

  const utcMidnight = (date: string): number | null => {
    let midnight = midnights.get(date)
    if (midnight === undefined) {
      const iso = isoDay(date)
      midnight = iso && Temporal.Instant.from(`${iso}T00:00Z`).epochMilliseconds
      midnights.set(date, midnight)
    }
    return midnight
  }

  const instantMs = (value: string, format: string): number | string => {
    if (format !== '303') {
      return `The time ${value} has the format ${format || '(none)'}; the market writes 303, with its offset from UTC.`
    }
    if (!/^\d{12}[+-]\d\d$/.test(value)) return `${value || '(nothing)'} is not a time of format 303.`
    const midnight = utcMidnight(value.slice(0, 8))
    const hour = Number(value.slice(8, 10))
    const minute = Number(value.slice(10, 12))
    const offset = Number(value.slice(12))
    if (midnight === null || hour > 23 || minute > 59 || Math.abs(offset) > 14) {
      return `${value} is not a time of this century.`
    }
    return midnight + (hour - offset) * HOUR_MS + minute * 60_000
  }

  const windowAt = (ms: number): DayWindow => {
    // The clocks in Berlin differ from UTC by whole hours, so an hour lies within one day.
    const hour = Math.floor(ms / HOUR_MS)
    let window = windows.get(hour)
    if (!window) {
      const day = dayAt(Temporal.Instant.fromEpochMilliseconds(ms))
      const startMs = startOfDay(day).epochMilliseconds
      window = { day, startMs, quarters: quarterCount(day) }
      const end = startOfDay(addDays(day, 1)).epochMilliseconds
      for (let at = startMs; at < end; at += HOUR_MS) windows.set(at / HOUR_MS, window)
    }
    return window
  }

  const day = (value: string, format: string): Day | { reason: string } => {
    if (format === '102') {
      return (/^\d{8}$/.test(value) && isoDay(value)) || { reason: `${value || '(nothing)'} is not a day.` }
    }
    const ms = instantMs(value, format)
    return typeof ms === 'string' ? { reason: ms } : windowAt(ms).day
  }

  return { instantMs, day, windowAt }
}

/** `20260101` as a day of this century, or null: no meter value is older, and none comes from later. */
function isoDay(date: string): Day | null {
  if (!date.startsWith('20')) return null
  try {
    return parseDay(`${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6, 8)}`)
  } catch {
    return null
  }
}

/** A quarter-hour as a reader of the file looks for it: in UTC, as the market writes it. */
export const shownTime = (ms: number): string =>
  `${Temporal.Instant.fromEpochMilliseconds(ms).toString().slice(0, 16).replace('T', ' ')} UTC`

export const shownMinutes = (ms: number): string => `${ms / 60_000} minutes`
