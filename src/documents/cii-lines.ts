import type { InvoiceLine } from '../domain/invoice-lines.ts'
import { addDays, type Day } from '../domain/local-time.ts'
import { divideRounded } from '../domain/money.ts'
import type { InvoiceTexts } from './invoice-texts.de.ts'
import { element, type Xml } from './xml.ts'

export const ram = (
  name: string,
  children: Parameters<typeof element>[1],
  attributes?: Record<string, string>,
) => element(`ram:${name}`, children, attributes)

/** Cents as EN 16931 writes amounts: `-12.30`. */
export function amount(cents: number): string {
  const whole = Math.abs(cents)
  const text = `${Math.floor(whole / 100)}.${String(whole % 100).padStart(2, '0')}`
  return cents < 0 ? `-${text}` : text
}

export const dateTime = (name: string, day: Day): Xml | null =>
  ram(name, element('udt:DateTimeString', day.replaceAll('-', ''), { format: '102' }))

export const period = (first: Day, last: Day): Xml | null =>
  ram('BillingSpecifiedPeriod', [dateTime('StartDateTime', first), dateTime('EndDateTime', last)])

/** Units of UN/ECE recommendation 20. */
const UNITS: Record<InvoiceLine['unit'], string> = { Wh: 'KWH', day: 'DAY', piece: 'C62' }

/** Standard rate, or exempt: who feeds in as a small business charges no tax (§ 19 UStG). */
export const categoryOf = (percent: number): 'S' | 'E' => (percent === 0 ? 'E' : 'S')

/**
 * Quantity and price whose product is the line's amount. A price is never negative (BR-27), so a credit has a negative
 * quantity. The price is the one on the invoice where it reproduces the amount to the cent; a mean or a capped one is
 * worked back from the amount with ten places.
 */
export function quantityAndPrice(line: InvoiceLine, sign: 1 | -1): { quantity: string; price: string } {
  const { unit, netCents } = line
  const magnitude = Math.abs(line.quantity)
  const [perCent, perUnit] = unit === 'Wh' ? [10_000_000, 1000] : [10_000, 1]
  const micro = Math.abs(line.unitPriceMicroEur)
  const isExact = divideRounded(magnitude * micro, perCent) === Math.abs(netCents)
  const exact = magnitude === 0 ? 0 : (Math.abs(netCents) / 100 / magnitude) * perUnit
  const digits = unit === 'Wh' ? (magnitude / 1000).toFixed(3) : String(magnitude)
  return {
    quantity: netCents * sign < 0 ? `-${digits}` : digits,
    price: isExact ? (micro / 1_000_000).toFixed(6) : exact.toFixed(10),
  }
}

/** BG-25. */
export function lineItem(line: InvoiceLine, index: number, sign: 1 | -1, t: InvoiceTexts): Xml | null {
  const { quantity, price } = quantityAndPrice(line, sign)
  return ram('IncludedSupplyChainTradeLineItem', [
    ram('AssociatedDocumentLineDocument', ram('LineID', String(index + 1))),
    ram('SpecifiedTradeProduct', ram('Name', t.lines.names[line.kind])),
    ram(
      'SpecifiedLineTradeAgreement',
      ram('NetPriceProductTradePrice', [
        ram('ChargeAmount', price),
        ram('BasisQuantity', '1', { unitCode: UNITS[line.unit] }),
      ]),
    ),
    ram('SpecifiedLineTradeDelivery', ram('BilledQuantity', quantity, { unitCode: UNITS[line.unit] })),
    ram('SpecifiedLineTradeSettlement', [
      ram('ApplicableTradeTax', [
        ram('TypeCode', 'VAT'),
        ram('CategoryCode', categoryOf(line.vatPercent)),
        ram('RateApplicablePercent', line.vatPercent.toFixed(2)),
      ]),
      period(line.from, addDays(line.to, -1)),
      ram(
        'SpecifiedTradeSettlementLineMonetarySummation',
        ram('LineTotalAmount', amount(line.netCents * sign)),
      ),
    ]),
  ])
}
