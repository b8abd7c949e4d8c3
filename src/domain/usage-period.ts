import { Temporal } from 'temporal-polyfill'
import { addDays, type Day, daysBetween } from './local-time.ts'
import { periodAround } from './local-time-periods.ts'
import type { Resolution } from './resolution.ts'

/** A calendar period, or any days. */
export type UsageView = 'day' | 'week' | 'month' | 'year' | 'range'

/** The days `[from, to)` that are looked at. */
export interface UsagePeriod {
  view: UsageView
  from: Day
  to: Day
}

/** The calendar period around a day. */
export const usagePeriod = (view: Exclude<UsageView, 'range'>, on: Day): UsagePeriod => ({
  view,
  ...periodAround(on, view),
})

/** The period of the same length before or after; after a leap day's range of days comes one as long. */
export function shiftPeriod({ view, from, to }: UsagePeriod, direction: 1 | -1): UsagePeriod {
  if (view !== 'range') return usagePeriod(view, direction === 1 ? to : addDays(from, -1))
  const days = daysBetween(from, to) * direction
  return { view, from: addDays(from, days), to: addDays(to, days) }
}

const yearBefore = (day: Day): Day => Temporal.PlainDate.from(day).subtract({ years: 1 }).toString() as Day

/**
 * The same days a year before, to compare with. A week is compared with the one 52 weeks before, because weekdays differ
 * more than dates; 29 February with the 28th.
 */
export function lastYearOf({ view, from, to }: UsagePeriod): { from: Day; to: Day } {
  if (view === 'week') return { from: addDays(from, -364), to: addDays(to, -364) }
  const first = yearBefore(from)
  return { from: first, to: addDays(yearBefore(addDays(to, -1)), 1) }
}

/** As fine as a picture of that length can still be read; an analog meter's days are only the profile's. */
export function periodResolution({ view, from, to }: UsagePeriod, meterType: 'smart' | 'analog'): Resolution {
  if (meterType === 'analog') return 'month'
  if (view !== 'range') return ({ day: '15min', week: 'hour', month: 'day', year: 'month' } as const)[view]
  const days = daysBetween(from, to)
  if (days <= 2) return '15min'
  if (days <= 10) return 'hour'
  return days <= 92 ? 'day' : 'month'
}
