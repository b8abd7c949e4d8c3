import { QUARTER_MS } from '../../domain/local-time.ts'
import type { DeliveredReading } from './delivery.ts'
import { componentOf, type Segment } from './edifact.ts'
import type { GrowingSeries } from './parse-mscons-series.ts'
import { type MsconsTimes, shownMinutes, shownTime } from './parse-mscons-times.ts'
import { readStatus, readWh } from './parse-mscons-values.ts'

/** The DTM segments of a place or of a value, by their qualifiers. */
export interface NamedTimes {
  /** 163 and 164: of a period. */
  begin: Segment | null
  end: Segment | null
  /** 7: from when a reading counts. 9: when somebody looked at the meter, usually the day before. */
  counts: Segment | null
  seen: Segment | null
}

export const noTimes = (): NamedTimes => ({ begin: null, end: null, counts: null, seen: null })

export function noteTime(named: NamedTimes, dtm: Segment): void {
  const qualifier = componentOf(dtm, 0)
  if (qualifier === '163') named.begin = dtm
  else if (qualifier === '164') named.end = dtm
  else if (qualifier === '7') named.counts = dtm
  else if (qualifier === '9') named.seen = dtm
}

export const instantOf = (times: MsconsTimes, dtm: Segment): number | string =>
  times.instantMs(componentOf(dtm, 0, 1), componentOf(dtm, 0, 2))

/** QTY and what follows it up to the next one. */
export interface Quantity {
  segment: Segment
  named: NamedTimes
}

/** One series of a place: LIN with its values. */
export interface Item {
  scope: string
  /** PIA has come. */
  isNamed: boolean
  /** Null while it is not known, or where it is refused. */
  series: GrowingSeries | null
  latestMs: number
}

/** Puts a value of a load profile into its day, or leaves that day out. @returns a fault that belongs to no day, or null. */
export function settleInterval(
  times: MsconsTimes,
  item: Item,
  series: GrowingSeries,
  { segment, named }: Quantity,
): string | null {
  const start = named.begin ? instantOf(times, named.begin) : 'The value names no beginning (DTM 163).'
  if (typeof start === 'string') return start
  const reason = placeInterval(times, item, series, { segment, named }, start)
  if (reason !== null) {
    series.refuse(start, segment.line, `Segment ${segment.number} (${segment.tag}): ${reason}`)
  }
  return null
}

function placeInterval(
  times: MsconsTimes,
  item: Item,
  series: GrowingSeries,
  { segment, named }: Quantity,
  start: number,
): string | null {
  const end = named.end ? instantOf(times, named.end) : 'The value names no end (DTM 164).'
  if (typeof end === 'string') return end
  if (end - start !== QUARTER_MS) {
    return `The value covers ${shownMinutes(end - start)} from ${shownTime(start)}, not a quarter-hour.`
  }
  if (start % QUARTER_MS !== 0) return `${shownTime(start)} is not the beginning of a quarter-hour.`
  const status = readStatus(componentOf(segment, 0))
  if (typeof status !== 'string') return status.reason
  const wh = readWh(componentOf(segment, 0, 1), componentOf(segment, 0, 2), 'interval')
  if (typeof wh === 'string') return wh
  const problem = series.put(start, wh, status, segment.line)
  if (problem !== null) return problem
  // Its place would be clear all the same; but who sends values in disorder has more wrong than their order.
  if (start < item.latestMs) {
    return `The quarter-hour from ${shownTime(start)} comes after a later one: the order is broken.`
  }
  item.latestMs = start
  return null
}

/** @returns the reading, or why it is not taken. */
export function readReading(
  times: MsconsTimes,
  { segment, named }: Quantity,
  place: NamedTimes,
): DeliveredReading | string {
  const dtm = named.counts ?? named.seen ?? place.counts ?? place.seen
  if (!dtm) return 'The reading names no time (DTM 7 or 9).'
  const readOn = times.day(componentOf(dtm, 0, 1), componentOf(dtm, 0, 2))
  if (typeof readOn !== 'string') return readOn.reason
  const status = readStatus(componentOf(segment, 0))
  if (typeof status !== 'string') return status.reason
  if (status === 'preliminary') return 'A preliminary register reading is not taken.'
  const valueWh = readWh(componentOf(segment, 0, 1), componentOf(segment, 0, 2), 'register')
  if (typeof valueWh === 'string') return valueWh
  return { readOn, valueWh, estimated: status === 'substitute', line: segment.line }
}
