import { estimateDays, type ProfileCalendar } from './load-profile.ts'
import type { Day } from './local-time.ts'

/** What a register showed at the beginning of a day. */
interface RegisterValue {
  readOn: Day
  valueWh: number
}

/** Why a reading is asked back about. A register only runs forward; how fast, the household's yearly use suggests. */
export type Doubt<Reading> =
  | { reason: 'below_earlier' | 'above_later'; other: Reading }
  | { reason: 'too_little' | 'too_much'; since: Reading; usedWh: number; expectedWh: number }

/** From a fifth of what the profile expects to five times as much: a heat pump, a car or a long journey lie within it. */
const TIMES = 5
/** A difference that nobody need be asked about: of short spans a multiple says little. */
const FLOOR_WH = 100_000

/** The nearest readings that a register value of that day contradicts, the earlier one first; null if it fits. */
export function againstOrder<Reading extends RegisterValue>(
  readings: readonly Reading[],
  { readOn, valueWh }: RegisterValue,
): Doubt<Reading> | null {
  const byDay = readings.toSorted((a, b) => (a.readOn < b.readOn ? -1 : 1))
  const higher = byDay.findLast((other) => other.readOn < readOn && other.valueWh > valueWh)
  if (higher) return { reason: 'below_earlier', other: higher }
  const lower = byDay.find((other) => other.readOn > readOn && other.valueWh < valueWh)
  return lower ? { reason: 'above_later', other: lower } : null
}

/**
 * What speaks against a reading that a customer reports, or null. The use since the last reading is compared with what
 * the profile makes of `annualWh` for the same days; where there is no reading before, there is nothing to compare with.
 */
export function doubtReading<Reading extends RegisterValue>(
  calendar: ProfileCalendar,
  readings: readonly Reading[],
  reading: RegisterValue,
  annualWh: number,
): Doubt<Reading> | null {
  const contradiction = againstOrder(readings, reading)
  if (contradiction) return contradiction
  const since = readings
    .filter(({ readOn }) => readOn < reading.readOn)
    .reduce<Reading | null>((last, other) => (last && last.readOn > other.readOn ? last : other), null)
  if (!since) return null
  const usedWh = reading.valueWh - since.valueWh
  let expectedWh = 0
  for (const wh of estimateDays(calendar, annualWh, since.readOn, reading.readOn).values()) expectedWh += wh
  if (Math.abs(usedWh - expectedWh) <= FLOOR_WH) return null
  if (usedWh * TIMES < expectedWh) return { reason: 'too_little', since, usedWh, expectedWh }
  if (usedWh > expectedWh * TIMES) return { reason: 'too_much', since, usedWh, expectedWh }
  return null
}
