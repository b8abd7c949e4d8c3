import { Temporal } from 'temporal-polyfill'
import type { ValueStatus } from '../../domain/energy.ts'
import { addDays, type Day, dayAt, QUARTER_MS, startOfDay } from '../../domain/local-time.ts'
import { MOST_WH } from '../usage/interval-days.ts'
import type { QuarterRow } from './load-profile-day.ts'
import { type Layout, offsetOf } from './load-profile-layout.ts'
import { QUARTER_MILLIWH_PER_WH, readMillionths, toQuarterMilliWh } from './load-profile-numbers.ts'
import { readStatus } from './load-profile-options.ts'
import { createWhenReader } from './load-profile-when.ts'

/** A row with its day, or what is wrong with it and, if that can be read, the day it spoils. */
export type ReadRow = { day: Day; row: QuarterRow } | { day: Day | null; message: string }

/** Reads rows of one layout; the same dates come again and again, so the last one is remembered. */
export function createRowReader(
  layout: Layout,
  fixedStatus: ValueStatus | undefined,
): (cells: readonly string[], line: number) => ReadRow {
  const { columns, decimal, unit, hasOffsets } = layout
  const placeOf = createPlacer(layout)
  const whenOf = createWhenReader(columns)
  return (cells, line) => {
    const when = whenOf(cells)
    if (!when) return { day: null, message: `${quote(cells.join(' '))} is no row with a date and a time.` }
    const { date, clock } = when
    if (clock.minutes % 15 !== 0)
      return { day: null, message: `${quote(cells.join(' '))} is not on the quarter-hour.` }
    if ((clock.offsetMinutes !== null) !== hasOffsets)
      return {
        day: null,
        message: `${quote(cells.join(' '))} has ${hasOffsets ? 'no' : 'an'} offset from UTC, unlike other rows.`,
      }
    const { day, slot } = placeOf(date as Day, clock.minutes, clock.offsetMinutes)
    const text = cells[columns.value] ?? ''
    if (text === '') return { day, message: `${when.date} has a row without a value.` }
    const millionths = readMillionths(text, decimal)
    if (Number.isNaN(millionths))
      return {
        day,
        message: `${quote(text)} is no number${decimal === null ? '' : ` with a decimal ${decimal === ',' ? 'comma' : 'point'}`}.`,
      }
    const quarterMilliWh = toQuarterMilliWh(millionths, unit)
    if (quarterMilliWh < 0) return { day, message: `${text} ${unit} is negative.` }
    if (quarterMilliWh > MOST_WH * QUARTER_MILLIWH_PER_WH)
      return {
        day,
        message: `${text} ${unit} in a quarter-hour is more than any meter passes (at most ${MOST_WH / 1000} kWh).`,
      }
    const status = statusOf(cells)
    if (!status)
      return { day, message: `${quote(cells[columns.status ?? 0] ?? '')} is no status that is known.` }
    return { day, row: { slot, fold: clock.fold, quarterMilliWh, status, line } }
  }

  function statusOf(cells: readonly string[]): ValueStatus | undefined {
    if (fixedStatus) return fixedStatus
    return columns.status === null ? 'final' : readStatus(cells[columns.status] ?? '')
  }
}

const quote = (text: string): string => `“${text.slice(0, 60)}”`

type Place = { day: Day; slot: number }

function createPlacer({
  timestamps,
  zone,
}: Layout): (date: Day, minutes: number, offset: number | null) => Place {
  let yesterday: { of: Day; day: Day } | undefined
  let known: { day: Day; from: number; to: number } | undefined
  const zoneOffset = offsetOf(zone)
  return (date, minutes, offset) => {
    const fromUtc = offset ?? zoneOffset
    if (fromUtc === null) {
      if (timestamps === 'start' && minutes < 1440) return { day: date, slot: minutes / 15 }
      if (timestamps === 'end' && minutes > 0) return { day: date, slot: minutes / 15 }
      // 00:00 as an end closes the day before, 24:00 as a beginning opens the day after.
      if (timestamps === 'start') return { day: addDays(date, 1), slot: 0 }
      if (yesterday?.of !== date) yesterday = { of: date, day: addDays(date, -1) }
      return { day: yesterday.day, slot: 96 }
    }
    const end = timestamps === 'end' ? 15 : 0
    const epoch = Date.parse(`${date}T00:00Z`) + (minutes - fromUtc - end) * 60_000
    if (!known || epoch < known.from || epoch >= known.to) {
      const day = dayAt(Temporal.Instant.fromEpochMilliseconds(epoch))
      const from = startOfDay(day).epochMilliseconds
      known = { day, from, to: startOfDay(addDays(day, 1)).epochMilliseconds }
    }
    return { day: known.day, slot: Math.floor((epoch - known.from) / QUARTER_MS) }
  }
}
