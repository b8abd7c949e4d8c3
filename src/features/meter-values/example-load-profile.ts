import { householdCalendar } from '../../domain/load-profile.ts'
import { clockQuarters, type Day, daysInRange, quarterStarts } from '../../domain/local-time.ts'
import { multiplyDivide } from '../../domain/money.ts'
import { locationOf } from './load-profile-location.ts'

/** Three of the forms in which such files arrive; the import recognises each by itself. */
export const DIALECTS = ['start', 'end', 'iso'] as const
export type Dialect = (typeof DIALECTS)[number]

export interface ExampleLoadProfile {
  year: number
  annualWh: number
  dialect: Dialect
  /** Named in the file, so that the import finds the meter by itself. */
  location?: string
}

/** A year of a household by the profile H25, line by line; the quarter-hours add up to the yearly use to the watt-hour. */
export function* exampleLoadProfile(example: ExampleLoadProfile): Generator<string> {
  const { year, annualWh, dialect, location } = example
  yield* preamble(dialect, location)
  const calendar = householdCalendar()
  const yearWeight = calendar.yearWeight(year)
  let [weight, given] = [0, 0]
  for (const day of daysInRange(`${year}-01-01` as Day, `${year + 1}-01-01` as Day)) {
    const wh = calendar.quarterWeights(day).map((quarter) => {
      weight += quarter
      const due = multiplyDivide(annualWh, weight, yearWeight)
      const value = due - given
      given = due
      return value
    })
    yield* dayLines(day, wh, dialect)
  }
}

const LABELS = {
  malo: 'Marktlokation',
  melo: 'Messlokation',
  meter_number: 'Zählernummer',
  given: 'Zählernummer',
}

function* preamble(dialect: Dialect, location: string | undefined): Generator<string> {
  const label = LABELS[locationOf(location ?? '')?.kind ?? 'given']
  if (dialect === 'iso') {
    if (location !== undefined) yield `${label},${location}`
    yield 'Beginn,Verbrauch [kWh],Status'
    return
  }
  yield 'Lastgang'
  if (location !== undefined) yield `${label};${location}`
  yield dialect === 'start'
    ? 'Datum;Uhrzeit von;Verbrauch [kWh];Status'
    : 'Datum;Uhrzeit;Leistung [kW];Status'
}

function* dayLines(day: Day, wh: readonly number[], dialect: Dialect): Generator<string> {
  const [year, month, date] = day.split('-')
  const german = `${date}.${month}.${year}`
  const starts = dialect === 'iso' ? quarterStarts(day) : []
  for (const [index, clock] of clockQuarters(day).entries()) {
    const value = wh[index] ?? 0
    const minutes = clock * 15
    if (dialect === 'start') yield `${german};${clockTime(minutes)};${kilo(value, ',')};W`
    // As the end of the quarter-hour; the last one of a day is 24:00. A power of 1 kW is 250 Wh in a quarter of an hour.
    else if (dialect === 'end') yield `${german};${clockTime(minutes + 15)};${kilo(value * 4, ',')};W`
    else {
      const utcMinutes = ((starts[index]?.epochMilliseconds ?? 0) / 60_000) % 1440
      const offset = (minutes - utcMinutes + 1440) % 1440
      yield `${day}T${clockTime(minutes)}+${clockTime(offset)},${kilo(value, '.')},W`
    }
  }
}

const kilo = (value: number, sign: string): string => (value / 1000).toFixed(3).replace('.', sign)

const clockTime = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
