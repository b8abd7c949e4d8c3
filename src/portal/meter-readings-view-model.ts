import type { Doubt } from '../domain/plausible-reading.ts'
import type { Day } from '../ui/format.ts'
import type { ContractChoice } from './contract-switcher-view.tsx'

export type ReadingOrigin = 'customer_report' | 'grid_reading' | 'grid_estimation'

export interface ShownReading {
  readOn: Day
  valueWh: number
  type: ReadingOrigin
  /** Unusual and confirmed: it counts as soon as somebody has looked at it. */
  needsReview?: boolean
  /** Where the photo that came with it is shown. */
  photoUrl?: string | undefined
}

/** What is wrong with the day; `duplicate` names the reading that is there already. */
export type DayProblem =
  | { reason: 'missing' | 'malformed' | 'future' | 'before_contract' | 'after_contract' }
  | { reason: 'duplicate'; other: ShownReading }

/** What is wrong with the value, or only unusual: then it may be sent again with a word about why. */
export type RegisterProblem =
  | { reason: 'missing' | 'not_a_number' | 'negative' | 'too_many_digits' }
  | { reason: 'doubtful'; doubt: Doubt<ShownReading> }

/** The form as it was typed. A file cannot be given back: `photoLost` says so. */
export interface ReadingForm {
  date: string
  value: string
  message: string
  /** The reading that is asked back about. */
  asked: string | null
  dayProblem: DayProblem | null
  registerProblem: RegisterProblem | null
  messageProblem: 'missing' | null
  photoProblem: 'unsupported' | 'too_large' | null
  photoLost: boolean
}

export interface MeterReadingsModel {
  today: Day
  contracts: readonly ContractChoice[]
  contract: {
    id: string
    status: 'pending' | 'active' | 'ended'
    kind: 'consumption' | 'feed_in'
    meterType: 'smart' | 'analog'
    meterNumber: string
    startsOn: Day
    lastDay: Day | null
  }
  /** Newest first; none of a smart meter. */
  readings: readonly ShownReading[]
  /** A smart meter's latest day with values. */
  latestDay: { day: Day; wh: number } | null
  /** Null where nothing can be reported: a smart meter, a contract that does not run, or a receipt in its place. */
  form: ReadingForm | null
  /** The reading that has just been reported. */
  received: ShownReading | null
}
