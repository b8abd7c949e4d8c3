import type { InvoiceStatus, InvoiceType, ValueSource } from '../../db/energy-tables.ts'
import type { InvoiceId, SubscriptionId } from '../../domain/identifiers.ts'
import type { InvoiceLine } from '../../domain/invoice-lines.ts'
import type { InvoiceTotals } from '../../domain/invoice-totals.ts'
import type { Day } from '../../domain/local-time.ts'

/** An invoice in a list. Both days of the period are inclusive; a negative total is a credit. */
export interface InvoiceItem {
  id: InvoiceId
  number: string
  subscriptionId: SubscriptionId
  subscriptionNumber: string
  planName: string
  type: InvoiceType
  status: InvoiceStatus
  isFinal: boolean
  periodStart: Day
  periodEnd: Day
  totalCents: number
  issuedOn: Day
  dueOn: Day | null
  paidOn: Day | null
  /** Since when it is known to be unpaid after its due day; stays when it is paid or given up later. */
  overdueOn: Day | null
  uncollectibleOn: Day | null
  voidedOn: Day | null
  /** A mandate collects it (or pays it out) on its due day. */
  collected: boolean
}

/** An invoice with all it is made of. */
export interface InvoiceDetail extends InvoiceItem {
  lines: InvoiceLine[]
  netCents: number
  vatCents: number
  vat: InvoiceTotals['vat']
  usageWh: number | null
  /** What the values are: the least certain of the days decides. */
  valueSource: ValueSource | null
  estimatedDays: number
  /** The invoice that this one takes back, or the one that took it back. */
  related: { id: InvoiceId; number: string } | null
  /** The voided invoice whose period this one bills anew. */
  corrects: { id: InvoiceId; number: string } | null
  correctedBy: { id: InvoiceId; number: string } | null
}
