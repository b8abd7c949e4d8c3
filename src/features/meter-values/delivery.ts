import type { ValueStatus } from '../../domain/energy.ts'
import type { Day } from '../../domain/local-time.ts'

// What a delivered file says, whatever its format: between the parsers and the one verb that stores it.

/** A whole day of quarter-hours, in the order in which they pass. */
export interface DeliveredDay {
  day: Day
  wh: number[]
  /** One for each quarter-hour. */
  statuses: ValueStatus[]
  /** Of the file, counted from 1: where the day begins. */
  line: number
}

/** A register at the beginning (00:00) of a day. */
export interface DeliveredReading {
  readOn: Day
  valueWh: number
  estimated: boolean
  line: number
}

/** How a file names the meter; `given`: it does not, the operator says which one it is. */
export interface DeliveredLocation {
  kind: 'malo' | 'melo' | 'meter_number' | 'given'
  value: string
}

export interface DeliveredSeries {
  location: DeliveredLocation
  /** Null where the file does not say it. */
  direction: 'consumption' | 'feed_in' | null
  days: DeliveredDay[]
  readings: DeliveredReading[]
}

/** Why a part of the file cannot be stored. */
export interface Problem {
  line: number
  message: string
}

export interface Parsed {
  format: 'load_profile_csv' | 'mscons'
  /** What was recognised and what was assumed, as the dry run shows it. */
  recognised: Record<string, unknown>
  series: DeliveredSeries[]
  problems: Problem[]
}
