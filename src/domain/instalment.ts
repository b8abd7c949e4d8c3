import { addMonths, type Day, firstDayOf, monthOf } from './local-time.ts'
import { grossOf, netOf } from './money.ts'
import { consumptionLines } from './invoice-lines.ts'
import { invoiceTotals } from './invoice-totals.ts'
import { type ContractTerms, type RateBook, ratesOn } from './tariff.ts'

/**
 * A twelfth of what a year at this use would cost on that day's prices, rounded up to whole euros
 * (§ 41b (3) EnWG: instalments follow the expected use).
 */
export function monthlyInstalmentCents(
  book: RateBook,
  terms: ContractTerms,
  annualWh: number,
  day: Day,
): number {
  const from = firstDayOf(monthOf(day))
  const to = firstDayOf(addMonths(monthOf(day), 12))
  const lines = consumptionLines(terms, [
    { from, to, energyWh: annualWh, exchangeNanoEur: 0, rates: ratesOn(book, terms, day) },
  ])
  let euros = Math.ceil(invoiceTotals(lines).totalCents / 12 / 100)
  // A few gross amounts cannot be written as a net amount plus its rounded tax (13.00 EUR is one); the next one can.
  while (grossOf(netOf(euros * 100)) !== euros * 100) euros += 1
  return euros * 100
}
