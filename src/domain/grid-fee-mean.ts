import { energyByLevel } from './grid-fee-windows.ts'
import type { ProfileCalendar } from './load-profile.ts'
import { addDays, type Day, daysInRange } from './local-time.ts'
import { type ContractTerms, type RateBook, rateSegments } from './tariff.ts'

/**
 * § 14a EnWG module 3: the grid's working price in the mean of the year from `day` on, each quarter-hour weighted by the
 * profile. Net micro-EUR per kWh. What a household pays that shifts nothing; BNetzA BK8-22/010-A has grid operators set
 * the three levels so that it is about the standard price.
 */
export function meanGridPrice(
  book: RateBook,
  terms: ContractTerms,
  calendar: ProfileCalendar,
  day: Day,
): number {
  let worth = 0
  let weight = 0
  for (const { from, to, rates } of rateSegments(book, terms, day, addDays(day, 365))) {
    for (const each of daysInRange(from, to)) {
      const weights = calendar.quarterWeights(each)
      const dayWeight = calendar.dayWeight(each)
      weight += dayWeight
      worth += dayWeight * rates.energy.grid_energy
      if (!rates.timeOfUse) continue
      const { clock, lowMicroEurPerKwh, highMicroEurPerKwh } = rates.timeOfUse
      const { lowWh, highWh } = energyByLevel(clock, each, weights)
      worth += lowWh * (lowMicroEurPerKwh - rates.energy.grid_energy)
      worth += highWh * (highMicroEurPerKwh - rates.energy.grid_energy)
    }
  }
  // Larger than 2^53, but a mean needs sixteen digits of them only.
  return Math.round(worth / weight)
}
