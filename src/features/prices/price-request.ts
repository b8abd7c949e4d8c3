import { unprocessable } from '../../domain/failure.ts'
import { addDays, type Day, startOfDay, weekday } from '../../domain/local-time.ts'

/** One address to ask, and the days it is asked for: in order, without those in between that are known already. */
export interface PriceRequest {
  url: string
  days: Day[]
}

/** What the address of a price feed may hold, each filled in for the days that are asked for. */
const PLACEHOLDERS: Record<string, (first: Day, last: Day) => string> = {
  /** Both inclusive. */
  start: (first) => first,
  end: (_, last) => last,
  /** Berlin midnights: the first day's, and the one at which the last day ends. */
  start_ms: (first) => String(startOfDay(first).epochMilliseconds),
  end_ms: (_, last) => String(startOfDay(addDays(last, 1)).epochMilliseconds),
  start_utc: (first) => compactUtc(first),
  end_utc: (_, last) => compactUtc(addDays(last, 1)),
  /** SMARD keeps a file a week, named by its Monday's midnight. */
  week_ms: (first) => String(startOfDay(mondayOf(first)).epochMilliseconds),
}

const WEEKLY = '{week_ms}'

/**
 * The addresses that together cover the days: one, or one for each week where the feed is kept by weeks.
 * @throws Failure for a placeholder that is not known.
 */
export function priceRequests(template: string, days: readonly Day[]): PriceRequest[] {
  const groups = new Map<string, Day[]>()
  for (const day of days) {
    const key = template.includes(WEEKLY) ? mondayOf(day) : ''
    groups.set(key, [...(groups.get(key) ?? []), day])
  }
  return [...groups.values()].map((asked) => ({ url: fill(template, asked), days: asked }))
}

function fill(template: string, days: readonly Day[]): string {
  const [first, last] = [days[0], days.at(-1)]
  if (first === undefined || last === undefined) return template
  return template.replaceAll(/\{([^{}]*)\}/g, (whole, name: string) => {
    const value = PLACEHOLDERS[name]
    if (value) return value(first, last)
    const known = Object.keys(PLACEHOLDERS).map((key) => `{${key}}`)
    throw unprocessable('the setting PRICE_URL', `${whole} is not known; there are ${known.join(' ')}.`)
  })
}

const mondayOf = (day: Day): Day => addDays(day, 1 - weekday(day))

/** `202510192200`, as ENTSO-E wants its instants. */
const compactUtc = (day: Day): string => startOfDay(day).toString().replaceAll(/[-T:]/g, '').slice(0, 12)
