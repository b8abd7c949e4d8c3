import { levelsOfDay } from './grid-fee-windows.ts'
import type { Day } from './local-time.ts'
import { grossOf } from './money.ts'
import { feedInPayout, gridPrice, supplierPrice, surchargesMicroEurPerKwh } from './tariff-price.ts'
import type { ContractTerms, DayRates } from './tariff.ts'

/**
 * What a kWh cost, everything in it, in each quarter-hour of a day; for feed-in what it earned. The same figures as
 * allInPrice gives, without their parts: a year has 35,040 of them. `exchange` is null for a fixed tariff.
 */
export function quarterPrices(
  terms: ContractTerms,
  rates: DayRates,
  day: Day,
  exchange: readonly number[] | null,
  count: number,
): number[] {
  const prices: number[] = []
  if (terms.type === 'feed_in') {
    for (let index = 0; index < count; index += 1) {
      prices.push(feedInPayout(terms, exchange?.[index] ?? null) ?? 0)
    }
    return prices
  }
  const surcharges = surchargesMicroEurPerKwh(rates)
  const levels = rates.timeOfUse && levelsOfDay(rates.timeOfUse.clock, day)
  for (let index = 0; index < count; index += 1) {
    const level = levels?.[index] ?? 'standard'
    const grid = gridPrice(rates, level) - rates.energy.grid_energy
    prices.push(grossOf((supplierPrice(terms, exchange?.[index] ?? null) ?? 0) + surcharges + grid))
  }
  return prices
}
