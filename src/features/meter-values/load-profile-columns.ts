import { fileRefused } from './file-refused.ts'
import { locationOf } from './load-profile-location.ts'
import { looksLikeNumber } from './load-profile-numbers.ts'
import { readStatus } from './load-profile-options.ts'
import { isClockRange, isDateTime, readClock, readDate } from './load-profile-time.ts'

/** Where a row says what; columns count from 0. */
export interface Columns {
  /** One column with both, or the date's and the time's. Of two pairs the first: from, not until. */
  when: { dateTime: number } | { date: number; time: number }
  /** A second time stands behind the first, so the first is the beginning. */
  hasBothEnds: boolean
  value: number
  status: number | null
  unit: number | null
  location: number | null
}

export interface Table {
  columns: Columns
  /** The line above the rows, if it is one; else no headings. */
  headings: readonly string[]
  /** What stands above that. */
  preamble: readonly (readonly string[])[]
  rows: readonly (readonly string[])[]
  /** How many records come before the first row. */
  skipped: number
}

const UNIT_CELL = /^\[?(kWh|Wh|kW|W)\]?$/i
const VALUE_HEADING =
  /k?wh\b|\bkw\b|\[w\]|wert|value|verbrauch|leistung|arbeit|energie|lastgang|einspeisung|bezug|usage|\d\.(29|5|8)\.\d/i
const STATUS_HEADING = /status|kennung|kennzeichen|wertart|quality|qualität/i
const OTHER_HEADING = /status|kennung|lfd|index|faktor|nummer|\bnr\b|obis-code|zähler\b|quality/i

/** Finds the table in a file's first records; undefined when no row has a date, a time and a number. */
export function findTable(
  records: readonly (readonly string[])[],
  wanted: string | undefined,
): Table | undefined {
  const shapes = records.map(shapeOf)
  const shape = mostFrequent(shapes.filter((candidate) => candidate !== ''))
  if (shape === undefined) return undefined
  const first = shapes.indexOf(shape)
  const rows = records.filter((_, index) => shapes[index] === shape)
  const width = rows[0]?.length ?? 0
  const above = records[first - 1]
  // A heading names nearly every column; a remark above the table does not.
  const hasHeadings = above !== undefined && above.filter((cell) => cell !== '').length * 2 > width
  const headings = hasHeadings ? above : []
  const columns = findColumns(rows, shape, headings, wanted)
  if (!columns) return undefined
  return {
    columns,
    headings,
    preamble: records.slice(0, hasHeadings ? first - 1 : first).filter((cells) => cells.some(Boolean)),
    rows,
    skipped: first,
  }
}

/** Where the dates and times of a record stand, as `D0 T1`; '' for a record without them. */
function shapeOf(cells: readonly string[]): string {
  const parts = cells.flatMap((cell, index) => {
    if (isDateTime(cell)) return [`B${index}`]
    if (readDate(cell) !== undefined) return [`D${index}`]
    return readClock(cell) === undefined ? [] : [`T${index}`]
  })
  const letters = parts.map((part) => part.charAt(0))
  return letters.includes('B') || (letters.includes('D') && letters.includes('T')) ? parts.join(' ') : ''
}

function mostFrequent(texts: readonly string[]): string | undefined {
  const counts = new Map<string, number>()
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1)
  return [...counts].toSorted((a, b) => b[1] - a[1])[0]?.[0]
}

function findColumns(
  rows: readonly (readonly string[])[],
  shape: string,
  headings: readonly string[],
  wanted: string | undefined,
): Columns | undefined {
  const parts = shape.split(' ').map((part) => ({ kind: part.charAt(0), column: Number(part.slice(1)) }))
  const at = (kind: string) => parts.filter((part) => part.kind === kind).map(({ column }) => column)
  const [both, dates, times] = [at('B'), at('D'), at('T')]
  const taken = new Set(parts.map(({ column }) => column))
  const width = Math.max(...rows.map((cells) => cells.length))
  const free = Array.from({ length: width }, (_, index) => index).filter((index) => !taken.has(index))
  const find = (test: (cell: string) => boolean) =>
    free.find((index) => mostly(rows, index, test) && !taken.has(index)) ?? null
  const location = find((cell) => locationOf(cell) !== undefined)
  if (location !== null) taken.add(location)
  const status =
    find((cell) => readStatus(cell) !== undefined) ??
    free.find((index) => STATUS_HEADING.test(headings[index] ?? '')) ??
    null
  if (status !== null) taken.add(status)
  const unit = find((cell) => UNIT_CELL.test(cell))
  const value = valueColumn(
    free.filter((index) => !taken.has(index) && mostly(rows, index, looksLikeNumber)),
    headings,
    wanted,
  )
  if (value === undefined) return undefined
  const [date = 0, time = 0] = [dates[0], times[0]]
  const when = both[0] === undefined ? { date, time } : { dateTime: both[0] }
  const isRange = both.length === 0 && rows.every((cells) => isClockRange(cells[time] ?? ''))
  return { when, hasBothEnds: both.length + times.length > 1 || isRange, value, status, unit, location }
}

const mostly = (rows: readonly (readonly string[])[], index: number, test: (cell: string) => boolean) =>
  rows.filter((cells) => test(cells[index] ?? '')).length >= rows.length * 0.8

function valueColumn(
  candidates: readonly number[],
  headings: readonly string[],
  wanted: string | undefined,
): number | undefined {
  const heading = (index: number) => headings[index] ?? ''
  if (wanted !== undefined) {
    const found = candidates.filter(
      (index) => heading(index).toLowerCase() === wanted.toLowerCase() || String(index + 1) === wanted,
    )
    if (found.length === 1) return found[0]
    throw fileRefused(
      `There is no column ${wanted} with numbers; these there are: ${candidates.map((index) => heading(index) || index + 1).join(', ')}.`,
    )
  }
  const plain = candidates.filter((index) => !OTHER_HEADING.test(heading(index)))
  const named = plain.filter((index) => VALUE_HEADING.test(heading(index)))
  // The energy itself rather than the mean power, where a file has both.
  const energy = named.filter((index) => /k?wh\b/i.test(heading(index)))
  for (const choice of [energy, named, plain, candidates]) {
    if (choice.length === 1) return choice[0]
    if (choice.length > 1) {
      const names = choice.map((index) => heading(index) || `no. ${index + 1}`).join(', ')
      throw fileRefused(`Several columns could hold the values (${names}): name one with --column.`)
    }
  }
  return undefined
}
