import { Temporal } from 'temporal-polyfill'
import { Failure, type FieldError } from '../../domain/failure.ts'
import { type Day, dayAt, QUARTER_MS, quarterCount, startOfDay } from '../../domain/local-time.ts'

/** The mean power expected in a quarter-hour. */
export interface ForecastQuarter {
  /** Epoch milliseconds. */
  startsAt: number
  watts: number
}

interface ForecastDay {
  day: Day
  /** One for each of its 92, 96 or 100 quarter-hours. */
  watts: number[]
}

/**
 * Lays quarter-hours out by day. They are balanced against the market's by whole days, so a forecast has every one of them once
 * and in order.
 * @throws Failure BAD_REQUEST naming the entry before which one is missing, and the ends that are no midnight of Berlin.
 */
export function forecastDays(quarters: readonly ForecastQuarter[]): ForecastDay[] {
  const errors = faultsOf(quarters)
  if (errors.length > 0) {
    throw new Failure('BAD_REQUEST', `Not valid: ${errors.map(({ field }) => field).join(', ')}.`, { errors })
  }
  const days: ForecastDay[] = []
  for (let next = 0; next < quarters.length;) {
    const day = berlinDay(quarters[next]?.startsAt ?? 0)
    const end = next + quarterCount(day)
    days.push({ day, watts: quarters.slice(next, end).map(({ watts }) => watts) })
    next = end
  }
  return days
}

function faultsOf(quarters: readonly ForecastQuarter[]): FieldError[] {
  const [first, last] = [quarters[0], quarters.at(-1)]
  if (!first || !last) return [fault('data', 'A forecast has at least one day.')]
  const faults: FieldError[] = []
  if (!isMidnight(first.startsAt)) {
    faults.push(fault('data.0.start', 'The first quarter-hour begins at midnight in Berlin.'))
  }
  const gap = quarters.findIndex(({ startsAt }, index) => startsAt !== first.startsAt + index * QUARTER_MS)
  if (gap > 0) {
    const due = new Date(first.startsAt + gap * QUARTER_MS).toISOString()
    faults.push(
      fault(`data.${gap}.start`, `Here comes ${due}: quarter-hours follow each other without a gap.`),
    )
  } else if (!isMidnight(last.startsAt + QUARTER_MS)) {
    faults.push(
      fault(`data.${quarters.length - 1}.start`, 'The last quarter-hour ends at midnight in Berlin.'),
    )
  }
  return faults
}

const fault = (field: string, message: string): FieldError => ({ code: 'custom', field, message })

const berlinDay = (epochMs: number): Day => dayAt(Temporal.Instant.fromEpochMilliseconds(epochMs))

const isMidnight = (epochMs: number): boolean => startOfDay(berlinDay(epochMs)).epochMilliseconds === epochMs
