import { CsvError } from 'csv-parse'
import { dayAt, quarterCount, quarterIndexAt } from '../../domain/local-time.ts'
import { Temporal } from 'temporal-polyfill'
import { csvRecords } from './csv-records.ts'
import type { DeliveredLocation } from './delivery.ts'
import { fileRefused } from './file-refused.ts'
import { type Columns, findTable, type Table } from './load-profile-columns.ts'
import { directionIn, locationIn } from './load-profile-location.ts'
import { type DecimalSign, recogniseDecimalSign, type Unit, UNITS } from './load-profile-numbers.ts'
import { type LoadProfileOptions, type Separator, SEPARATORS, type Zone } from './load-profile-options.ts'
import { type Stamp, whenOf } from './load-profile-when.ts'

/** Everything that must be known to read a row. */
export interface Layout {
  separator: Separator
  skipped: number
  columns: Columns
  headings: readonly string[]
  decimal: DecimalSign | null
  unit: Unit
  timestamps: 'start' | 'end'
  zone: Zone
  /** The rows carry their offset from UTC. */
  hasOffsets: boolean
  location: DeliveredLocation | null
  direction: 'consumption' | 'feed_in' | null
}

/** The beginning and the end of a file as text, both cut to whole lines. */
export interface Sample {
  head: string
  tail: string
}

/** Recognises how the file is written. What stays open is refused with the option that settles it, never guessed. */
export function recogniseLayout(sample: Sample, options: LoadProfileOptions): Layout {
  const { separator, table } = findSeparator(sample.head, options)
  const { columns, headings, preamble, rows, skipped } = table
  const firstLine = skipped + 1
  const valueHeading = headings[columns.value] ?? ''
  const decimal =
    options.decimal ?? recogniseDecimalSign(rows.map((cells) => cells[columns.value] ?? '').filter(isNumeric))
  if (decimal === undefined)
    throw fileRefused(
      `${rows[0]?.[columns.value]} could be written with a decimal comma or a decimal point: say which with --decimal.`,
      firstLine,
    )
  const unit = options.unit ?? recogniseUnit(table)
  if (unit === undefined)
    throw fileRefused(
      `Neither the heading nor a column names the unit: say it with --unit (${UNITS.join(', ')}).`,
      firstLine,
    )
  const zone = options.zone ?? (/\bUTC\b/.test(whenHeading(columns, headings)) ? 'utc' : 'local')
  const last = records(sample.tail, separator).findLast((cells) => whenOf(cells, columns) !== undefined) ?? []
  const timestamps = options.timestamps ?? recogniseTimestamps(table, last, zone)
  if (timestamps === undefined)
    throw fileRefused(
      'It stays open whether a row’s time is the beginning or the end of its quarter-hour: say which with --timestamps start or --timestamps end.',
      firstLine,
    )
  return {
    separator,
    skipped,
    columns,
    headings,
    decimal,
    unit,
    timestamps,
    zone,
    hasOffsets: rows.some((cells) => whenOf(cells, columns)?.clock.offsetMinutes != null),
    location: locationIn(preamble) ?? null,
    direction: directionIn([valueHeading]) ?? directionIn(preamble.flat()) ?? null,
  }
}

const isNumeric = (text: string): boolean => /\d/.test(text)

function findSeparator(head: string, options: LoadProfileOptions): { separator: Separator; table: Table } {
  const candidates = options.separator ? [options.separator] : SEPARATORS
  const found = candidates.flatMap((separator) => {
    const table = findTable(records(head, separator), options.column)
    return table ? [{ separator, table }] : []
  })
  const [first, second] = found
  if (!first) {
    const line = head.split(/\r?\n/).find((text) => text.trim() !== '') ?? ''
    throw fileRefused(
      `No row has a date, a time and a value, so this is no load profile. It begins with “${line.slice(0, 60)}”.`,
      1,
    )
  }
  if (second)
    throw fileRefused(
      `The columns could be separated by ${JSON.stringify(first.separator)} or ${JSON.stringify(second.separator)}: say which with --separator.`,
    )
  return first
}

function records(text: string, separator: string): string[][] {
  try {
    return csvRecords(text, separator)
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    return []
  }
}

function recogniseUnit({ columns, headings, preamble, rows }: Table): Unit | undefined {
  const heading = unitIn(headings[columns.value] ?? '')
  if (heading) return heading
  if (columns.unit !== null) {
    const cells = new Set(rows.map((row) => unitIn(row[columns.unit ?? 0] ?? '')))
    return cells.size === 1 ? [...cells][0] : undefined
  }
  const named = preamble
    .map((cells) => cells.join(' '))
    .filter((text) => /einheit|unit|werte in|values in|messgröße/i.test(text))
    .flatMap((text) => unitIn(text) ?? [])
  return new Set(named).size === 1 ? named[0] : undefined
}

const unitIn = (text: string): Unit | undefined => {
  if (/k ?wh\b/i.test(text)) return 'kWh'
  if (/\bkw\b/i.test(text)) return 'kW'
  if (/\bwh\b/i.test(text)) return 'Wh'
  return /(^|[[( ])W($|[\]) ])/.test(text) ? 'W' : undefined
}

const whenHeading = ({ when }: Columns, headings: readonly string[]): string =>
  'dateTime' in when
    ? (headings[when.dateTime] ?? '')
    : `${headings[when.date] ?? ''} ${headings[when.time] ?? ''}`

const START_WORDS = /beginn|start|anfang|\bvon\b|\bab\b|\bfrom\b/i
const END_WORDS = /(^|intervall|\s)-?end(e|zeit)?\b|\bbis\b|\bto\b|\buntil\b/i

/** A file covers whole days: the first of a day is 00:00 or 00:15, the last 23:45 or 24:00. A heading may say it too. */
function recogniseTimestamps(table: Table, last: readonly string[], zone: Zone): 'start' | 'end' | undefined {
  const { columns, headings, rows } = table
  if (columns.hasBothEnds) return 'start'
  const stamps = [...rows, last].flatMap((cells) => whenOf(cells, columns) ?? [])
  if (stamps.some(({ clock }) => clock.minutes === 24 * 60)) return 'end'
  const heading = whenHeading(columns, headings)
  const byHeading = START_WORDS.test(heading) ? 'start' : END_WORDS.test(heading) ? 'end' : undefined
  const [from, to] = [quarterOf(stamps[0], zone), quarterOf(stamps.at(-1), zone)]
  const byData =
    from === 'first' && to === 'last' ? 'start' : from === 'second' && to === 'first' ? 'end' : undefined
  if (byHeading && byData && byHeading !== byData) return undefined
  return byHeading ?? byData
}

function quarterOf(stamp: Stamp | undefined, zone: Zone): 'first' | 'second' | 'last' | 'other' {
  if (!stamp) return 'other'
  const { clock } = stamp
  const offset = clock.offsetMinutes ?? offsetOf(zone)
  if (offset === null) return name(clock.minutes / 15, 96)
  const instant = Temporal.Instant.fromEpochMilliseconds(
    Date.parse(`${stamp.date}T00:00Z`) + (clock.minutes - offset) * 60_000,
  )
  return name(quarterIndexAt(instant), quarterCount(dayAt(instant)))
}

const name = (index: number, count: number) =>
  index === 0 ? 'first' : index === 1 ? 'second' : index === count - 1 ? 'last' : 'other'

/** From UTC in minutes; null for local time, whose offset depends on the day. */
export const offsetOf = (zone: Zone): number | null => (zone === 'local' ? null : zone === 'cet' ? 60 : 0)
