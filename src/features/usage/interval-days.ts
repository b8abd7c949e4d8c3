import type { StoredStatus } from '../../db/energy-tables.ts'
import type { ValueStatus } from '../../domain/energy.ts'
import { badRequest } from '../../domain/failure.ts'
import { type Day, quarterCount } from '../../domain/local-time.ts'

/** A smart meter's values of a day: Wh in each of its 92, 96 or 100 quarter-hours, and how they came about. */
export interface IntervalDay {
  day: Day
  wh: number[]
  /** That of the least certain quarter-hour. */
  status: ValueStatus
  /** One for each quarter-hour, where they differ. */
  statuses?: ValueStatus[]
}

/** How a status is stored: one letter, because there is a row for each household and day. */
export const STORED_STATUS = { final: 'F', preliminary: 'P', substitute: 'S', estimated: 'E' } as const
export const READ_STATUS = { F: 'final', P: 'preliminary', S: 'substitute', E: 'estimated' } as const

/** 1 MW for a quarter-hour: far more than any meter of this kind passes. */
export const MOST_WH = 250_000
/** What two bytes hold; a day with a higher value is stored with four. */
const MOST_SMALL_WH = 32_767

const BY_CERTAINTY: readonly ValueStatus[] = ['estimated', 'substitute', 'preliminary', 'final']

/** The one that a whole with these parts must carry. */
export function leastCertain(statuses: readonly ValueStatus[]): ValueStatus {
  let worst = BY_CERTAINTY.length - 1
  for (const status of statuses) worst = Math.min(worst, BY_CERTAINTY.indexOf(status))
  return BY_CERTAINTY[worst] ?? 'final'
}

/** A day from a status for each quarter-hour, which is kept only where they differ. */
export function withStatuses(day: Day, wh: number[], statuses: ValueStatus[]): IntervalDay {
  const status = leastCertain(statuses)
  return statuses.every((each) => each === status) ? { day, wh, status } : { day, wh, status, statuses }
}

export function checkIntervalDay({ day, wh, statuses }: IntervalDay): void {
  const quarters = quarterCount(day)
  if (wh.length !== quarters)
    throw badRequest('wh', `${day} has ${quarters} quarter-hours, not ${wh.length}.`)
  for (const value of wh) {
    if (!Number.isInteger(value) || value < 0 || value > MOST_WH) {
      throw badRequest('wh', `${day} has a value that no meter can have measured: ${value} Wh.`)
    }
  }
  if (statuses && statuses.length !== quarters)
    throw badRequest('statuses', `${day} has ${quarters} quarter-hours, but ${statuses.length} statuses.`)
}

/** The columns of interval_days that hold the values themselves. */
export interface StoredValues {
  wh: number[] | null
  large_wh: number[] | null
  status: StoredStatus
  statuses: string | null
}

export function toStored({ day, wh, status, statuses }: IntervalDay): StoredValues {
  const { status: worst, statuses: differing } = statuses ? withStatuses(day, wh, statuses) : { status }
  const isSmall = wh.every((value) => value <= MOST_SMALL_WH)
  return {
    wh: isSmall ? wh : null,
    large_wh: isSmall ? null : wh,
    status: STORED_STATUS[worst],
    statuses: differing?.map((each) => STORED_STATUS[each]).join('') ?? null,
  }
}

export const readWh = ({ wh, large_wh }: Pick<StoredValues, 'wh' | 'large_wh'>): number[] =>
  wh ?? large_wh ?? []

/** One for each quarter-hour, or null where the day's status holds for all of them. */
export const readStatuses = ({ statuses }: Pick<StoredValues, 'statuses'>): ValueStatus[] | null =>
  statuses === null ? null : Array.from(statuses, (letter) => READ_STATUS[letter as StoredStatus])
