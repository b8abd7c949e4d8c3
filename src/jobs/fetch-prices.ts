import { pollDayPrices } from '../features/prices/poll-day-prices.ts'
import type { Figures, JobDeps } from './job.ts'

/**
 * Asks the price feed if it is time to. An answer that was refused makes the run a failed one, so that it is seen; it is not
 * tried again before the schedule asks anew.
 */
export async function fetchPrices({ db, now, priceFeed }: JobDeps): Promise<Figures> {
  const fetched = await pollDayPrices({ db, feed: priceFeed, now: now() })
  if (fetched === null) return { outcome: 'not_due' }
  const { outcome, days, message } = fetched
  if (outcome === 'refused' || outcome === 'failed') throw new Error(`prices were ${outcome}: ${message}`)
  return { outcome, days: days.length, message }
}
