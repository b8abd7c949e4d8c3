import { totalWh } from '../../domain/energy.ts'
import { estimateDays, type ProfileCalendar } from '../../domain/load-profile.ts'
import { type Day, QUARTER_MS, quarterCount, startOfDay, yearOf } from '../../domain/local-time.ts'
import { divideRounded, multiplyDivide } from '../../domain/money.ts'

/** A day as a meter measured it. */
export interface MeasuredDay {
  day: Day
  wh: readonly number[]
}

/** What an estimate rests on: named on the bill with its reason (§ 40a (2) EnWG). */
export type EstimateFactors =
  | {
      method: 'household_profile'
      profile: 'H25'
      /** The year's use to which the profile is scaled. */
      annualWh: number
      /** The meter's own days, brought to a year by the profile, or the contract's estimate where they are too few. */
      basis: 'measured_days' | 'contract'
      measuredDays: number
      measuredWh: number
    }
  | { method: 'mean_of_measured_days'; measuredDays: number; measuredWh: number }

export interface Estimate {
  factors: EstimateFactors
  whOf: (day: Day) => number[]
}

/** A week, so that workdays and the weekend have their share; fewer days say little about a month. */
const FEWEST_DAYS = 7
const QUARTERS_OF_UTC = 96

/** Consumption of `[from, to)`: the household profile, as high as the meter's own use around it. */
export function estimateConsumption(
  calendar: ProfileCalendar,
  measured: readonly MeasuredDay[],
  contractAnnualWh: number,
  from: Day,
  to: Day,
): Estimate {
  const measuredWh = sumOf(measured)
  const weight = measured.reduce((sum, { day }) => sum + calendar.dayWeight(day), 0)
  const isMeasured = measured.length >= FEWEST_DAYS
  const annualWh = isMeasured
    ? multiplyDivide(measuredWh, calendar.yearWeight(yearOf(from)), weight)
    : contractAnnualWh
  const days = estimateDays(calendar, annualWh, from, to)
  return {
    factors: {
      method: 'household_profile',
      profile: 'H25',
      annualWh,
      basis: isMeasured ? 'measured_days' : 'contract',
      measuredDays: measured.length,
      measuredWh,
    },
    whOf: (day) => spread(days.get(day) ?? 0, calendar.quarterWeights(day)),
  }
}

/**
 * Feed-in: the mean of the measured days around, quarter-hour by quarter-hour. The sun knows no weekdays and no summer time,
 * so quarter-hours are matched by UTC. Null where fewer than a week was measured: how much a roof yields stands in no profile.
 */
export function estimateFeedIn(measured: readonly MeasuredDay[]): Estimate | null {
  if (measured.length < FEWEST_DAYS) return null
  const sums = Array.from({ length: QUARTERS_OF_UTC }, () => 0)
  const counts = Array.from({ length: QUARTERS_OF_UTC }, () => 0)
  for (const { day, wh } of measured) {
    for (const [index, quarter] of utcQuarters(day).entries()) {
      sums[quarter] = (sums[quarter] ?? 0) + (wh[index] ?? 0)
      counts[quarter] = (counts[quarter] ?? 0) + 1
    }
  }
  // In thousandths, so that a day's sum is right to the watt-hour.
  const means = sums.map((sum, quarter) => multiplyDivide(sum, 1000, Math.max(1, counts[quarter] ?? 0)))
  return {
    factors: { method: 'mean_of_measured_days', measuredDays: measured.length, measuredWh: sumOf(measured) },
    whOf(day) {
      const quarters = utcQuarters(day).map((quarter) => means[quarter] ?? 0)
      return spread(divideRounded(totalWh(quarters), 1000), quarters)
    },
  }
}

/** Which of UTC's 96 quarter-hours each one of a Berlin day is. */
function utcQuarters(day: Day): number[] {
  const first = startOfDay(day).epochMilliseconds / QUARTER_MS
  return Array.from({ length: quarterCount(day) }, (_, index) => (first + index) % QUARTERS_OF_UTC)
}

const sumOf = (days: readonly MeasuredDay[]): number => days.reduce((sum, { wh }) => sum + totalWh(wh), 0)

/** Rounds the running total rather than the quarter-hours, so that they add up to `total` exactly. */
function spread(total: number, weights: readonly number[]): number[] {
  const whole = totalWh(weights)
  if (whole === 0) return weights.map(() => 0)
  let weight = 0
  let given = 0
  return weights.map((each) => {
    weight += each
    const due = multiplyDivide(total, weight, whole)
    const value = due - given
    given = due
    return value
  })
}
