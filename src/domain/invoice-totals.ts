import type { InvoiceLine } from './invoice-lines.ts'
import { vatOn } from './money.ts'

export interface InvoiceTotals {
  netCents: number
  vatCents: number
  totalCents: number
  /** One entry per rate of tax (EN 16931 BG-23). */
  vat: { percent: number; netCents: number; vatCents: number }[]
}

/** The tax is reckoned once per rate on the sum of the rounded lines (EN 16931 BR-CO-17). */
export function invoiceTotals(lines: readonly InvoiceLine[]): InvoiceTotals {
  const netByRate = new Map<number, number>()
  for (const line of lines)
    netByRate.set(line.vatPercent, (netByRate.get(line.vatPercent) ?? 0) + line.netCents)
  const vat = [...netByRate]
    .sort(([a], [b]) => b - a)
    .map(([percent, netCents]) => ({ percent, netCents, vatCents: vatOn(netCents, percent) }))
  const netCents = vat.reduce((sum, rate) => sum + rate.netCents, 0)
  const vatCents = vat.reduce((sum, rate) => sum + rate.vatCents, 0)
  return { netCents, vatCents, totalCents: netCents + vatCents, vat }
}

/**
 * The lines that take an invoice back: the same ones with the opposite quantity and amount. Half a cent is rounded away from
 * zero either way, so their tax is the opposite of the original's too.
 */
export function reversedLines(lines: readonly InvoiceLine[]): InvoiceLine[] {
  return lines.map((line) => ({ ...line, quantity: 0 - line.quantity, netCents: 0 - line.netCents }))
}
