import { householdCalendar } from './load-profile.ts'
import type { Day } from './local-time.ts'

export interface PricedDay {
  day: Day
  energyWh: number
  /** What it was worth by the exchange, or earned. */
  nanoEur: number
  /** Where the meter measures them. */
  quarters?: readonly number[] | null
}

/**
 * What days without values are likely to bring, from the latest measured ones: consumption moves with the household
 * profile from day to day, feed-in stays at its mean; both at the mean price of the measured days. `null` when there is
 * nothing to go by.
 */
export function projectDays(
  measured: readonly PricedDay[],
  missing: readonly Day[],
  type: 'consumption' | 'feed_in',
): PricedDay[] | null {
  if (missing.length === 0) return []
  if (measured.length === 0) return null
  const calendar = householdCalendar()
  const weight = (day: Day) => (type === 'consumption' ? calendar.dayWeight(day) : 1)
  const energyWh = measured.reduce((sum, day) => sum + day.energyWh, 0)
  const nanoEur = measured.reduce((sum, day) => sum + day.nanoEur, 0)
  const measuredWeight = measured.reduce((sum, { day }) => sum + weight(day), 0)
  return missing.map((day) => {
    const share = weight(day) / measuredWeight
    return { day, energyWh: Math.round(energyWh * share), nanoEur: Math.round(nanoEur * share) }
  })
}
