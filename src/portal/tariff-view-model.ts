import type { GridLevel } from '../domain/grid-fee-windows.ts'
import type { Day } from '../domain/local-time.ts'
import type { ContractSheet } from '../features/subscriptions/termination-sheet.ts'
import type { ContractChoice } from './contract-switcher-view.tsx'
import type { ShownPart } from './payout-parts.ts'

/** A contract's price on one day with all its parts. Unit prices are micro-EUR per kWh, amounts are cents a year. */
export interface PriceSheet {
  working: {
    parts: readonly {
      kind: ShownPart['kind']
      netMicroEurPerKwh: number
      grossMicroEurPerKwh: number
    }[]
    netMicroEurPerKwh: number
    grossMicroEurPerKwh: number
    /** 0 where no VAT is charged. */
    vatPercent: number
  }
  /** Of a dynamic tariff: the exchange price of the example, and everything else. */
  dynamic: {
    microEurPerKwh: number
    isAssumed: boolean
    restNetMicroEurPerKwh: number
    restGrossMicroEurPerKwh: number
  } | null
  base: {
    parts: readonly {
      kind: 'base_fee' | 'grid_base' | 'metering'
      netCents: number
      grossCents: number
    }[]
    netCents: number
    grossCents: number
    monthlyGrossCents: number
  }
  /** § 14a module 1: what a year takes off at the most. */
  creditGrossCents: number | null
  /** § 14a module 3: the grid fee by level, with the hours of the two that are not the usual one, in minutes of the day. */
  timeOfUse:
    | readonly {
        level: GridLevel
        netMicroEurPerKwh: number
        windows: readonly { from: number; to: number }[]
      }[]
    | null
}

interface Address {
  street: string
  houseNumber: string
  zip: string
  city: string
}

export interface TariffContract {
  id: string
  number: string
  planName: string
  status: 'pending' | 'active' | 'ended'
  kind: 'consumption' | 'feed_in'
  tariff: 'dynamic' | 'fixed'
  startsOn: Day
  lastDay: Day | null
  noticeDays: number
  address: Address
  meterNumber: string
  modules: readonly ('module1' | 'module2' | 'module3')[]
}

/** The ways out of a contract that stand open today. */
export interface OpenWays {
  /** The earliest last day by notice; null once it was given. */
  terminateOn: Day | null
  moveOutOn: Day | null
  /** Until when the contract can be withdrawn from; null when that is over. */
  withdrawUntil: Day | null
}

export interface TariffModel {
  today: Day
  contracts: readonly ContractChoice[]
  contract: TariffContract
  sheet: ContractSheet
  /** The day whose prices are shown: today, the first or the last day of supply. */
  pricesOn: Day
  /** Null where a figure of that day is not known yet. */
  prices: PriceSheet | null
  ways: OpenWays
}
