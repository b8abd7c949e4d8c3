import type { ValueStatus } from '../../domain/energy.ts'
import { type Day, quarterCount } from '../../domain/local-time.ts'
import type { DeliveredDay, Problem } from './delivery.ts'
import { wholeWattHours } from './load-profile-numbers.ts'

/** One row of a day, as far as it can be read without knowing the others. */
export interface QuarterRow {
  /** The clock time in quarter-hours: of the beginning, 0 to 95, or of the end, 1 to 96. Or the index in the day itself. */
  slot: number
  fold: 'A' | 'B' | null
  quarterMilliWh: number
  status: ValueStatus
  line: number
}

/** What the slots of a day's rows count. */
export type SlotKind = 'start' | 'end' | 'index'

/** 02:00 in quarter-hours, where the clocks go back in October, and 03:00, where they go forward in March. */
const TWO = 8
const THREE = 12

/** The rows of the one day of a series that is being read. */
export interface DayRows {
  day: Day
  line: number
  rows: QuarterRow[]
  /** A row of the day cannot be read, and has been told. */
  isBroken: boolean
}

/** Puts a day together, or says by line what is wrong with it. */
export function completeDay({ day, line, rows }: DayRows, kind: SlotKind): DeliveredDay | Problem {
  const quarters = quarterCount(day)
  const indexOf = quarterIndexer(quarters, kind)
  const lines: number[] = []
  let last = -1
  for (const row of rows) {
    const index = indexOf(row)
    if (index === undefined) return { line: row.line, message: skippedHour(day, row, kind) }
    const other = lines[index]
    if (other !== undefined)
      return { line: row.line, message: `${day} ${clockOf(row, kind)} was there already, in line ${other}.` }
    if (index < last)
      return {
        line: row.line,
        message: `${day} ${clockOf(row, kind)} comes after a later time: the rows are out of order.`,
      }
    lines[index] = row.line
    last = index
  }
  if (rows.length !== quarters) return { line, message: missingValues(day, rows.length, quarters) }
  return { day, line, wh: wholeWattHours(rows.map((row) => row.quarterMilliWh)), statuses: statusesOf(rows) }
}

function missingValues(day: Day, count: number, quarters: number): string {
  const hint =
    quarters !== 96 && count === 96
      ? ' The clocks change on this day; if the file keeps winter time or UTC all year, say so with --zone cet or --zone utc.'
      : ''
  return `${day} has ${quarters} quarter-hours, the file ${count} of them.${hint}`
}

const skippedHour = (day: Day, row: QuarterRow, kind: SlotKind): string =>
  `${clockOf(row, kind)} does not exist on ${day}, when the clocks go from 02:00 to 03:00. If the file keeps winter time or UTC all year, say so with --zone cet or --zone utc.`

function clockOf({ slot, fold }: QuarterRow, kind: SlotKind): string {
  if (kind === 'index') return `quarter-hour ${slot + 1}`
  const minutes = slot * 15
  const two = (value: number) => String(value).padStart(2, '0')
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}${fold ?? ''}`
}

/**
 * Which quarter-hour of the day a row means. In October the hour from 02:00 comes twice: where the file does not tell the two
 * apart, the first row of a time is the first hour's. Its last quarter-hour ends at 02:00 by the clock that goes back, which
 * many files write as 03:00.
 */
function quarterIndexer(quarters: number, kind: SlotKind): (row: QuarterRow) => number | undefined {
  if (kind === 'index') return ({ slot }) => slot
  const back = kind === 'end' ? 1 : 0
  if (quarters === 96) return ({ slot }) => slot - back
  if (quarters === 92) {
    // The quarter-hour before the gap ends at 02:00, which is 03:00 then.
    if (kind === 'end') {
      return ({ slot }) =>
        slot <= TWO ? slot - 1 : slot === THREE ? TWO - 1 : slot > THREE ? slot - 5 : undefined
    }
    return ({ slot }) => (slot < TWO ? slot : slot >= THREE ? slot - 4 : undefined)
  }
  return octoberIndexer(kind)
}

function octoberIndexer(kind: 'start' | 'end'): (row: QuarterRow) => number {
  const seen = new Map<number, number>()
  return ({ slot, fold }) => {
    const times = (seen.get(slot) ?? 0) + 1
    seen.set(slot, times)
    const isSecond = fold === null ? times > 1 : fold === 'B'
    if (kind === 'start') return slot < TWO || (slot < THREE && !isSecond) ? slot : slot + 4
    if (slot < TWO) return slot - 1
    if (slot === TWO) return isSecond ? THREE - 1 : TWO - 1
    if (slot < THREE) return isSecond ? slot + 3 : slot - 1
    if (slot > THREE) return slot + 3
    // 03:00 ends the second hour, unless it was written for the first one's end too, before 02:15 came again.
    if (
      fold === 'A' ||
      (fold === null && times === 1 && (seen.get(TWO + 1) ?? 0) < 2 && (seen.get(TWO) ?? 0) < 2)
    )
      return THREE - 1
    return THREE + 3
  }
}

const uniform = new Map<string, ValueStatus[]>()

/** Nearly all days have one status throughout: they share one array, so that a long file does not hold a million words. */
function statusesOf(rows: readonly QuarterRow[]): ValueStatus[] {
  const [first] = rows
  if (!first || rows.some(({ status }) => status !== first.status)) return rows.map(({ status }) => status)
  const key = `${first.status} ${rows.length}`
  const shared = uniform.get(key) ?? rows.map(({ status }) => status)
  uniform.set(key, shared)
  return shared
}
