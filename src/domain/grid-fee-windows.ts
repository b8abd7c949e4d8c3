import { clockQuarters, type Day } from './local-time.ts'

/** § 14a EnWG module 3: the grid operator's working price has three levels, told apart by the time of day. */
export type GridLevel = 'low' | 'standard' | 'high'

/** A stretch of the day at which the price is low or high; at all other times it is the standard one. */
export interface DatedFeeWindow {
  gridOperatorCode: string
  /** It holds from then on, until the operator's next sheet begins. */
  validFrom: Day
  /** Quarter of the year, 1 to 4. */
  quarter: number
  level: 'low' | 'high'
  /** Quarter-hours of the local clock: `[starts, ends)`, 0 is 00:00 and 96 is 24:00. */
  starts: number
  ends: number
}

/** Everything a grid operator published for the same day on: for each quarter of the year the level at 96 clock times. */
export interface FeeSheet {
  validFrom: Day
  quarters: readonly (readonly GridLevel[])[]
}

/** By grid operator, the newest sheet first. */
export function feeSheets(windows: readonly DatedFeeWindow[]): Map<string, FeeSheet[]> {
  const operators = Map.groupBy(windows, ({ gridOperatorCode }) => gridOperatorCode)
  return new Map(
    [...operators].map(([code, published]) => {
      const sheets = [...Map.groupBy(published, ({ validFrom }) => validFrom)]
        .map(([validFrom, sheet]) => ({ validFrom, quarters: [1, 2, 3, 4].map((q) => clockOf(sheet, q)) }))
        .sort((a, b) => (a.validFrom < b.validFrom ? 1 : -1))
      return [code, sheets] as const
    }),
  )
}

function clockOf(windows: readonly DatedFeeWindow[], quarter: number): GridLevel[] {
  const clock = Array.from({ length: 96 }, (): GridLevel => 'standard')
  for (const window of windows) {
    if (window.quarter === quarter) clock.fill(window.level, window.starts, window.ends)
  }
  return clock
}

/** 1 for January to March. */
export const quarterOfYear = (day: Day): number => Math.ceil(Number(day.slice(5, 7)) / 3)

/** The first days of the quarters of the year that begin inside `(from, to)`. */
export function quarterChanges(from: Day, to: Day): Day[] {
  const changes: Day[] = []
  for (let year = Number(from.slice(0, 4)); `${year}-01-01` < to; year += 1) {
    for (const month of ['01', '04', '07', '10']) {
      const day = `${year}-${month}-01` as Day
      if (day > from && day < to) changes.push(day)
    }
  }
  return changes
}

/**
 * The level of each quarter-hour of a day. The windows are times of the local clock: on the days when the clocks change,
 * an hour of a window is skipped or happens twice.
 */
export function levelsOfDay(clock: readonly GridLevel[], day: Day): readonly GridLevel[] {
  return clockQuarters(day).map((quarter) => clock[quarter] ?? 'standard')
}

/** What fell on the low and on the high hours; the rest of the energy is at the standard price. */
export interface LevelEnergy {
  lowWh: number
  highWh: number
}

export function energyByLevel(clock: readonly GridLevel[], day: Day, wh: readonly number[]): LevelEnergy {
  // Only a day of another length than 96 has to ask the calendar.
  const levels = wh.length === 96 ? clock : levelsOfDay(clock, day)
  const sums = { low: 0, standard: 0, high: 0 }
  for (const [index, energy] of wh.entries()) sums[levels[index] ?? 'standard'] += energy
  return { lowWh: sums.low, highWh: sums.high }
}
