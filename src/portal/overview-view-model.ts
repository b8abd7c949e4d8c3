import type { PricePoint } from '../domain/price-point.ts'
import type { Day } from '../ui/format.ts'

/** One day's energy. `costCents` is null while no price is known for it. */
export interface UsageDay {
  day: Day
  wh: number
  status: 'final' | 'preliminary' | 'substitute'
  costCents: number | null
}

/** A month of an analog meter: between two readings it is an estimate. `month` is its first day. */
export interface UsageMonth {
  month: Day
  wh: number
  status: 'final' | 'preliminary' | 'substitute' | 'estimate'
}

export type OverviewUsage =
  | { kind: 'days'; days: readonly UsageDay[]; lastYearWh: number | null }
  | { kind: 'months'; months: readonly UsageMonth[]; lastYearWh: number | null }

/**
 * `dynamic`: `points` of today and, once published, tomorrow; `recent` are the customer's own prices of the
 * last 30 days, against which "cheap" and "expensive" are meant. Base fee in gross cents a month.
 */
export type OverviewPrice =
  | {
      kind: 'dynamic'
      points: readonly PricePoint[]
      recent: readonly number[]
      baseFeeCents: number
      /** The prices are made up for a demonstration, and the page says so. */
      isDemo?: boolean
    }
  | { kind: 'fixed'; microEurPerKwh: number; baseFeeCents: number }
  | { kind: 'feed_in'; microEurPerKwh: number }

export interface OverviewContract {
  id: string
  planName: string
  kind: 'consumption' | 'feed_in'
  status: 'pending' | 'active' | 'ended'
  /** The grid operator has settled the first day. */
  isConfirmed: boolean
  /** The supplier that is left; null for who moves in, and for feeding in. */
  previousSupplier: string | null
  /** First day of supply. */
  startsOn: Day
  /** Last day of supply, or null while it runs on. */
  lastDay: Day | null
  cancellableOn: Day | null
  address: string | null
  meterNumber: string | null
  meterType: 'smart' | 'analog'
}

export interface OverviewNextBill {
  periodStart: Day
  periodEnd: Day
  /** Estimated total of the bill, or the fixed instalment; a payout to the customer is positive too. */
  amountCents: number | null
  soFarCents: number | null
  /** The last day that the amount rests on a measurement of; null before the first. */
  measuredUntil: Day | null
  /** The agreed instalment, the values of the whole period, or those so far and a projection of the rest. */
  basis: 'instalment' | 'values' | 'values_and_projection'
  issueOn: Day
  /** The day it is collected (or paid out), when there is a mandate; else the day it is issued. */
  on: Day | null
  onMeans: 'debit' | 'payout' | 'issue'
}

/** The latest day with values, and the month of yesterday so far; costs without base prices, null while a price is missing. */
export interface OverviewRecent {
  latest: { day: Day; wh: number; costCents: number | null }
  month: {
    /** Its first day. */
    day: Day
    wh: number
    costCents: number | null
  }
}

export interface OverviewInvoice {
  id: string
  number: string
  totalCents: number
  status: 'open' | 'paid' | 'voided' | 'uncollectible'
  dueOn: Day | null
  /** A mandate collects it: nothing to pay by hand. */
  collected: boolean
}

export interface OverviewModel {
  /** Epoch milliseconds. */
  now: number
  /** Every contract of the customer; with more than one a switcher is shown (`?subscription=`). */
  contracts: readonly { id: string; label: string; detail: string }[]
  contract: OverviewContract
  /** Null for a pending or ended contract. */
  price: OverviewPrice | null
  /** Null when there are no values (yet). */
  usage: OverviewUsage | null
  recent?: OverviewRecent | null
  nextBill: OverviewNextBill | null
  /** By when an analog meter should be read for the yearly bill; null while that is far away, or done. */
  readingDueOn?: Day | null
  openInvoices: readonly OverviewInvoice[]
  /** The final invoice of an ended contract, once it is issued. */
  finalInvoice: OverviewInvoice | null
}
