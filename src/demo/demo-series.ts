import { createProfileCalendar, householdCalendar, type LoadProfile } from '../domain/load-profile.ts'
import { car, heatPump, household, netOf, roof, type Series, shop, together } from './households.ts'

const SERIES_NAMES = [
  'anna',
  'dilek-shop',
  'dilek-home',
  'emil',
  'frida',
  'frida-roof',
  'gero',
  'nordlicht-anna',
  'nordlicht-hanne',
] as const
export type SeriesName = (typeof SERIES_NAMES)[number]

export const isSeriesName = (value: unknown): value is SeriesName =>
  SERIES_NAMES.some((name) => name === value)

/** The life behind each smart meter of the demo world, not yet in whole watt-hours. */
export function createDemoSeries(g25: LoadProfile): Record<SeriesName, Series> {
  const homes = householdCalendar()
  const fridaAtHome = together(household('frida', homes, 3_100_000), car('frida'))
  const fridaRoof = roof('frida', 9800)
  return {
    anna: together(household('anna', homes, 1_950_000), heatPump('anna', 1_900_000)),
    'dilek-shop': shop('dilek', createProfileCalendar(g25), 9_200_000),
    'dilek-home': household('dilek', homes, 3_400_000),
    emil: together(household('emil', homes, 2_100_000), car('emil')),
    frida: netOf('drawn', fridaAtHome, fridaRoof),
    'frida-roof': netOf('fed in', fridaAtHome, fridaRoof),
    gero: household('gero', homes, 1_700_000),
    'nordlicht-anna': together(household('nordlicht-anna', homes, 2_300_000), car('nordlicht-anna')),
    'nordlicht-hanne': together(household('hanne', homes, 2_700_000), heatPump('hanne', 3_600_000)),
  }
}
