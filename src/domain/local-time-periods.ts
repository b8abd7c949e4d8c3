import { Temporal } from 'temporal-polyfill'
import { addDays, type Day, weekday, yearOf } from './local-time.ts'

/** Calendar periods of whole days. Weeks are those of ISO 8601: they begin on Monday and week 1 has the first Thursday. */
export type PeriodUnit = 'day' | 'week' | 'month' | 'year'

/** A week belongs to the year in which its Thursday lies: 2027-01-01 is in week 53 of 2026. */
export function isoWeek(day: Day): { year: number; week: number } {
  const date = Temporal.PlainDate.from(day)
  return { year: date.yearOfWeek ?? date.year, week: date.weekOfYear ?? 0 }
}

export const startOfWeek = (day: Day): Day => addDays(day, 1 - weekday(day))
export const startOfMonth = (day: Day): Day => `${day.slice(0, 7)}-01` as Day
export const startOfYear = (day: Day): Day => `${day.slice(0, 4)}-01-01` as Day

const START = { day: (day: Day) => day, week: startOfWeek, month: startOfMonth, year: startOfYear } as const

/** The period around a day, `[from, to)`. */
export function periodAround(day: Day, unit: PeriodUnit): { from: Day; to: Day } {
  const from = START[unit](day)
  return { from, to: nextPeriod(from, unit) }
}

function nextPeriod(from: Day, unit: PeriodUnit): Day {
  if (unit === 'day') return addDays(from, 1)
  if (unit === 'week') return addDays(from, 7)
  // 31 days after its first day lies the next month, whatever the length of this one.
  return unit === 'month' ? startOfMonth(addDays(from, 31)) : (`${yearOf(from) + 1}-01-01` as Day)
}
