import { householdCalendar, estimateDays } from '../domain/load-profile.ts'
import { addDays, type Day, yearOf } from '../domain/local-time.ts'
import type { RecordMeterReading } from '../features/meter-readings/meter-reading.ts'

const REGISTER_AT_START_WH = 48_213_000
const ANNUAL_WH = 2_650_000

/**
 * What happens at Bernd's analog meter from `startOn` to `today`: the grid operator reads it when supply begins and
 * estimates it at the turn of the year, Bernd reports it in spring and when the year of his contract is over.
 */
export function analogReadings(startOn: Day, today: Day): Omit<RecordMeterReading, 'subscriptionId'>[] {
  const readings: Omit<RecordMeterReading, 'subscriptionId'>[] = [reading(startOn, startOn, 'grid_reading')]
  for (let year = yearOf(startOn); year <= yearOf(today); year += 1) {
    readings.push(
      reading(startOn, `${year}-01-01` as Day, 'grid_estimation'),
      reading(startOn, `${year}-03-15` as Day, 'customer_report'),
      reading(startOn, `${year}-${startOn.slice(5)}` as Day, 'customer_report'),
    )
  }
  const seen = new Set<Day>()
  return readings.filter(({ readOn }) => {
    const isDue = readOn >= startOn && addDays(readOn, 1) <= today && !seen.has(readOn)
    seen.add(readOn)
    return isDue
  })
}

function reading(
  startOn: Day,
  readOn: Day,
  type: RecordMeterReading['type'],
): Omit<RecordMeterReading, 'subscriptionId'> {
  let used = 0
  for (const wh of estimateDays(householdCalendar(), ANNUAL_WH, startOn, readOn).values()) used += wh
  // The register shows whole kilowatt-hours.
  return { readOn, valueWh: Math.floor((REGISTER_AT_START_WH + used) / 1000) * 1000, type }
}
