import type { ValueStatus } from '../../domain/energy.ts'
import { QUARTER_MS } from '../../domain/local-time.ts'
import type { DeliveredLocation, DeliveredReading, DeliveredSeries } from './delivery.ts'
import type { Faults } from './parse-mscons-faults.ts'
import { type DayWindow, type MsconsTimes, shownTime } from './parse-mscons-times.ts'

interface GrowingDay {
  window: DayWindow
  wh: number[]
  statuses: ValueStatus[]
  filled: number
  line: number
  /** Something in it was refused: the day is left out, and why has been said. */
  isRefused: boolean
}

export interface GrowingSeries {
  /** Puts a value into its quarter-hour; a text says why it does not fit. */
  put(startMs: number, wh: number, status: ValueStatus, line: number): string | null
  /** The time that the delivery says it covers: a day of it without any value would otherwise go unnoticed. */
  expect(fromMs: number, toMs: number, line: number): void
  /** Leaves out the day of an instant, for this reason. */
  refuse(ms: number, line: number, reason: string): void
  read(reading: DeliveredReading): void
  finish(): DeliveredSeries
}

const MISSING = -1

/** The values of one location and direction, from however many messages, laid into Berlin days as they come. */
export function createSeries(
  location: DeliveredLocation,
  direction: DeliveredSeries['direction'],
  times: MsconsTimes,
  faults: Faults,
): GrowingSeries {
  const days = new Map<string, GrowingDay>()
  const readings = new Map<string, DeliveredReading>()
  const periods: { fromMs: number; toMs: number; line: number }[] = []
  const scope = `${location.value} ${direction}`
  let latest: GrowingDay | undefined

  const dayOf = (ms: number, line: number): GrowingDay => {
    if (
      latest &&
      ms >= latest.window.startMs &&
      ms < latest.window.startMs + latest.window.quarters * QUARTER_MS
    ) {
      return latest
    }
    const window = times.windowAt(ms)
    let day = days.get(window.day)
    if (!day) {
      const { quarters } = window
      day = {
        window,
        wh: Array.from({ length: quarters }, () => MISSING),
        statuses: Array.from({ length: quarters }, () => 'final'),
        filled: 0,
        line,
        isRefused: false,
      }
      days.set(window.day, day)
    }
    latest = day
    return day
  }

  return {
    put(startMs, wh, status, line) {
      const day = dayOf(startMs, line)
      const quarter = (startMs - day.window.startMs) / QUARTER_MS
      if (day.wh[quarter] !== MISSING) return `The quarter-hour from ${shownTime(startMs)} comes twice.`
      day.wh[quarter] = wh
      day.statuses[quarter] = status
      day.filled += 1
      return null
    },
    expect(fromMs, toMs, line) {
      periods.push({ fromMs, toMs, line })
    },
    refuse(ms, line, reason) {
      const day = dayOf(ms, line)
      day.isRefused = true
      faults.add(
        `${scope} ${day.window.day}`,
        line,
        `${reason} ${day.window.day} of ${location.value} is left out.`,
      )
    },
    read(reading) {
      const known = readings.get(reading.readOn)
      if (!known) readings.set(reading.readOn, reading)
      else if (known.valueWh !== reading.valueWh || known.estimated !== reading.estimated) {
        faults.add(
          `${scope} reading ${reading.readOn}`,
          reading.line,
          `${location.value} has two readings of ${reading.readOn}: ${known.valueWh / 1000} kWh and ${reading.valueWh / 1000} kWh.`,
        )
      }
    },
    finish() {
      for (const { fromMs, toMs, line } of periods) {
        for (let at = fromMs; at < toMs;) {
          const { day, startMs, quarters } = times.windowAt(at)
          if (!days.has(day)) {
            const message = `${day} of ${location.value} has no values, though the message covers it.`
            faults.add(`${scope} period ${line}`, line, message)
          }
          at = startMs + quarters * QUARTER_MS
        }
      }
      const sorted = [...days.values()].sort((a, b) => a.window.startMs - b.window.startMs)
      const whole = sorted.filter(({ window, wh, filled, line, isRefused }) => {
        if (isRefused || filled === window.quarters) return !isRefused
        const gap = window.startMs + wh.indexOf(MISSING) * QUARTER_MS
        faults.add(
          `${scope} ${window.day}`,
          line,
          `${window.day} of ${location.value} has ${filled} of its ${window.quarters} quarter-hours; the first that is missing begins at ${shownTime(gap)}.`,
        )
        return false
      })
      return {
        location,
        direction,
        days: whole.map(({ window, wh, statuses, line }) => ({ day: window.day, wh, statuses, line })),
        readings: [...readings.values()].sort((a, b) => (a.readOn < b.readOn ? -1 : 1)),
      }
    },
  }
}
