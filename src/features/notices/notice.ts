import type { CustomerId, Id, InvoiceId, PlanId, SubscriptionId } from '../../domain/identifiers.ts'
import type { Day } from '../../domain/local-time.ts'

/** Whom a notice goes to, of which contract, and in the name of which plan's portal. */
export interface Recipient {
  subscriptionId: SubscriptionId
  contractNumber: string
  customerId: CustomerId
  email: string
  /** Which the customer has chosen, if any. */
  locale: 'de' | 'en' | null
  planId: PlanId
  planType: 'consumption' | 'feed_in'
  slug: string
  customDomain: string | null
}

/** As what a customer knows a bill. */
export type BillKind = 'usage' | 'final' | 'prepayment' | 'feedIn' | 'void'
/** What becomes of the amount: it is collected, to be transferred, or paid out, where the account is known; or nothing does. */
export type BillState = 'debit' | 'transfer' | 'payout' | 'payoutAsk' | 'settled'

/** An invoice that its customer has not been told of. */
export interface NewInvoice {
  id: InvoiceId
  number: string
  kind: BillKind
  state: BillState
  /** The number of the invoice that this one takes back, or of the voided one that it stands in for. */
  concerns: string | null
  periodStart: Day
  periodEnd: Day
  /** Negative for a credit. */
  totalCents: number
  dueOn: Day | null
}

/** Everything new that a contract is billed, in the order of the invoices' numbers. */
export interface InvoicesNotice extends Recipient {
  invoices: readonly [NewInvoice, ...NewInvoice[]]
}

/** A contract's first day of supply. */
export interface StartNotice extends Recipient {
  startOn: Day
  /** It is a day gone by. */
  hasBegun: boolean
  /** The day that the customer was told before. */
  insteadOf: Day | null
  /** The meter wants to be read on that day. */
  isAnalog: boolean
  place: { street: string; houseNumber: string; zip: string; city: string }
}

/** Who wanted to hear once their postal code is served. */
export interface ServiceNotice {
  requestId: Id<'serviceRequest'>
  zip: string
  email: string
  locale: 'de' | 'en'
  planId: PlanId
  planType: 'consumption' | 'feed_in'
  slug: string
}

/** News that nobody was told for so long is none: a mail server that was away, a portal that opens later. */
export const NEWS_DAYS = 3
