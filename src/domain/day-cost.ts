import { costNano, type ValueStatus } from './energy.ts'
import { energyByLevel } from './grid-fee-windows.ts'
import type { Day } from './local-time.ts'
import { centsFromNano, divideRounded, VAT_PERCENT } from './money.ts'
import { surchargesMicroEurPerKwh } from './tariff-price.ts'
import type { ContractTerms, DayRates } from './tariff.ts'

/** A day's energy. `quarters` is null for a meter that does not measure them. */
export interface DayValue {
  day: Day
  energyWh: number
  quarters: readonly number[] | null
  status: ValueStatus
}

/**
 * What the day's energy is worth by the exchange, or for feed-in what it earns: net nano-EUR, unrounded. A fixed tariff
 * for consumption does not look at the exchange: 0. `null` while a price or the quarter-hours are missing.
 */
export function dayExchangeNano(
  terms: ContractTerms,
  value: DayValue,
  prices: readonly number[] | null,
): number | null {
  const { energyWh, quarters } = value
  if (terms.tariff === 'fixed') {
    return terms.type === 'feed_in' ? energyWh * (terms.feedInMicroEurPerKwh ?? 0) : 0
  }
  if (!quarters || !prices) return null
  const exchange = costNano(quarters, prices)
  return terms.type === 'feed_in' ? exchange - energyWh * terms.markupMicroEurPerKwh : exchange
}

/**
 * What the day's energy cost the customer in gross cents with everything charged per kWh, base prices apart; for
 * feed-in what it earned. `null` while a price is missing.
 */
export function dayCostCents(
  terms: ContractTerms,
  rates: DayRates,
  value: DayValue,
  prices: readonly number[] | null,
): number | null {
  const exchange = dayExchangeNano(terms, value, prices)
  if (exchange === null) return null
  if (terms.type === 'feed_in') return centsFromNano(exchange)
  const own = terms.tariff === 'fixed' ? (terms.workingPriceMicroEurPerKwh ?? 0) : terms.markupMicroEurPerKwh
  const net =
    exchange + value.energyWh * (own + surchargesMicroEurPerKwh(rates)) + timeOfUseNano(rates, value)
  return centsFromNano(divideRounded(net * (100 + VAT_PERCENT), 100))
}

/** Module 3: what the low and high hours of the grid fee add to, or take off, its standard price, net nano-EUR. */
function timeOfUseNano({ timeOfUse, energy }: DayRates, { day, quarters }: DayValue): number {
  if (!timeOfUse || !quarters) return 0
  const { lowWh, highWh } = energyByLevel(timeOfUse.clock, day, quarters)
  const { lowMicroEurPerKwh, highMicroEurPerKwh } = timeOfUse
  return lowWh * (lowMicroEurPerKwh - energy.grid_energy) + highWh * (highMicroEurPerKwh - energy.grid_energy)
}
