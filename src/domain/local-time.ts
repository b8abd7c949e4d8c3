import { Temporal } from 'temporal-polyfill'

/**
 * The German electricity market thinks in local time: a day runs from midnight to midnight in Berlin and has 96
 * quarter-hours, 92 when the clocks go forward and 100 when they go back.
 */
const ZONE = 'Europe/Berlin'
export const QUARTER_MS = 15 * 60 * 1000

/** A Berlin calendar day as ISO 8601 writes it, `2025-10-26`. Days compare and sort as text. */
export type Day = `${number}-${number}-${number}`
/** A Berlin calendar month, `2025-10`. */
export type Month = `${number}-${number}`

const DAY = /^\d{4}-\d{2}-\d{2}$/

/** @throws RangeError for anything but an existing calendar day. */
export function parseDay(text: string): Day {
  if (!DAY.test(text)) throw new RangeError(`Not a day: ${text}`)
  return Temporal.PlainDate.from(text, { overflow: 'reject' }).toString() as Day
}

/** The Berlin day on which an instant falls. */
export function dayAt(instant: Temporal.Instant): Day {
  return instant.toZonedDateTimeISO(ZONE).toPlainDate().toString() as Day
}

/** A Berlin clock time of a day, `12:45`; a time that the clocks skip moves forward. */
export function instantAt(day: Day, time: string): Temporal.Instant {
  return Temporal.PlainDate.from(day)
    .toZonedDateTime({ timeZone: ZONE, plainTime: Temporal.PlainTime.from(time) })
    .toInstant()
}

/** Berlin midnight at which the day begins. */
export function startOfDay(day: Day): Temporal.Instant {
  return Temporal.PlainDate.from(day).toZonedDateTime(ZONE).toInstant()
}

const DAY_MS = 24 * 60 * 60 * 1000

/** Calendar days have no zone, so they are counted in UTC, where each is as long as the next: years of days are walked by it. */
const utcMidnight = (day: Day): number => Date.parse(`${day}T00:00:00Z`)
const dayAtUtcMidnight = (epochMs: number): Day => new Date(epochMs).toISOString().slice(0, 10) as Day

export function addDays(day: Day, days: number): Day {
  return dayAtUtcMidnight(utcMidnight(day) + days * DAY_MS)
}

/** How many days after `from` the day `to` is; negative if it lies before. */
export function daysBetween(from: Day, to: Day): number {
  return (utcMidnight(to) - utcMidnight(from)) / DAY_MS
}

/** Every day of `[from, to)`. */
export function daysInRange(from: Day, to: Day): Day[] {
  const days: Day[] = []
  for (let day = from; day < to; day = addDays(day, 1)) days.push(day)
  return days
}

/** 92, 96 or 100. */
export function quarterCount(day: Day): number {
  const start = startOfDay(day).epochMilliseconds
  return (startOfDay(addDays(day, 1)).epochMilliseconds - start) / QUARTER_MS
}

/** The instants at which the day's quarter-hours begin. */
export function quarterStarts(day: Day): Temporal.Instant[] {
  const start = startOfDay(day).epochMilliseconds
  return Array.from({ length: quarterCount(day) }, (_, index) =>
    Temporal.Instant.fromEpochMilliseconds(start + index * QUARTER_MS),
  )
}

/** Which quarter-hour of its day an instant falls into, from 0. */
export function quarterIndexAt(instant: Temporal.Instant): number {
  const midnight = startOfDay(dayAt(instant))
  return Math.floor((instant.epochMilliseconds - midnight.epochMilliseconds) / QUARTER_MS)
}

/**
 * The instant at which a quarter-hour of the day begins, counted from 0 through the hour that October repeats.
 * @throws RangeError when the day does not have it.
 */
export function startOfQuarter(day: Day, index: number): Temporal.Instant {
  if (!Number.isInteger(index) || index < 0 || index >= quarterCount(day)) {
    throw new RangeError(`${day} has no quarter-hour ${index}`)
  }
  return startOfDay(day).add({ milliseconds: index * QUARTER_MS })
}

/** How many quarter-hours `[from, to)` has: 35,040 in a year of 365 days, whatever the clocks do. */
export function quartersInRange(from: Day, to: Day): number {
  return (startOfDay(to).epochMilliseconds - startOfDay(from).epochMilliseconds) / QUARTER_MS
}

/**
 * When each quarter-hour of `[from, to)` begins, in epoch milliseconds. Clocks go forward and back; the instants between
 * two midnights do not, so the grid is even, and a year of it costs no Temporal object a quarter-hour.
 */
export function quarterGrid(from: Day, to: Day): number[] {
  const start = startOfDay(from).epochMilliseconds
  const length = Math.max(0, quartersInRange(from, to))
  return Array.from({ length }, (_, index) => start + index * QUARTER_MS)
}

/**
 * For each quarter-hour of the day, which of the 96 rows of a clock-time table it reads: the hour skipped in March is
 * left out, the hour repeated in October appears twice.
 */
export function clockQuarters(day: Day): number[] {
  if (quarterCount(day) === 96) return Array.from({ length: 96 }, (_, index) => index)
  return quarterStarts(day).map((start) => {
    const { hour, minute } = start.toZonedDateTimeISO(ZONE)
    return hour * 4 + minute / 15
  })
}

/** Whether a quarter-hour (epoch ms) lies in the second pass of the hour that October repeats: in winter time, an hour later. */
export function isRepeatedHour(startsAt: number): boolean {
  const at = (epochMs: number) => Temporal.Instant.fromEpochMilliseconds(epochMs).toZonedDateTimeISO(ZONE)
  return at(startsAt).offsetNanoseconds < at(startsAt - 4 * QUARTER_MS).offsetNanoseconds
}

export const monthOf = (day: Day): Month => day.slice(0, 7) as Month
export const yearOf = (day: Day): number => Number(day.slice(0, 4))
export const firstDayOf = (month: Month): Day => `${month}-01` as Day

export function addMonths(month: Month, months: number): Month {
  return Temporal.PlainYearMonth.from(month).add({ months }).toString() as Month
}

/** The months that `[from, to)` touches. */
export function monthsInRange(from: Day, to: Day): Month[] {
  const months: Month[] = []
  for (let month = monthOf(from); firstDayOf(month) < to; month = addMonths(month, 1)) months.push(month)
  return months
}

/** 365 or 366. */
export function daysInYear(year: number): number {
  return Temporal.PlainDate.from({ year, month: 1, day: 1 }).daysInYear
}

/** 1 is Monday, 7 is Sunday. */
export function weekday(day: Day): number {
  return Temporal.PlainDate.from(day).dayOfWeek
}

/** 1 is 1 January. */
export function dayOfYear(day: Day): number {
  return Temporal.PlainDate.from(day).dayOfYear
}
