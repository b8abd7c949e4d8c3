import { cheapestWindow } from '../domain/cheapest-window.ts'
import { levelsOfDay } from '../domain/grid-fee-windows.ts'
import {
  addDays,
  addMonths,
  type Day,
  firstDayOf,
  type Month,
  QUARTER_MS,
  quarterCount,
  startOfDay,
} from '../domain/local-time.ts'
import { divideRounded } from '../domain/money.ts'
import { ratesOn, termsOn } from '../domain/tariff.ts'
import { recentIn } from '../features/prices/price-outlook.ts'
import { detailedPricesIn, grossPricesIn, type Pricing } from '../features/prices/queries.ts'
import { shownParts } from './payout-parts.ts'
import { quarterTimes } from './prices-clock.ts'
import { MOST_HOURS, type PricesQuery } from './prices-query.ts'
import type { FieldProblem, ShownMonth, ShownNothing, ShownQuarters } from './prices-view-model.ts'

const QUARTERS_AN_HOUR = 4
/** The exchange publishes around 13:00, Berlin time; by 15:00 it is late. */
const LATE_AT_MS = 15 * 3_600_000

interface Asked {
  now: number
  today: Day
  query: PricesQuery
}

/** The quarter-hours of `[from, to)`, with the parts of the one that was asked for, or of the present one. */
export function shownQuarters(
  pricing: Pricing,
  view: 'now' | 'day',
  from: Day,
  to: Day,
  { now, today, query }: Asked,
): { shown: ShownQuarters | ShownNothing; problem: FieldProblem | null } {
  const days = detailedPricesIn(pricing, from, to)
  if (days.length === 0)
    return { shown: { kind: 'nothing', reason: 'unpublished', day: from }, problem: null }
  const quarters = days.flatMap((day) =>
    day.quarters.map(({ startsAt, grossMicroEurPerKwh, netMicroEurPerKwh, vatMicroEurPerKwh, details }) => ({
      startsAt,
      microEurPerKwh: grossMicroEurPerKwh,
      netMicroEurPerKwh,
      vatMicroEurPerKwh,
      details: shownParts(pricing.contract.terms, details),
    })),
  )
  const present = quarters.findIndex(({ startsAt }) => startsAt <= now && now < startsAt + QUARTER_MS)
  const asked = query.at === null ? null : chosenQuarter(quarters, query.at)
  // The window lies ahead; of a day that is over, it is the one that was.
  const since = present < 0 ? (quarters[0]?.startsAt ?? now) : now
  const windows = Array.from({ length: MOST_HOURS }, (_, index) =>
    pricing.contract.terms.type === 'feed_in'
      ? null
      : cheapestWindow(quarters, since, (index + 1) * QUARTERS_AN_HOUR),
  )
  const published = days.some(({ day }) => day > today)
  return {
    shown: {
      kind: 'quarters',
      view,
      day: from,
      quarters,
      recent: pricing.contract.terms.type === 'feed_in' ? [] : recentIn(pricing, from),
      hours: query.hours,
      windows,
      chosen: asked ?? (present < 0 ? 0 : present),
      isAsked: asked !== null,
      levels: levelsOf(
        pricing,
        days.map(({ day }) => day),
      ),
      tomorrow: published
        ? 'known'
        : now < startOfDay(today).epochMilliseconds + LATE_AT_MS
          ? 'pending'
          : 'late',
      isDemo: days.some(({ isDemo }) => isDemo),
    },
    problem: query.at !== null && asked === null ? { field: 'at', reason: 'not_that_day' } : null,
  }
}

/** The quarter-hour of a clock time; on the day when the clocks go forward an hour has none. */
function chosenQuarter(
  quarters: readonly { startsAt: number }[],
  { time, second }: { time: string; second: boolean },
): number | null {
  const times = quarterTimes(quarters.map(({ startsAt }) => startsAt))
  const first = times.indexOf(time)
  if (first < 0) return null
  const isTwin = times[first + QUARTERS_AN_HOUR] === time
  return second && isTwin ? first + QUARTERS_AN_HOUR : first
}

function levelsOf({ contract, book }: Pricing, days: readonly Day[]): ShownQuarters['levels'] {
  const clocks = days.map((day) => {
    const { module3 } = termsOn(contract.terms, day)
    return { day, clock: module3 ? ratesOn(book, contract.terms, day).timeOfUse?.clock : undefined }
  })
  if (clocks.every(({ clock }) => clock === undefined)) return null
  return clocks.flatMap(({ day, clock }) =>
    clock ? levelsOfDay(clock, day) : Array.from({ length: quarterCount(day) }, () => 'standard' as const),
  )
}

/** A month day by day: the lowest price, the mean of its quarter-hours, the highest. */
export function shownMonth(pricing: Pricing, month: Month, within: { first: Day; last: Day }): ShownMonth {
  const from = firstDayOf(month)
  const next = addMonths(month, 1)
  const days = grossPricesIn(pricing, from, firstDayOf(next))
  const all = days.flatMap(({ quarters }) => quarters.map(({ microEurPerKwh }) => microEurPerKwh))
  const previous = addMonths(month, -1)
  return {
    kind: 'month',
    month: from,
    meanMicroEurPerKwh: all.length === 0 ? null : mean(all),
    days: days.map(({ day, quarters }) => {
      const prices = quarters.map(({ microEurPerKwh }) => microEurPerKwh)
      return {
        day,
        lowMicroEur: Math.min(...prices),
        meanMicroEur: mean(prices),
        highMicroEur: Math.max(...prices),
      }
    }),
    earlier: addDays(from, -1) >= within.first ? previous : null,
    later: firstDayOf(next) <= within.last ? next : null,
    isDemo: days.some(({ isDemo }) => isDemo),
  }
}

const mean = (values: readonly number[]): number =>
  divideRounded(
    values.reduce((sum, value) => sum + value, 0),
    values.length,
  )
