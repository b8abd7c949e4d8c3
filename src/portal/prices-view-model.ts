import type { PriceWindow } from '../domain/cheapest-window.ts'
import type { GridLevel } from '../domain/grid-fee-windows.ts'
import type { Day } from '../domain/local-time.ts'
import type { ShownPart } from './payout-parts.ts'

/** A quarter-hour's price with its parts, net, in the order of the bill; with the VAT they add up to the price. */
export interface ShownQuarter {
  /** Epoch milliseconds. */
  startsAt: number
  microEurPerKwh: number
  netMicroEurPerKwh: number
  vatMicroEurPerKwh: number
  details: readonly ShownPart[]
}

/** Quarter-hours of a day, or of today and tomorrow. */
export interface ShownQuarters {
  kind: 'quarters'
  /** `now`: today and, once published, tomorrow. */
  view: 'now' | 'day'
  day: Day
  quarters: readonly ShownQuarter[]
  /** The customer's own prices of the 30 days before. */
  recent: readonly number[]
  hours: number
  /** The cheapest windows of 1 to 8 hours, from now on or of a past day; null where none fits. */
  windows: readonly (PriceWindow | null)[]
  /** Which quarter-hour's parts are shown; null when none is known. */
  chosen: number | null
  /** It was asked for, and is not simply the present one. */
  isAsked: boolean
  /** Of § 14a module 3, one for each quarter-hour; null without it. */
  levels: readonly GridLevel[] | null
  tomorrow: 'known' | 'pending' | 'late'
  isDemo: boolean
}

export interface ShownMonth {
  kind: 'month'
  /** Its first day. */
  month: Day
  /** Null when no day of it has a price. */
  meanMicroEurPerKwh: number | null
  days: readonly { day: Day; lowMicroEur: number; meanMicroEur: number; highMicroEur: number }[]
  earlier: string | null
  later: string | null
  isDemo: boolean
}

/** A price that does not follow the exchange: with § 14a module 3 one for each level of the grid fee. */
export interface ShownFixed {
  kind: 'fixed'
  day: Day
  prices: readonly (Omit<ShownQuarter, 'startsAt'> & { level: GridLevel; clock: readonly ClockSpan[] })[]
  /** Since when it has cost how much: it changes where grid fees and levies do. */
  history: readonly { from: Day; microEurPerKwh: number }[]
}

/** A stretch of the day, `00:00` to `24:00`. */
export interface ClockSpan {
  from: string
  to: string
}

/** Nothing to show: before the contract, or for days on which it does not supply or that are not published. */
export interface ShownNothing {
  kind: 'nothing'
  reason: 'pending' | 'unpublished'
  day: Day
}

export type FieldProblem = { field: 'at' | 'day'; reason: 'malformed' | 'not_that_day' | 'outside' }

export interface PricesModel {
  now: number
  contracts: readonly { id: string; label: string; detail: string }[]
  contract: {
    id: string
    kind: 'consumption' | 'feed_in'
    status: 'pending' | 'active' | 'ended'
    startsOn: Day
    lastDay: Day | null
  }
  baseFeeCents: number
  /** The first and the last day that can be asked for. */
  firstDay: Day
  lastDay: Day
  /** As it was typed, to be given back. */
  typed: { at: string; day: string }
  problem: FieldProblem | null
  shown: ShownQuarters | ShownMonth | ShownFixed | ShownNothing
}
