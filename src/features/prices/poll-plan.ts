import type { Temporal } from 'temporal-polyfill'
import { addDays, type Day, dayAt, instantAt } from '../../domain/local-time.ts'

/** Results of the day-ahead auction come from 12:45 on; if the markets decouple, by 14:20. */
const FIRST_RESULTS = '12:45'
const LAST_RESULTS = '14:30'
const MINUTE_MS = 60_000

/**
 * Whether to ask the price feed now: every five minutes while results are due, then once an hour, and never once tomorrow
 * is known. Where even today is missing, after an outage, once an hour at any time.
 */
export function shouldPoll(
  now: Temporal.Instant,
  lastKnownDay: Day | null,
  lastFetchAt: Temporal.Instant | null = null,
): boolean {
  const today = dayAt(now)
  if (lastKnownDay !== null && lastKnownDay >= addDays(today, 1)) return false
  const isBefore = (time: string) => now.epochMilliseconds < instantAt(today, time).epochMilliseconds
  if (isBefore(FIRST_RESULTS) && lastKnownDay === today) return false
  const resultsAreDue = !isBefore(FIRST_RESULTS) && isBefore(LAST_RESULTS)
  // By slots of the clock rather than by the time since the last fetch: a tick that comes a second early is not lost.
  const slot = (resultsAreDue ? 5 : 60) * MINUTE_MS
  const slotOf = (at: Temporal.Instant) => Math.floor(at.epochMilliseconds / slot)
  return lastFetchAt === null || slotOf(now) !== slotOf(lastFetchAt)
}
