import type { Temporal } from 'temporal-polyfill'

const HOUR = 60

/** The first attempt is made at once, and after each one that failed the next comes so many minutes later; then it is given up. */
const RETRY_AFTER_MINUTES = [
  1,
  2,
  4,
  8,
  16,
  32,
  HOUR,
  2 * HOUR,
  4 * HOUR,
  8 * HOUR,
  16 * HOUR,
  32 * HOUR,
] as const

/** When to try again after `attempts` have failed, the last one at `now`; null to give up. */
export function nextAttempt(attempts: number, now: Temporal.Instant): Temporal.Instant | null {
  const minutes = RETRY_AFTER_MINUTES[attempts - 1]
  return minutes === undefined ? null : now.add({ minutes })
}
