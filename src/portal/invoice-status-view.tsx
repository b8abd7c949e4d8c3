import type { Day } from '../ui/format.ts'
import type { T } from '../ui/i18n.ts'
import type { IconName } from '../ui/icons.tsx'
import { Tag, type Tone } from '../ui/parts.tsx'
import type { InvoiceStatus, InvoiceType } from './invoices-view-model.ts'

export type ShownStatus = InvoiceStatus | 'overdue' | 'credit' | 'paidOut' | 'settled'

/**
 * The status as the customer should read it: an open one may be overdue, or money coming back; what was
 * paid of a credit, the customer was paid; a cancellation of what was never
 * paid cancels out with it, and nobody has paid anything.
 */
export function shownStatus(
  invoice: { type: InvoiceType; status: InvoiceStatus; totalCents: number; dueOn: Day | null },
  today: Day,
): ShownStatus {
  if (invoice.type === 'void' && invoice.status === 'paid' && invoice.dueOn === null) return 'settled'
  if (invoice.status === 'paid' && invoice.totalCents < 0) return 'paidOut'
  if (invoice.status !== 'open') return invoice.status
  if (invoice.totalCents < 0) return 'credit'
  return invoice.dueOn !== null && invoice.dueOn < today ? 'overdue' : 'open'
}

const LOOK: Record<ShownStatus, { tone: Tone; icon: IconName }> = {
  open: { tone: 'warn', icon: 'clock' },
  overdue: { tone: 'bad', icon: 'alert' },
  paid: { tone: 'ok', icon: 'check' },
  voided: { tone: 'plain', icon: 'cross' },
  uncollectible: { tone: 'plain', icon: 'cross' },
  paidOut: { tone: 'ok', icon: 'check' },
  credit: { tone: 'ok', icon: 'left' },
  settled: { tone: 'plain', icon: 'check' },
}

export const StatusTag = ({ t, status }: { t: T; status: ShownStatus }) => (
  <Tag tone={LOOK[status].tone} icon={LOOK[status].icon}>
    {t(`invoices.status.${status}`)}
  </Tag>
)
