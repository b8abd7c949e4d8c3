import type { DetailedPart } from '../domain/tariff-price.ts'
import type { ContractTerms } from '../domain/tariff.ts'

/** A part of a price as it is shown: `marketing` is what a payout at exchange prices is less by. */
export interface ShownPart {
  kind: DetailedPart['kind'] | 'marketing'
  netMicroEurPerKwh: number
}

/**
 * The parts of a price. A bill has the payout of feed-in in one line; at exchange prices the page says how it is made, and
 * the two parts add up to it.
 */
export function shownParts(terms: ContractTerms, details: readonly DetailedPart[]): readonly ShownPart[] {
  const [payout] = details
  const fee = terms.markupMicroEurPerKwh
  if (payout?.kind !== 'feed_in' || terms.tariff === 'fixed' || fee === 0) return details
  return [
    { kind: 'energy_spot', netMicroEurPerKwh: payout.netMicroEurPerKwh + fee },
    { kind: 'marketing', netMicroEurPerKwh: -fee },
  ]
}

/** Feed-in is paid without VAT (§ 19 UStG). */
export const isPayout = (parts: readonly ShownPart[]): boolean =>
  parts.some(({ kind }) => kind === 'feed_in' || kind === 'marketing')
