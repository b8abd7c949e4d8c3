const dayFormat = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Berlin', dateStyle: 'short' })

/** The day it is in Berlin, `2026-11-23`: the API reckons in Berlin days, whatever the server's time zone. */
export const berlinDay = (instant: Date): string => dayFormat.format(instant)

/** The day after. At noon UTC no change of the clocks makes it another. */
export function dayAfter(day: string): string {
  const noon = new Date(`${day}T12:00:00Z`)
  noon.setUTCDate(noon.getUTCDate() + 1)
  return noon.toISOString().slice(0, 10)
}

/** The first of the month, so many months earlier. */
export function firstOfMonth(day: string, monthsEarlier: number): string {
  const [year = 0, month = 1] = day.split('-').map(Number)
  return new Date(Date.UTC(year, month - 1 - monthsEarlier, 1)).toISOString().slice(0, 10)
}
