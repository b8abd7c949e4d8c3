import { clockQuarters, type Day } from './local-time.ts'
import type { SeriesDay } from './resolution.ts'

/** A day by the hours of the clock, in Wh; null for the hour that March skips. */
export interface HoursOfDay {
  day: Day
  hours: (number | null)[]
}

/**
 * Lays days out by the clock, 24 hours each, so that a year of them makes a picture. The hour that October repeats is the
 * mean of both, or the picture would show a use that never was.
 */
export function hoursOfDays(days: readonly SeriesDay[]): HoursOfDay[] {
  return days.flatMap(({ day, quarters }) => {
    if (!quarters) return []
    const hours = Array.from({ length: 24 }, (): number | null => null)
    if (quarters.length === 96) {
      for (let hour = 0; hour < 24; hour += 1) {
        const first = hour * 4
        hours[hour] =
          (quarters[first] ?? 0) +
          (quarters[first + 1] ?? 0) +
          (quarters[first + 2] ?? 0) +
          (quarters[first + 3] ?? 0)
      }
      return [{ day, hours }]
    }
    const counts = Array.from({ length: 24 }, () => 0)
    for (const [index, row] of clockQuarters(day).entries()) {
      const hour = Math.floor(row / 4)
      hours[hour] = (hours[hour] ?? 0) + (quarters[index] ?? 0)
      counts[hour] = (counts[hour] ?? 0) + 1
    }
    for (const [hour, count] of counts.entries()) {
      const sum = hours[hour]
      if (count > 4 && sum != null) hours[hour] = Math.round((sum * 4) / count)
    }
    return [{ day, hours }]
  })
}
