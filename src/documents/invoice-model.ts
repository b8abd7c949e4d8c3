import type { Brand } from '../brand/brand.ts'
import type { InvoiceLine } from '../domain/invoice-lines.ts'
import type { InvoiceTotals } from '../domain/invoice-totals.ts'
import type { Day } from '../domain/local-time.ts'
import type { Locale } from '../ui/i18n.ts'
import type { PostalAddress, Supplier } from './supplier.ts'

/** A market partner by its BDEW code; the name where it is known. */
export interface Partner {
  code: string
  name: string | null
}

/** How the amount is settled: never both ways at once. */
export type Payment =
  | {
      kind: 'debit'
      on: Day
      accountHolder: string
      iban: string
      mandateReference: string
      creditorId: string
    }
  | { kind: 'transfer'; by: Day }
  /** Money for the customer; without an account they are asked for one. */
  | { kind: 'payout'; iban: string | null; by: Day }
  | { kind: 'none' }

/** A register at the beginning (00:00) of a day, and how it was obtained (§ 40 (2) no. 6 EnWG). */
export interface DocumentReading {
  day: Day
  valueWh: number
  obtained: 'customer_report' | 'grid_reading' | 'grid_estimation' | 'reckoned'
}

export type DayCounts = Record<'final' | 'preliminary' | 'substitute' | 'estimated', number>

/** What was measured in the billed period. */
export interface MeterValues {
  meterType: 'smart' | 'analog'
  totalWh: number
  days: DayCounts
  start: DocumentReading | null
  end: DocumentReading | null
  /** Of an analog meter, between the two: they say how its use parts where a price changed. */
  between: DocumentReading[]
  /** What an estimate rests on (§ 40a (2) EnWG). */
  estimatedUsageWhPerYear: number
}

export interface InvoiceDocument {
  brand: Brand
  supplier: Supplier
  number: string
  type: 'usage' | 'prepayment' | 'void'
  /** The last invoice of an ended contract. */
  isFinal: boolean
  issuedOn: Day
  dueOn: Day | null
  /** Both days inclusive. */
  periodStart: Day
  periodEnd: Day
  customer: {
    kind: 'person' | 'company'
    name: string
    /** Whom a company's mail is for. */
    contact: string | null
    vatId: string | null
    /** The language they chose; null while they have chosen none. */
    locale: Locale | null
    address: PostalAddress
  }
  contract: {
    number: string
    planName: string
    kind: 'consumption' | 'feed_in'
    tariff: 'dynamic' | 'fixed'
    startOn: Day
    /** Null while it runs on. */
    lastDay: Day | null
    /** The day on which it ends if notice is given on the day of issue; null once notice has been given. */
    nextEnd: Day | null
    noticeDays: number
    /** Net, micro-EUR per kWh: the fixed energy price, what is added to the exchange price, or what feeding in pays. */
    energyMicroEurPerKwh: number
    /** Gross, a month. */
    baseFeeCents: number
  }
  supply: {
    address: PostalAddress
    meterNumber: string
    malo: string | null
    melo: string | null
    gridOperator: Partner
    meteringOperator: Partner
  }
  lines: InvoiceLine[]
  totals: InvoiceTotals
  payment: Payment
  /** Null where nothing was measured: an instalment, a reversal. */
  meter: MeterValues | null
  /** The same period a year before; null where it is not known. */
  lastYearWh: number | null
  /** A household's own use in a year, to stand beside the groups of the supplier's profile. */
  yearlyUse: { wh: number; basis: 'last_12_months' | 'expected' } | null
  /** The invoice that this one takes back or bills anew. */
  earlier: { relation: 'voids' | 'corrects'; number: string; issuedOn: Day } | null
}
