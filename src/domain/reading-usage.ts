import { addDays, type Day } from './local-time.ts'
import { estimateDays, type ProfileCalendar, spreadByProfile } from './load-profile.ts'

/** A meter's register at the beginning (00:00) of a day. */
export interface RegisterReading {
  day: Day
  valueWh: number
  /** Formed by the grid operator because nobody read the meter. */
  isEstimated?: boolean
}

export interface DayUsage {
  day: Day
  energyWh: number
  /**
   * `final` between two readings of the meter, `substitute` where the grid operator's estimate stands for one of them,
   * `estimated` where only the yearly use is known.
   */
  status: 'final' | 'substitute' | 'estimated'
}

/**
 * Daily use of a meter that is read only now and then. Between two readings the difference is known and the profile
 * only says how it fell on the days; before the first and after the last the yearly estimate stands in.
 */
export function usageFromReadings(
  calendar: ProfileCalendar,
  readings: readonly RegisterReading[],
  annualWh: number,
  from: Day,
  to: Day,
): DayUsage[] {
  const sorted = readings.toSorted((a, b) => (a.day < b.day ? -1 : 1))
  const measured = new Map<Day, number>()
  for (const [index, reading] of sorted.entries()) {
    const before = sorted[index - 1]
    if (!before || reading.day <= from || before.day >= to) continue
    for (const [day, energyWh] of spreadByProfile(
      calendar,
      reading.valueWh - before.valueWh,
      before.day,
      reading.day,
    )) {
      measured.set(day, energyWh)
    }
  }
  const estimates = estimateDays(calendar, annualWh, from, to)
  const isRead = betweenReadings(sorted)
  const usage: DayUsage[] = []
  for (let day = from; day < to; day = addDays(day, 1)) {
    const known = measured.get(day)
    const status = known === undefined ? 'estimated' : isRead(day) ? 'final' : 'substitute'
    usage.push({ day, energyWh: known ?? estimates.get(day) ?? 0, status })
  }
  return usage
}

/** Between the first and the last time that somebody read the meter its use is known, whatever was assumed in between. */
function betweenReadings(sorted: readonly RegisterReading[]): (day: Day) => boolean {
  const read = sorted.filter(({ isEstimated = false }) => !isEstimated)
  const [first, last] = [read[0], read.at(-1)]
  return (day) => first !== undefined && last !== undefined && first.day <= day && day < last.day
}
