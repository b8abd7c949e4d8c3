import type { Columns } from './load-profile-columns.ts'
import { type Clock, readClock, readDate, splitDateTime } from './load-profile-time.ts'

/** A row's date and time, as they are written. */
export interface Stamp {
  date: string
  clock: Clock
}

/** Reads a row's date and time. A long file has the same hundred times and few dates in a million rows: they are remembered. */
export function createWhenReader({ when }: Columns) {
  const [readDateOnce, readClockOnce] = [remember(readDate), remember(readClock)]
  return (cells: readonly string[]): Stamp | undefined => {
    const [dateText, timeText] =
      'dateTime' in when
        ? (splitDateTime(cells[when.dateTime] ?? '') ?? ['', ''])
        : [cells[when.date] ?? '', cells[when.time] ?? '']
    const date = readDateOnce(dateText)
    const clock = readClockOnce(timeText)
    return date !== undefined && clock ? { date, clock } : undefined
  }
}

export const whenOf = (cells: readonly string[], columns: Columns): Stamp | undefined =>
  createWhenReader(columns)(cells)

function remember<Value>(read: (text: string) => Value): (text: string) => Value {
  const known = new Map<string, Value>()
  return (text) => {
    const before = known.get(text)
    if (before !== undefined) return before
    const value = read(text)
    if (known.size === 1000) known.clear()
    known.set(text, value)
    return value
  }
}
