import type { Day } from '../ui/format.ts'
import type { MessageKey } from '../ui/i18n.ts'

export type InvoiceType = 'usage' | 'prepayment' | 'void'
export type InvoiceStatus = 'open' | 'paid' | 'voided' | 'uncollectible'

/** An invoice in a list. Both days of the period are inclusive; a negative total is a credit. */
export interface InvoiceItem {
  id: string
  number: string
  type: InvoiceType
  periodStart: Day
  periodEnd: Day
  status: InvoiceStatus
  totalCents: number
  dueOn: Day | null
  issuedOn: Day
  /** The last one of its contract. */
  isFinal: boolean
  /** What it bills is fed in: it pays the customer. */
  isFeedIn: boolean
  /** Shown when the customer has several contracts. */
  contractLabel: string | null
}

export interface InvoicesModel {
  today: Day
  /** The year shown, and all that have invoices, the newest first. */
  year: number | null
  years: readonly number[]
  /** Of that year, newest first. */
  invoices: readonly InvoiceItem[]
  /** Of all years: every open invoice; `collected` by a mandate. */
  open: readonly { id: string; totalCents: number; dueOn: Day | null; collected?: boolean }[]
  nextInvoiceOn: Day | null
}

/** Keys of known invoice lines: `energy_spot`, `grid_energy`, …; another text may be given as it is. */
export type InvoiceLineLabel =
  Extract<MessageKey, `invoices.line.${string}`> extends `invoices.line.${infer Name}` ? Name : never

export interface InvoiceLine {
  label: InvoiceLineLabel | { text: string }
  quantity: number | null
  unit: 'kwh' | 'day' | 'month' | 'year' | 'piece' | null
  /** Net, millionths of a euro per unit. */
  unitPriceMicroEur: number | null
  /** The unit price is a mean of many prices. */
  unitPriceIsAverage: boolean
  /** Net. */
  amountCents: number
  /** First and last day, where it covers less than the invoice: its price is another before or after. */
  days: { first: Day; last: Day } | null
}

export interface InvoiceModel {
  today: Day
  invoice: InvoiceItem
  /** Tariff and number. */
  contract: string
  paidOn: Day | null
  /** A mandate collects it on its due day. */
  collected: boolean
  lines: readonly InvoiceLine[]
  netCents: number
  vat: readonly { rate: number; amountCents: number }[]
  usageWh: number | null
  lastYearWh: number | null
  valueSource: 'final' | 'preliminary' | 'substitute' | 'estimate' | null
  /** Estimated part, written out, when there is one: days. */
  estimatedDays: number
  /** The invoice a cancellation takes back, or the cancellation that took this one back. */
  related: { id: string; number: string } | null
  /** The cancelled invoice that this one replaces, and the one that replaces this one. */
  corrects?: { id: string; number: string } | null
  correctedBy?: { id: string; number: string } | null
  /** With tax, before instalments are taken off; the total where there are none. */
  usageCents?: number
}
