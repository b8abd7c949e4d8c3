import { divideRounded } from './money.ts'

/**
 * How the values of a day came about: `final` and `preliminary` are measured, `substitute` was formed by the metering
 * operator for a gap, `estimated` is ours, from a load profile.
 */
export type ValueStatus = 'final' | 'preliminary' | 'substitute' | 'estimated'

export function totalWh(wh: readonly number[]): number {
  let total = 0
  for (const value of wh) total += value
  return total
}

/**
 * What quarter-hours of energy cost at quarter-hour prices, in nano-EUR, unrounded.
 * @throws RangeError when the day's values and prices do not have the same number of quarter-hours.
 */
export function costNano(wh: readonly number[], pricesMicroEurPerKwh: readonly number[]): number {
  if (wh.length !== pricesMicroEurPerKwh.length) {
    throw new RangeError(`${wh.length} values against ${pricesMicroEurPerKwh.length} prices`)
  }
  let nano = 0
  for (let index = 0; index < wh.length; index += 1) {
    nano += (wh[index] ?? 0) * (pricesMicroEurPerKwh[index] ?? 0)
  }
  return nano
}

/** The use-weighted mean price; 0 when nothing was used. */
export function meanPriceMicroEurPerKwh(nanoEur: number, energyWh: number): number {
  return energyWh === 0 ? 0 : divideRounded(nanoEur, energyWh)
}
