import { getHolidays } from 'feiertagejs'
import { unprocessable } from './failure.ts'
import { addDays, addMonths, type Day, firstDayOf, monthOf, weekday, yearOf } from './local-time.ts'

const SATURDAY = 6
/** LFW24 (BNetzA BK6-22-024): a supplier registers a customer for the working day after next at the earliest. */
const WORKING_DAYS_AHEAD = 2
/** A contract may bind a consumer for two years (§ 309 no. 9 BGB): the one that is left runs no longer than that. */
const MOST_MONTHS_AHEAD = 24

const holidays = new Map<number, ReadonlySet<string>>()

/** Asked of the library once a year and remembered: it is slow by the day. */
function holidaysOf(year: number): ReadonlySet<string> {
  let days = holidays.get(year)
  if (!days) {
    days = new Set(getHolidays(year, 'ALL').map(({ dateString }) => dateString))
    holidays.set(year, days)
  }
  return days
}

/**
 * A day on which the German energy market works. A holiday of a single state counts in all of them, and so do Christmas
 * Eve and New Year's Eve (GPKE, calendar of the BDEW). The law's own periods know other days: see termination.ts.
 */
function isMarketDay(day: Day): boolean {
  if (weekday(day) >= SATURDAY || day.endsWith('-12-24') || day.endsWith('-12-31')) return false
  return !holidaysOf(yearOf(day)).has(day)
}

/** The first day of supply that an order of `today` can have. */
function earliestSupplyStart(today: Day): Day {
  let day = today
  for (let ahead = 0; ahead < WORKING_DAYS_AHEAD; ahead += 1) {
    do day = addDays(day, 1)
    while (!isMarketDay(day))
  }
  return day
}

/** Feeding in changes its buyer on the first of a month alone (§ 21b (1) EEG), told a month ahead (§ 21c (1) EEG). */
function earliestFeedInStart(today: Day): Day {
  const dayOfMonth = today.slice(8)
  return firstDayOf(addMonths(monthOf(today), dayOfMonth === '01' ? 1 : 2))
}

/** The earliest start of a contract of either direction. */
export const earliestStart = (type: 'consumption' | 'feed_in', today: Day): Day =>
  type === 'feed_in' ? earliestFeedInStart(today) : earliestSupplyStart(today)

/** The last day that can be wished for. */
export const latestStart = (today: Day): Day => firstDayOf(addMonths(monthOf(today), MOST_MONTHS_AHEAD))

/**
 * The first day of supply when `wanted` was wished for on `today`; without a wish the earliest. Nobody can be supplied in
 * the past (BNetzA BK6-22-024), so a day gone by, or one too early, becomes the earliest too.
 *
 * @throws Failure UNPROCESSABLE_ENTITY for a day more than two years ahead or a feed-in that begins within a month.
 */
export function decideStart(type: 'consumption' | 'feed_in', wanted: Day | undefined, today: Day): Day {
  const earliest = earliestStart(type, today)
  if (wanted === undefined || wanted <= earliest) return earliest
  if (wanted > latestStart(today)) {
    throw unprocessable('startOn', `Supply can begin until ${latestStart(today)}.`)
  }
  if (type === 'feed_in' && !wanted.endsWith('-01')) {
    throw unprocessable('startOn', 'Feeding in begins on the first day of a month.')
  }
  return wanted
}
