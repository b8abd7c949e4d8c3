import type { Db, Tx } from '../../db/database.ts'
import { type LeadAccount, leadAccount } from '../leads/lead-prefill.ts'
import { findLead } from '../leads/queries.ts'
import { findSupplier } from '../organizations/supplier-profile.ts'
import { type AccountFaults, readAccount } from '../payment-methods/payment-method.ts'
import type { Plan } from '../plans/queries.ts'
import type { Checkout, CheckoutField, CheckoutFields, Read } from './checkout.ts'

/** By what money moves: collected by mandate, paid out to an account, or transferred by the customer. */
export type PaymentChoice =
  | { kind: 'debit' | 'payout'; accountHolder: string; iban: string; isOnFile: boolean }
  | { kind: 'transfer' }

export interface PaymentContext {
  /** Feeding in: money is paid out, so that there is an account in any case. */
  isPaidOut: boolean
  /** Whom a mandate is given to; null where none is needed, or nobody could collect by it. */
  creditor: { name: string; id: string } | null
  /** What a partner's lead brings along: it stands in for an IBAN that is left empty. */
  account: LeadAccount | undefined
}

/** Looks up what {@link readPayment} needs to know about whom money moves to and from. */
export async function paymentContext(
  db: Db | Tx,
  { type, baseFeeCents }: Pick<Plan, 'type' | 'baseFeeCents'>,
  { organizationId, leadId }: Checkout,
): Promise<PaymentContext> {
  const [supplier, lead] = await Promise.all([
    findSupplier(db, organizationId),
    leadId === null ? undefined : findLead(db, organizationId, leadId),
  ])
  const isPaidOut = type === 'feed_in'
  // A base fee may exceed what a month without sun earns, and is collected then.
  const isCollected = !isPaidOut || baseFeeCents > 0
  const creditor =
    isCollected && supplier && supplier.creditorId !== null
      ? { name: supplier.legalName, id: supplier.creditorId }
      : null
  return {
    isPaidOut,
    creditor,
    account: lead && lead.subscriptionId === null ? leadAccount(lead) : undefined,
  }
}

/** Reads how bills are paid, or where earnings go. A way that is not offered counts as none. */
export function readPayment(fields: CheckoutFields, context: PaymentContext): Read<PaymentChoice> {
  const { isPaidOut, creditor, account } = context
  if (!isPaidOut && fields.payment === 'transfer') return { value: { kind: 'transfer' } }
  if (!isPaidOut && (fields.payment !== 'sepa' || creditor === null)) {
    return { problems: { payment: 'missing' } }
  }
  const typed = (fields.iban ?? '').trim()
  const isOnFile = typed === '' && account !== undefined
  const read = readAccount({
    accountHolder: fields.accountHolder ?? '',
    iban: isOnFile ? account.iban : typed,
  })
  if (!read.ok) return { problems: problemsOf(read.faults) }
  return { value: { kind: creditor === null ? 'payout' : 'debit', ...read.account, isOnFile } }
}

function problemsOf({ accountHolder, iban }: AccountFaults): Partial<Record<CheckoutField, string>> {
  return { ...(accountHolder && { accountHolder }), ...(iban && { iban: iban.kind }) }
}
