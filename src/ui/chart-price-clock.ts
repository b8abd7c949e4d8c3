import type { Day, Format } from './format.ts'

const HOUR_MS = 3_600_000

export interface QuarterClock {
  day: Day
  hour: number
  /** `12:15`. */
  time: string
}

const two = (value: number): string => String(value).padStart(2, '0')

/**
 * What the clock of Berlin shows at each instant. Its offset is always whole hours, so that the calendar is asked once an
 * hour: asking is what drawing a chart costs most.
 */
export function quarterClocks(instants: readonly number[], format: Format): QuarterClock[] {
  let known = { hourAt: Number.NaN, day: '', hour: 0 }
  return instants.map((instant) => {
    const hourAt = instant - (instant % HOUR_MS)
    if (known.hourAt !== hourAt) known = { hourAt, day: format.day(hourAt), hour: format.hour(hourAt) }
    const minute = Math.floor((instant - hourAt) / 60_000)
    return { day: known.day, hour: known.hour, time: `${two(known.hour)}:${two(minute)}` }
  })
}
