import type { HeatDay } from '../ui/chart-heat-geometry.ts'
import type { UsageStatus } from '../ui/chart-usage-price.tsx'
import type { Day } from '../ui/format.ts'
import type { ContractChoice } from './contract-switcher-view.tsx'

export type ShownView = 'day' | 'week' | 'month' | 'year' | 'range'
export type ShownStep = '15min' | 'hour' | 'day' | 'month'

/** A period, both days inclusive, and where it is shown. */
export interface ShownPeriod {
  view: ShownView
  first: Day
  last: Day
  href: string
}

/** Gross; for feed-in what is paid out. The parts add up to the total. */
export interface ShownCost {
  /** The sum of the days, without anything charged by the day: what the API answers. */
  energyCents: number
  baseCents: number
  /** § 14a module 1, negative; 0 without it. */
  reductionCents: number
  /** What lies between the days' sum and the bill, which rounds once a line. */
  roundingCents: number
  /** By the rules of the bill. */
  totalCents: number
  /** Energy alone, micro-EUR per kWh. */
  meanMicroEurPerKwh: number | null
  /** How much cheaper (negative) than the mean of all quarter-hours the energy was, micro-EUR per kWh; null where all cost the same. */
  timingMicroEurPerKwh: number | null
}

/** A place on the time axis: a quarter-hour, an hour, a day or a month. `wh` is null where there is no value. */
export interface UsageSlot {
  /** Its day, or the first day of its month. */
  day: Day
  /** Epoch milliseconds. */
  startsAt: number
  endsAt: number
  wh: number | null
  status: UsageStatus
  costCents: number | null
  /** All-in; the mean that was paid where the slot is a day or longer. */
  microEurPerKwh: number | null
}

/** Why there is nothing to see. */
export type EmptyReason = 'pending' | 'today' | 'future' | 'before' | 'after' | 'missing'

export type RangeProblem = 'missing' | 'malformed' | 'reversed' | 'too_long'

export interface UsageModel {
  today: Day
  contracts: readonly ContractChoice[]
  contract: {
    id: string
    kind: 'consumption' | 'feed_in'
    status: 'pending' | 'active' | 'ended'
    meterType: 'smart' | 'analog'
    startsOn: Day
    lastDay: Day | null
  }
  period: ShownPeriod
  /** The other views of the same time, the shown one among them. */
  views: readonly ShownPeriod[]
  previous: ShownPeriod | null
  next: ShownPeriod | null
  /** Where the latest values are. */
  latest: ShownPeriod | null
  step: ShownStep
  slots: readonly UsageSlot[]
  /** Null when there are no values; then `empty` says why. */
  sum: {
    energyWh: number
    /** The last day with values. */
    until: Day
    /** The period is not over, or was not measured to its end. */
    isPartial: boolean
    missingDays: number
    hasEstimates: boolean
    cost: ShownCost | null
    lastYear: { energyWh: number; costCents: number | null } | null
  } | null
  empty: EmptyReason | null
  heat: readonly HeatDay[] | null
  /** The addresses of the quarter-hours as files; null where none are measured. */
  downloads: { excel: string; csv: string; greenButton: string } | null
  heatHref: string | null
  form: { from: string; to: string; fromProblem: RangeProblem | null; toProblem: RangeProblem | null }
  isDemo: boolean
}
