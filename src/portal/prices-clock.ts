import { createFormat } from '../ui/format.ts'
import { quarterClocks } from '../ui/chart-price-clock.ts'

/** What the clock of Berlin shows at each instant, `18:15`. */
export const quarterTimes = (instants: readonly number[]): string[] =>
  quarterClocks(instants, createFormat('de')).map(({ time }) => time)

/** The times as an address names them: of the hour that October repeats, the second is `02:15B`. */
export function quarterNames(instants: readonly number[]): string[] {
  const times = quarterTimes(instants)
  return times.map((time, index) => (times[index - 4] === time ? `${time}B` : time))
}
