import type { InvoiceLine } from './invoice-lines.ts'
import { invoiceTotals } from './invoice-totals.ts'
import type { Day } from './local-time.ts'
import { divideRounded, grossOf, MICRO_PER_CENT, netOf, VAT_PERCENT } from './money.ts'

/** Instalments that were paid towards a period. */
export interface PaidInstalments {
  count: number
  /** What the customer really paid, tax included. */
  grossCents: number
}

/**
 * The line by which a settlement takes off what was paid in advance: net, so that the tax already shown on the instalments
 * is not charged again (§ 14 (5) UStG). It is reckoned from what must be left to pay, tax included. The sum of the
 * instalments' own net amounts would not do: each of them was rounded, and a year of them is off by some cents. A few gross
 * amounts cannot be written as a net amount plus its rounded tax; the customer then pays a cent less.
 */
export function instalmentsPaidLine(
  usageLines: readonly InvoiceLine[],
  { count, grossCents }: PaidInstalments,
  from: Day,
  to: Day,
): InvoiceLine {
  const taxed = usageLines.filter(({ vatPercent }) => vatPercent === VAT_PERCENT)
  const usage = invoiceTotals(taxed)
  const left = usage.totalCents - grossCents
  let netLeft = netOf(left)
  if (grossOf(netLeft) > left) netLeft -= 1
  const netCents = usage.netCents - netLeft
  return {
    kind: 'instalments_paid',
    from,
    to,
    quantity: count,
    unit: 'piece',
    unitPriceMicroEur: -divideRounded(netCents * MICRO_PER_CENT, count),
    unitPriceIsMean: true,
    netCents: -netCents,
    vatPercent: VAT_PERCENT,
  }
}
