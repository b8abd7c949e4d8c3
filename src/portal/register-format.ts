import type { Day, Format } from '../ui/format.ts'

/** As a register shows it: whole kilowatt-hours, and only the decimals that were given. */
export function registerNumber(format: Format, wh: number): string {
  const digits = wh % 1000 === 0 ? 0 : wh % 100 === 0 ? 1 : wh % 10 === 0 ? 2 : 3
  return format.kwhNumber(wh, digits)
}

export const registerKwh = (format: Format, wh: number): string => `${registerNumber(format, wh)}\u00a0kWh`

/** "23. November", with its year unless that is the current one. */
export const dayOf = (format: Format, day: Day, today: Day): string =>
  day.slice(0, 4) === today.slice(0, 4) ? format.dayMonth(day) : format.date(day)
