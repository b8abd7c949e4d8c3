import type { DeliveredLocation, DeliveredSeries, Problem } from './delivery.ts'
import { componentOf, type Segment } from './edifact.ts'
import { createFaults } from './parse-mscons-faults.ts'
import { beginMessage, identify, type MessageHeader, purposeProblem } from './parse-mscons-header.ts'
import { readLocation } from './parse-mscons-location.ts'
import {
  instantOf,
  type Item,
  type NamedTimes,
  noteTime,
  noTimes,
  type Quantity,
  readReading,
  settleInterval,
} from './parse-mscons-quantity.ts'
import { createSeries, type GrowingSeries } from './parse-mscons-series.ts'
import { createMsconsTimes, shownTime } from './parse-mscons-times.ts'
import { readObis } from './parse-mscons-values.ts'

/** NAD+DP and LOC+172: what the line items that follow belong to. */
interface Place {
  location: DeliveredLocation | null
  isRefused: boolean
  /** The period that the profile covers, or when the meter was read. */
  named: NamedTimes
}

/** Longer than any delivery: a wrong year in the period must not make ten thousand days missing. */
const LONGEST_PERIOD_DAYS = 1_200
const DAY_MS = 24 * 60 * 60 * 1000

export interface MessagesRead {
  series: DeliveredSeries[]
  problems: Problem[]
  messages: number
  versions: string[]
  identifiers: string[]
}

/** Follows the segments of an interchange from message to message; each value goes straight into its day. */
export function createMessageReader() {
  const times = createMsconsTimes()
  const faults = createFaults()
  const allSeries = new Map<string, GrowingSeries>()
  let messages = 0
  const versions = new Set<string>()
  const identifiers = new Set<string>()
  let message: MessageHeader | undefined
  let place: Place | undefined
  let item: Item | undefined
  let quantity: Quantity | undefined

  const fault = (scope: string, { number, tag, line }: Segment, reason: string) =>
    faults.add(scope, line, `Segment ${number} (${tag}): ${reason}`)

  const refuseMessage = (header: MessageHeader, segment: Segment, reason: string) => {
    header.isRefused = true
    fault(`message ${header.number}`, segment, reason)
  }

  const seriesOf = (location: DeliveredLocation, direction: DeliveredSeries['direction']): GrowingSeries => {
    const key = `${location.kind} ${location.value} ${direction}`
    let series = allSeries.get(key)
    if (!series) {
      series = createSeries(location, direction, times, faults)
      allSeries.set(key, series)
    }
    return series
  }

  const beginItem = (segment: Segment): void => {
    if (!item || !place || place.isRefused || !message?.kind) return
    item.isNamed = true
    const measured = readObis(componentOf(segment, 1))
    const reason =
      typeof measured === 'string'
        ? measured
        : measured.what !== message.kind
          ? `The OBIS code ${componentOf(segment, 1)} does not belong into a message ${message.identifier}.`
          : place.location === null
            ? 'Neither a location (LOC+172) nor a meter (RFF+MG) is named.'
            : null
    if (reason !== null) fault(item.scope, segment, reason)
    else if (typeof measured !== 'string' && place.location) {
      item.series = seriesOf(place.location, measured.direction)
      if (measured.what === 'interval') expectPeriod(place, item, item.series, segment)
    }
  }

  const expectPeriod = (place: Place, item: Item, series: GrowingSeries, segment: Segment): void => {
    const { begin, end } = place.named
    const from = begin && instantOf(times, begin)
    const to = end && instantOf(times, end)
    if (typeof from !== 'number' || typeof to !== 'number') return
    if (to <= from || to - from > LONGEST_PERIOD_DAYS * DAY_MS) {
      item.series = null
      return fault(
        item.scope,
        segment,
        `The period from ${shownTime(from)} to ${shownTime(to)} is not plausible.`,
      )
    }
    series.expect(from, to, segment.line)
  }

  const settle = (): void => {
    if (!quantity) return
    const { segment } = quantity
    if (message && !place) refuseMessage(message, segment, 'A value stands before any location (LOC+172).')
    else if (message && !item) refuseMessage(message, segment, 'A value stands before any line item (LIN).')
    else if (item?.series && message?.kind === 'interval') {
      const reason = settleInterval(times, item, item.series, quantity)
      if (reason !== null) fault(item.scope, segment, reason)
    } else if (item?.series && place) {
      const reading = readReading(times, quantity, place.named)
      if (typeof reading === 'string') fault(`${item.scope} ${segment.number}`, segment, reading)
      else item.series.read(reading)
    } else if (item && !item.isNamed && !place?.isRefused) {
      fault(item.scope, segment, 'A value stands before the OBIS code of its line item (PIA).')
    }
    quantity = undefined
  }

  const take = (segment: Segment): void => {
    const { tag } = segment
    if (tag === 'UNH') {
      const { header, reason } = beginMessage(segment)
      messages += 1
      versions.add(header.version)
      message = header
      if (reason !== null) refuseMessage(header, segment, reason)
      return
    }
    if (!message || message.isRefused) return
    if (tag === 'DTM') {
      if (quantity) noteTime(quantity.named, segment)
      else if (place && !item) noteTime(place.named, segment)
      return
    }
    if (tag === 'STS') return
    settle()
    if (tag === 'QTY') {
      quantity = { segment, named: noTimes() }
    } else if (tag === 'LIN') {
      item = { scope: `item ${segment.number}`, isNamed: false, series: null, latestMs: -Infinity }
    } else if (tag === 'PIA') {
      beginItem(segment)
    } else if (tag === 'BGM') {
      const reason = purposeProblem(segment)
      if (reason !== null) refuseMessage(message, segment, reason)
    } else if (tag === 'RFF' && componentOf(segment, 0) === 'Z13') {
      const reason = identify(message, componentOf(segment, 0, 1))
      identifiers.add(message.identifier)
      if (reason !== null) refuseMessage(message, segment, reason)
    } else if (tag === 'RFF' && componentOf(segment, 0) === 'MG' && place) {
      // A message may name the meter instead of its location.
      place.location ??= { kind: 'meter_number', value: componentOf(segment, 0, 1) }
    } else if (tag === 'LOC') {
      beginPlace(segment)
    } else if (tag === 'NAD' && componentOf(segment, 0) === 'DP') {
      if (!message.kind) refuseMessage(message, segment, 'The message names no Prüfidentifikator (RFF+Z13).')
      place = undefined
      item = undefined
    } else if (tag === 'UNT') {
      message = undefined
      place = undefined
      item = undefined
    }
  }

  const beginPlace = (segment: Segment): void => {
    item = undefined
    place = { location: null, isRefused: false, named: noTimes() }
    const qualifier = componentOf(segment, 0)
    const value = componentOf(segment, 1)
    if (qualifier === '172' && value === '') return
    const location =
      qualifier === '172' ? readLocation(value) : `LOC ${qualifier} is not a market or metering location.`
    if (typeof location !== 'string') place.location = location
    else {
      place.isRefused = true
      fault(`place ${segment.number}`, segment, location)
    }
  }

  return {
    take,
    finish: (): MessagesRead => {
      const series = [...allSeries.values()].map((growing) => growing.finish())
      return {
        series: series.filter(({ days, readings }) => days.length + readings.length > 0),
        problems: faults.problems(),
        messages,
        versions: [...versions],
        identifiers: [...identifiers],
      }
    },
  }
}
