import { totalWh, type ValueStatus } from './energy.ts'
import { type Day, daysBetween, QUARTER_MS, quarterCount, startOfDay } from './local-time.ts'
import { periodAround, type PeriodUnit } from './local-time-periods.ts'
import { NANO_PER_CENT, roundParts } from './money.ts'

/** How finely a series is shown. Weeks are ISO weeks; all but quarter-hours and hours are whole days of Berlin. */
export const RESOLUTIONS = ['15min', 'hour', 'day', 'week', 'month', 'year'] as const
export type Resolution = (typeof RESOLUTIONS)[number]

/** A day to add up: its energy, and its quarter-hours where they are known and needed. */
export interface SeriesDay {
  day: Day
  energyWh: number
  quarters: readonly number[] | null
  /** That of the least certain quarter-hour. */
  status: ValueStatus
  /** One for each quarter-hour, where they differ. */
  statuses?: readonly ValueStatus[] | null
  costCents?: number | null
  /** What each quarter-hour cost, unrounded: how `costCents` falls on parts of the day. */
  quarterCostsNano?: readonly number[] | null
}

export interface Bucket {
  /** The day that names it: the first of its calendar period, even where the range begins later. */
  period: Day
  /** Epoch milliseconds. A week or month at the edge of the range begins and ends with the range. */
  startsAt: number
  endsAt: number
  energyWh: number
  /** How many quarter-hours have a value. */
  quarters: number
  /** Whether those are all quarter-hours of the calendar period: false where the range cuts it or values are missing. */
  complete: boolean
  status: ValueStatus
  /** Null as soon as the cost of one of its days is not known. */
  costCents: number | null
}

const BY_CERTAINTY: readonly ValueStatus[] = ['estimated', 'substitute', 'preliminary', 'final']

/** A sum is as certain as the least certain of its values. */
export function leastCertain(one: ValueStatus, other: ValueStatus): ValueStatus {
  return BY_CERTAINTY.indexOf(one) < BY_CERTAINTY.indexOf(other) ? one : other
}

/**
 * Adds up the days of `[from, to)`, given in order, by integers only: the same total at every resolution. A period
 * without any value is left out.
 * @throws RangeError for quarter-hours or hours of a day that has none.
 */
export function aggregate(
  days: readonly SeriesDay[],
  range: { from: Day; to: Day; resolution: Resolution },
): Bucket[] {
  const { resolution } = range
  if (resolution === '15min') return days.flatMap((day) => splitDay(day, 1))
  // Berlin changes its clocks by a whole hour, so four quarter-hours from midnight are an hour of the clock every day.
  if (resolution === 'hour') return days.flatMap((day) => splitDay(day, 4))
  return mergeDays(days, range, resolution)
}

function splitDay(value: SeriesDay, size: number): Bucket[] {
  const { day, quarters, status, statuses } = value
  if (!quarters) throw new RangeError(`${day} has no quarter-hours`)
  const midnight = startOfDay(day).epochMilliseconds
  const costs = splitCost(value, size)
  const buckets: Bucket[] = []
  for (let index = 0; index < quarters.length; index += size) {
    const startsAt = midnight + index * QUARTER_MS
    buckets.push({
      period: day,
      startsAt,
      endsAt: startsAt + size * QUARTER_MS,
      energyWh: size === 1 ? (quarters[index] ?? 0) : totalWh(quarters.slice(index, index + size)),
      quarters: size,
      complete: true,
      status: statuses ? statuses.slice(index, index + size).reduce(leastCertain, 'final') : status,
      costCents: costs?.[index / size] ?? null,
    })
  }
  return buckets
}

/** The day's cents on its parts, so that they add up to them: an hour may be rounded the other way, the day is not. */
function splitCost({ costCents, quarterCostsNano }: SeriesDay, size: number): number[] | null {
  if (costCents == null || !quarterCostsNano) return null
  const parts: number[] = []
  for (let index = 0; index < quarterCostsNano.length; index += size) {
    parts.push(totalWh(quarterCostsNano.slice(index, index + size)))
  }
  return roundParts(parts, NANO_PER_CENT, costCents)
}

function mergeDays(
  days: readonly SeriesDay[],
  { from, to }: { from: Day; to: Day },
  unit: PeriodUnit,
): Bucket[] {
  const buckets: Bucket[] = []
  const midnight = rememberingMidnights()
  for (let next = 0; next < days.length;) {
    const first = days[next]
    if (!first) break
    const period = periodAround(first.day, unit)
    const begins = period.from < from ? from : period.from
    const ends = period.to > to ? to : period.to
    const bucket: Bucket = {
      period: period.from,
      startsAt: midnight(begins),
      endsAt: midnight(ends),
      energyWh: 0,
      quarters: 0,
      complete: false,
      status: 'final',
      costCents: 0,
    }
    const start = next
    for (let day = days[next]; day && day.day < period.to; day = days[next]) {
      bucket.energyWh += day.energyWh
      bucket.status = leastCertain(day.status, bucket.status)
      bucket.costCents =
        bucket.costCents === null || day.costCents == null ? null : bucket.costCents + day.costCents
      next += 1
    }
    const isWhole = unit === 'day' || next - start === daysBetween(begins, ends)
    bucket.quarters = isWhole
      ? (bucket.endsAt - bucket.startsAt) / QUARTER_MS
      : days.slice(start, next).reduce((sum, { day }) => sum + quarterCount(day), 0)
    bucket.complete = isWhole && begins === period.from && ends === period.to
    buckets.push(bucket)
  }
  return buckets
}

/** Midnights by the zone are the slow part of a year, and where one bucket ends the next one begins. */
function rememberingMidnights(): (day: Day) => number {
  let last: { day: Day; at: number } | undefined
  return (day) => {
    if (last?.day !== day) last = { day, at: startOfDay(day).epochMilliseconds }
    return last.at
  }
}
