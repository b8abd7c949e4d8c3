import { clockQuarters, type Day, quarterStarts } from '../../domain/local-time.ts'

/** How a test wants a load profile written. */
export interface Form {
  separator?: string
  decimal?: string
  timestamps?: 'start' | 'end'
  /** How the end of a day is written. */
  midnight?: '24:00' | '00:00'
  /** The clock at the end itself, which is 02:00 again in October, rather than that of the beginning and a quarter-hour. */
  endClock?: 'true'
  date?: 'german' | 'iso'
  combined?: boolean | 'T'
  until?: boolean
  unit?: 'kWh' | 'kW' | 'Wh'
  lineEnd?: string
  headings?: boolean
  unitColumn?: boolean
  quoted?: boolean
  /** `02:15A` and `02:15B` in October. */
  fold?: boolean
  offset?: boolean
}

const two = (value: number): string => String(value).padStart(2, '0')
const clockText = (minutes: number): string => `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`

/** The beginnings of a day's quarter-hours by the clock. */
export const clocks = (day: Day): string[] => clockQuarters(day).map((quarter) => clockText(quarter * 15))

/** `2025-10-01;00:00;0,100` */
export const rowsOf = (day: Day, wh: readonly number[]): string[] =>
  clocks(day).map(
    (clock, index) => `${day};${clock};${((wh[index] ?? 0) / 1000).toFixed(3).replace('.', ',')}`,
  )

/** A day's quarter-hours by the clock and as instants, reckoned once for all of them. */
const gridOf = (day: Day) => ({ day, quarters: clockQuarters(day), starts: quarterStarts(day) })

function stamp(
  { day, quarters, starts }: ReturnType<typeof gridOf>,
  index: number,
  form: Form,
): [date: string, time: string] {
  const minutes = (quarters[index] ?? 0) * 15
  const isTwice = quarters.length === 100 && minutes >= 120 && minutes < 180
  const fold = form.fold && isTwice ? (index < 12 ? 'A' : 'B') : ''
  const start = starts[index]?.epochMilliseconds ?? 0
  if (form.offset) {
    const offset = (minutes - ((start / 60_000) % 1440) + 1440) % 1440
    return [day, `${clockText(minutes)}+${clockText(offset)}`]
  }
  if (form.timestamps !== 'end') return [day, clockText(minutes) + fold]
  const isLast = index === quarters.length - 1
  if (isLast && form.midnight === '00:00') {
    const next = new Date(Date.parse(`${day}T00:00Z`) + 86_400_000).toISOString().slice(0, 10)
    return [next, '00:00']
  }
  const following = quarters[index + 1]
  const end = form.endClock && following !== undefined ? following * 15 : minutes + 15
  return [day, clockText(end) + fold]
}

/** A load profile as some grid operator would write it. */
export function profileText(
  days: readonly Day[],
  whOf: (day: Day) => readonly number[],
  form: Form = {},
): string {
  const { separator = ';', decimal = ',', unit = 'kWh', lineEnd = '\n', headings = true } = form
  const dateOf = (day: string) =>
    form.date === 'iso' ? day : `${day.slice(8)}.${day.slice(5, 7)}.${day.slice(0, 4)}`
  const quote = (cell: string) => (form.quoted ? `"${cell}"` : cell)
  const value = (wh: number) =>
    unit === 'Wh' ? String(wh) : ((unit === 'kW' ? wh * 4 : wh) / 1000).toFixed(3).replace('.', decimal)
  const names = [
    ...(form.combined ? ['Zeitpunkt'] : ['Datum', form.until ? 'von' : 'Uhrzeit']),
    ...(form.until ? ['bis'] : []),
    ...(form.unitColumn ? ['Wert', 'Einheit'] : [`Wert [${unit}]`]),
  ]
  const lines = days.flatMap((day) => {
    const grid = gridOf(day)
    return whOf(day).map((wh, index) => {
      const [date, time] = stamp(grid, index, form)
      const until = form.until ? [stamp(grid, index, { timestamps: 'end', midnight: '24:00' })[1]] : []
      const when = form.combined
        ? [`${dateOf(date)}${form.combined === 'T' ? 'T' : ' '}${time}`]
        : [dateOf(date), time]
      return [...when, ...until, value(wh), ...(form.unitColumn ? [unit] : [])].map(quote).join(separator)
    })
  })
  return [...(headings ? [names.map(quote).join(separator)] : []), ...lines, ''].join(lineEnd)
}
