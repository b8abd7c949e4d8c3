import type { Temporal } from 'temporal-polyfill'
import type { Id, PlanId, SubscriptionId } from '../../domain/identifiers.ts'
import type { Day } from '../../domain/local-time.ts'

export type DeclarationId = Id<'declaration'>
export type TerminationKind = 'ordinary' | 'extraordinary' | 'move_out'

/** Notice or withdrawal in the words of whoever declares it. */
export interface DeclarationContent {
  kind: 'termination' | 'withdrawal'
  name: string
  /** How the contract was named: its number, or whatever was thought to tell. */
  contract: string
  email: string
  /** Of a termination. */
  terminationKind: TerminationKind | null
  /** The reason of an extraordinary one; the new address of who moves out. */
  reason: string | null
  /** The last day that was asked for; null for the earliest possible. */
  intendedEndOn: Day | null
}

/** Where it was declared and in which language. */
export interface DeclarationPlace {
  planId: PlanId
  locale: 'de' | 'en'
}

export interface Declaration extends DeclarationContent {
  id: DeclarationId
  receivedAt: Temporal.Instant
  subscriptionId: SubscriptionId | null
}

/** What became of a contract that a declaration was certain to mean. */
export interface EndedContract {
  number: string
  planName: string
  /** The first day no longer supplied. */
  endOn: Day
  neverSupplied: boolean
  reason: 'ORDINARY' | 'MOVE_OUT' | 'WITHDRAWAL'
  /** The customer's own address, whatever was declared. */
  email: string
  customerLocale: 'de' | 'en' | null
}
