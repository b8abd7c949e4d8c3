import type { InvoiceLine } from '../domain/invoice-lines.ts'
import { formatCentPerKwh } from './units.ts'

/** 231412 → `231.412 kWh`. */
export const formatKwh = (wh: number): string => `${(wh / 1000).toFixed(3)} kWh`

/** Nano-EUR in full: nothing is rounded that adds up to something. */
export function formatNano(nanoEur: number): string {
  const digits = String(Math.abs(nanoEur)).padStart(10, '0')
  return `${nanoEur < 0 ? '-' : ''}${digits.slice(0, -9)}.${digits.slice(-9)} EUR`
}

/** `298.000 kWh × 8 ct/kWh`; a mean price is named as one. */
export function formatQuantity({
  quantity,
  unit,
  unitPriceMicroEur,
  unitPriceIsMean,
}: Pick<InvoiceLine, 'quantity' | 'unit' | 'unitPriceMicroEur' | 'unitPriceIsMean'>): string {
  const mean = unitPriceIsMean ? 'mean ' : ''
  if (unit === 'Wh') return `${formatKwh(quantity)} × ${mean}${formatCentPerKwh(unitPriceMicroEur)}`
  const euros = (unitPriceMicroEur / 1_000_000).toFixed(6).replace(/0{1,4}$/, '')
  return `${quantity} ${unit === 'day' ? 'days' : 'pieces'} × ${mean}${euros} EUR`
}
