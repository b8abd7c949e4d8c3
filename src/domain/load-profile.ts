import { getHolidays } from 'feiertagejs'
import { H25_CSV } from './h25.ts'
import { clockQuarters, type Day, dayOfYear, daysInRange, weekday, yearOf } from './local-time.ts'
import { multiplyDivide } from './money.ts'

/** A BDEW table of 2025: for each month Saturday, holiday (Sunday) and weekday, 96 values, in thousandths of a kWh. */
export interface LoadProfile {
  /** `columns[month × 3 + dayType][quarter]`, integers. */
  columns: readonly (readonly number[])[]
  /** H25, P25 and S25 carry a factor for the day of the year; G25 and L25 do not. */
  dynamic: boolean
}

/** Reads the published table: two header lines, then `00:00-00:15` and 36 values in kWh per 1,000,000 kWh a year. */
export function parseLoadProfile(csv: string, { dynamic }: { dynamic: boolean }): LoadProfile {
  const rows = csv.trim().split(/\r?\n/).slice(2)
  if (rows.length !== 96) throw new RangeError(`A load profile has 96 rows, this one ${rows.length}`)
  const columns = Array.from({ length: 36 }, () => [] as number[])
  for (const row of rows) {
    const cells = row.split(',').slice(1)
    if (cells.length !== 36) throw new RangeError(`A row of a load profile has 36 values: ${row}`)
    for (const [index, cell] of cells.entries()) columns[index]?.push(Math.round(Number(cell) * 1000))
  }
  return { columns, dynamic }
}

type DayType = 'saturday' | 'holiday' | 'workday'
const DAY_TYPES: readonly DayType[] = ['saturday', 'holiday', 'workday']

const holidays = new Map<number, ReadonlySet<string>>()

/** Asked of the library once a year and remembered: it is slow by the day. */
function holidaysOf(year: number): ReadonlySet<string> {
  let days = holidays.get(year)
  if (!days) {
    days = new Set(getHolidays(year, 'BUND').map(({ dateString }) => dateString))
    holidays.set(year, days)
  }
  return days
}

/** Holidays of the whole of Germany count as Sundays; 24 and 31 December as Saturdays unless they fall on a Sunday. */
export function dayTypeOf(day: Day): DayType {
  if (weekday(day) === 7 || holidaysOf(yearOf(day)).has(day)) return 'holiday'
  return weekday(day) === 6 || day.endsWith('-12-24') || day.endsWith('-12-31') ? 'saturday' : 'workday'
}

/** The published polynomial of the day of the year, rounded to four decimals: here as an integer of ten-thousandths. */
export function dynamisation(day: Day): number {
  const t = dayOfYear(day)
  return Math.round((-3.92e-10 * t ** 4 + 3.2e-7 * t ** 3 - 7.02e-5 * t ** 2 + 2.1e-3 * t + 1.24) * 10_000)
}

/** The day's quarter-hours as integer weights (10⁻⁷ kWh per 1,000,000 kWh a year), by the local clock. */
export function dayWeights(profile: LoadProfile, day: Day): number[] {
  const month = Number(day.slice(5, 7)) - 1
  const column = profile.columns[month * 3 + DAY_TYPES.indexOf(dayTypeOf(day))] ?? []
  const factor = profile.dynamic ? dynamisation(day) : 10_000
  return clockQuarters(day).map((quarter) => (column[quarter] ?? 0) * factor)
}

/** Weights by day, and their sum over each year, to which they are normalised: computed once and remembered. */
export interface ProfileCalendar {
  dayWeight(day: Day): number
  yearWeight(year: number): number
  quarterWeights(day: Day): number[]
}

export function createProfileCalendar(profile: LoadProfile): ProfileCalendar {
  const days = new Map<Day, number>()
  const years = new Map<number, number>()
  const quarterWeights = (day: Day) => dayWeights(profile, day)
  const dayWeight = (day: Day): number => {
    let weight = days.get(day)
    if (weight === undefined) {
      weight = quarterWeights(day).reduce((sum, value) => sum + value, 0)
      days.set(day, weight)
    }
    return weight
  }
  const yearWeight = (year: number): number => {
    let weight = years.get(year)
    if (weight === undefined) {
      weight = daysInRange(`${year}-01-01` as Day, `${year + 1}-01-01` as Day).reduce(
        (sum, day) => sum + dayWeight(day),
        0,
      )
      years.set(year, weight)
    }
    return weight
  }
  return { dayWeight, yearWeight, quarterWeights }
}

let households: ProfileCalendar | undefined

/** The calendar of H25, read when it is first asked for. */
export function householdCalendar(): ProfileCalendar {
  households ??= createProfileCalendar(parseLoadProfile(H25_CSV, { dynamic: true }))
  return households
}

/** What a household of `annualWh` uses on each day of `[from, to)`; a whole year adds up to `annualWh` exactly. */
export function estimateDays(
  calendar: ProfileCalendar,
  annualWh: number,
  from: Day,
  to: Day,
): Map<Day, number> {
  const result = new Map<Day, number>()
  for (let day = from; day < to;) {
    const year = yearOf(day)
    const end = to < `${year + 1}-01-01` ? to : (`${year + 1}-01-01` as Day)
    const start = `${year}-01-01` as Day
    const before = daysInRange(start, day).reduce((sum, earlier) => sum + calendar.dayWeight(earlier), 0)
    spread(calendar, daysInRange(day, end), before, annualWh, calendar.yearWeight(year), result)
    day = end
  }
  return result
}

/** Spreads a measured energy over `[from, to)` by the profile; the days add up to it exactly. */
export function spreadByProfile(
  calendar: ProfileCalendar,
  energyWh: number,
  from: Day,
  to: Day,
): Map<Day, number> {
  const days = daysInRange(from, to)
  const result = new Map<Day, number>()
  const total = days.reduce((sum, day) => sum + calendar.dayWeight(day), 0)
  spread(calendar, days, 0, energyWh, total, result)
  return result
}

/** Rounds the running total rather than the days, so that no watt-hour is lost or made. */
function spread(
  calendar: ProfileCalendar,
  days: readonly Day[],
  weightBefore: number,
  energyWh: number,
  totalWeight: number,
  into: Map<Day, number>,
): void {
  let weight = weightBefore
  let given = multiplyDivide(energyWh, weight, totalWeight)
  for (const day of days) {
    weight += calendar.dayWeight(day)
    const due = multiplyDivide(energyWh, weight, totalWeight)
    into.set(day, due - given)
    given = due
  }
}
