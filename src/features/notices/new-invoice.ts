import type { InvoiceStatus, InvoiceType } from '../../db/energy-tables.ts'
import type { BillKind, BillState, NewInvoice } from './notice.ts'

interface Bill {
  type: InvoiceType
  status: InvoiceStatus
  isFinal: boolean
  planType: 'consumption' | 'feed_in'
  totalCents: number
  /** By a mandate. */
  collected: boolean
  /** Whether it is known where a credit goes. */
  hasAccount: boolean
}

/** A feed-in contract that is charged more than it is credited gets an ordinary invoice. */
export function billKind({ type, isFinal, planType, totalCents }: Bill): BillKind {
  if (type !== 'usage') return type
  if (planType === 'feed_in' && totalCents <= 0) return 'feedIn'
  return isFinal ? 'final' : 'usage'
}

/** What a cancellation leaves to be paid back is collected by no mandate. */
export function billState({ type, status, totalCents, collected, hasAccount }: Bill): BillState {
  if (status !== 'open' || totalCents === 0) return 'settled'
  if (totalCents < 0) return hasAccount ? 'payout' : 'payoutAsk'
  return collected && type !== 'void' ? 'debit' : 'transfer'
}

/** That an invoice is taken back of which nothing was paid is said by the one that stands in for it, or settles it. */
export function worthTelling(invoices: InvoicesOfOne): InvoicesOfOne {
  const isSaid = ({ kind, state }: NewInvoice) => kind === 'void' && state === 'settled'
  if (invoices.every(({ kind }) => kind === 'void')) return invoices
  const [first, ...others] = invoices.filter((invoice) => !isSaid(invoice))
  return first ? [first, ...others] : invoices
}

type InvoicesOfOne = readonly [NewInvoice, ...NewInvoice[]]
