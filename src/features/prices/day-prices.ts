import { Temporal } from 'temporal-polyfill'
import { badRequest } from '../../domain/failure.ts'
import { addDays, type Day, dayAt, quarterCount, QUARTER_MS, startOfDay } from '../../domain/local-time.ts'
import { isWithinLimits } from './exact-price.ts'
import { type PricedInterval, refusedAt } from './price-series.ts'

/** A day's prices at the exchange in micro-EUR per kWh, one for each of its 92, 96 or 100 quarter-hours. */
export interface DayPrices {
  day: Day
  prices: number[]
}

export interface GatheredDays {
  days: DayPrices[]
  /** Days at the end that the source names without a single price. */
  unpublished: Day[]
}

export function checkDayPrices({ day, prices }: DayPrices): void {
  if (prices.length !== quarterCount(day)) {
    throw badRequest('prices', `${day} has ${quarterCount(day)} quarter-hours, not ${prices.length}.`)
  }
  for (const price of prices) {
    if (!isWithinLimits(price))
      throw badRequest('prices', `${day} has a price outside the limits of the auction: ${price}.`)
  }
}

/**
 * Joins intervals into whole Berlin days; an hour's price holds for its four quarter-hours.
 *
 * @throws Failure at the first gap, overlap, repeated or misplaced interval, and for a day that is only partly there: its
 *   prices could not be told from a slip of the source, so nothing of the file is used.
 */
export function gatherDays(intervals: readonly PricedInterval[]): GatheredDays {
  const gathered: GatheredDays = { days: [], unpublished: [] }
  const quarters = quartersOf(intervals)
  for (let index = 0; index < quarters.length;) {
    const first = quarters[index]
    if (!first) break
    const day = dayAt(instant(first.from))
    const midnight = startOfDay(day).epochMilliseconds
    if (first.from !== midnight) throw missing(day, midnight, first.where)
    const whole = quarters.slice(index, index + quarterCount(day))
    const last = whole.at(-1) ?? first
    if (whole.length < quarterCount(day)) throw missing(day, last.from + QUARTER_MS, last.where)
    const prices = whole.flatMap(({ microEurPerKwh }) => microEurPerKwh ?? [])
    if (prices.length === 0) {
      gathered.unpublished.push(day)
    } else {
      const empty = whole.find(({ microEurPerKwh }) => microEurPerKwh === null)
      if (empty) throw missing(day, empty.from, empty.where)
      const [skipped] = gathered.unpublished
      if (skipped !== undefined)
        throw refusedAt(first.where, `${skipped} has no price, but a later day, ${day}, has.`)
      gathered.days.push({ day, prices })
    }
    index += whole.length
  }
  return gathered
}

type Quarter = Omit<PricedInterval, 'to'>

function quartersOf(intervals: readonly PricedInterval[]): Quarter[] {
  const quarters: Quarter[] = []
  let before: PricedInterval | undefined
  for (const interval of intervals) {
    const { from, to, microEurPerKwh, where } = interval
    checkInterval(interval, before)
    for (let at = from; at < to; at += QUARTER_MS) quarters.push({ from: at, microEurPerKwh, where })
    before = interval
  }
  return quarters
}

function checkInterval(interval: PricedInterval, before: PricedInterval | undefined): void {
  const reason = faultOf(interval, before)
  if (reason !== null) throw refusedAt(interval.where, reason)
}

function faultOf({ from, to }: PricedInterval, before: PricedInterval | undefined): string | null {
  if (to <= from) return `The interval from ${clock(from)} ends before it begins.`
  if (from % QUARTER_MS !== 0 || (to - from) % QUARTER_MS !== 0 || to - from > 4 * QUARTER_MS)
    return `The ${(to - from) / 60_000} minutes from ${clock(from)} are no quarter-hour or hour of the clock.`
  if (!before || from === before.to) return null
  if (from > before.to) return `The quarter-hour from ${clock(before.to)} is missing before it.`
  if (from === before.from) return `${clock(from)} is there twice, here and at ${before.where}.`
  if (from > before.from) return `${clock(from)} overlaps with ${before.where}.`
  return `${clock(from)} is out of order: it stands after ${clock(before.from)}.`
}

function missing(day: Day, at: number, where: string) {
  const count = quarterCount(day)
  const index = (at - startOfDay(day).epochMilliseconds) / QUARTER_MS
  return refusedAt(
    where,
    `${day} is not whole: of its ${count} quarter-hours the ${ordinal(index + 1)}, from ${clock(at)}, has no price.`,
  )
}

const instant = (epochMs: number) => Temporal.Instant.fromEpochMilliseconds(epochMs)

/** `2025-10-26T02:15:00+02:00`: with the offset, since the hour from two to three comes twice on that day. */
const clock = (epochMs: number): string => instant(epochMs).toString({ timeZone: 'Europe/Berlin' })

function ordinal(count: number): string {
  const teen = count % 100 > 10 && count % 100 < 14
  return `${count}${(!teen && ['th', 'st', 'nd', 'rd'][count % 10]) || 'th'}`
}

/** Days as people read them: `2025-10-20 to 2025-10-26, 2025-10-28`. */
export function spanOf(days: readonly Day[]): string {
  const spans: { from: Day; to: Day }[] = []
  for (const day of days) {
    const last = spans.at(-1)
    if (last && addDays(last.to, 1) === day) last.to = day
    else spans.push({ from: day, to: day })
  }
  return spans.map(({ from, to }) => (from === to ? from : `${from} to ${to}`)).join(', ')
}
