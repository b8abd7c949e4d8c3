import type { BlockedReason, CancelledReason } from '../features/meter-orders/meter-order.ts'
import type { Day } from '../ui/format.ts'
import type { ContractChoice } from './contract-switcher-view.tsx'

/** The steps of a smart-meter order, in their order. */
export const METER_STEPS = [
  'created',
  'placed',
  'check_submitted',
  'check_reviewed',
  'scheduled',
  'installed',
  'activated',
] as const
export type MeterStep = (typeof METER_STEPS)[number]

/** Instants are epoch milliseconds. */
export interface ShownMeterOrder {
  provider: string
  /** When each step was reached; of `scheduled`, when somebody comes. */
  reached: Partial<Record<MeterStep, number>>
  blocked: { at: number; reason: BlockedReason } | null
  cancelled: { at: number; reason: CancelledReason | null } | null
}

export interface ShownReduction {
  module: 1 | 2 | 3
  status: 'intended' | 'ordered' | 'rejected' | 'activated' | 'ended'
  orderedOn: Day
  /** When the grid operator's last answer came. */
  updatedOn: Day
  validFrom: Day | null
  /** The last day on which it holds. */
  lastDay: Day | null
  rejectedReason: string | null
}

export interface OrdersModel {
  now: number
  contracts: readonly ContractChoice[]
  contract: {
    id: string
    number: string
    status: 'pending' | 'active' | 'ended'
    kind: 'consumption' | 'feed_in'
    meterType: 'smart' | 'analog'
    lastDay: Day | null
  }
  /** Newest first. */
  meterOrders: readonly ShownMeterOrder[]
  reductions: readonly ShownReduction[]
  /** What this contract could have and has not ordered. */
  possible: readonly ('smart_meter' | 'module_1' | 'module_3')[]
}
