import { addDays, type Day } from '../../domain/local-time.ts'
import type { DeliveredDay, DeliveredLocation, DeliveredSeries, Problem } from './delivery.ts'
import { completeDay, type DayRows, type SlotKind } from './load-profile-day.ts'
import type { ReadRow } from './load-profile-rows.ts'

/** Collects the rows of one meter: a day at a time, each only once, none left out between the first and the last. */
export interface SeriesCollector {
  add: (read: ReadRow, line: number) => void
  finish: () => DeliveredSeries
}

export interface CollectorOptions {
  location: DeliveredLocation
  direction: DeliveredSeries['direction']
  kind: SlotKind
  report: (problem: Problem) => void
}

export function createCollector({ location, direction, kind, report }: CollectorOptions): SeriesCollector {
  const days: DeliveredDay[] = []
  const firstLines = new Map<Day, number>()
  let open: DayRows | undefined

  const close = () => {
    if (!open) return
    if (!open.isBroken) {
      const completed = completeDay(open, kind)
      if ('wh' in completed) days.push(completed)
      else report(completed)
    }
    open = undefined
  }

  const opened = (day: Day, line: number): DayRows => {
    if (open?.day === day) return open
    const before = open?.day
    close()
    const earlier = firstLines.get(day)
    if (earlier !== undefined) {
      report({ line, message: `${day} was there already, from line ${earlier}.` })
      // Which of the two is right is not for us to say: neither is stored.
      const index = days.findIndex((other) => other.day === day)
      if (index >= 0) days.splice(index, 1)
      open = { day, line, rows: [], isBroken: true }
      return open
    }
    firstLines.set(day, line)
    open = { day, line, rows: [], isBroken: false }
    if (before !== undefined && day < before) {
      report({ line, message: `${day} comes after ${before}: the rows are out of order.` })
      open.isBroken = true
    } else if (before !== undefined && addDays(before, 1) < day) {
      const [from, to] = [addDays(before, 1), addDays(day, -1)]
      report({
        line,
        message:
          from === to
            ? `${from} is missing before this line.`
            : `${from} to ${to} are missing before this line.`,
      })
    }
    return open
  }

  return {
    add(read, line) {
      if ('message' in read) {
        report({ line, message: read.message })
        if (read.day !== null) opened(read.day, line).isBroken = true
        return
      }
      opened(read.day, line).rows.push(read.row)
    },
    finish() {
      close()
      return { location, direction, days, readings: [] }
    },
  }
}
