import type { Db } from '../../db/database.ts'
import type { ValueStatus } from '../../domain/energy.ts'
import type { OrganizationId } from '../../domain/identifiers.ts'
import { addDays, type Day, daysInRange } from '../../domain/local-time.ts'
import { aggregate } from '../../domain/resolution.ts'
import { quarterStartTexts } from '../../domain/usage-local-starts.ts'
import type { Contract } from '../subscriptions/subscription.ts'
import { type UsageDetailDay, usageDetail, withQuarterCosts } from './usage-export-days.ts'

/** A quarter-hour as it is handed out. Energy, price and cost are null where there is none (yet). */
export interface ExportedQuarter {
  /** Epoch milliseconds. */
  startsAt: number
  utc: string
  local: string
  energyWh: number | null
  status: ValueStatus | 'missing'
  priceMicroEurPerKwh: number | null
  /** Rounded so that the quarter-hours of a day add up to the day's cost. */
  costCents: number | null
}

export interface ExportedDay {
  day: Day
  quarters: ExportedQuarter[]
}

/** So many days are held at once: a year leaves as four pieces, whatever the reader's line can take. */
const DAYS_AT_ONCE = 92

/**
 * Every quarter-hour of `[from, to)` of a smart meter, in order and without a gap: one without a value says so.
 * Both days must lie within the contract's term.
 */
export async function* exportDays(
  db: Db,
  organizationId: OrganizationId,
  contract: Contract,
  from: Day,
  to: Day,
): AsyncGenerator<ExportedDay[]> {
  for (let start = from; start < to; start = addDays(start, DAYS_AT_ONCE)) {
    const end = addDays(start, DAYS_AT_ONCE) < to ? addDays(start, DAYS_AT_ONCE) : to
    const { days } = await usageDetail(db, organizationId, contract, {
      from: start,
      to: end,
      withPrices: true,
    })
    const known = new Map(days.map((day) => [day.day, day]))
    yield daysInRange(start, end).map((day) => toExported(day, known.get(day)))
  }
}

function toExported(day: Day, known: UsageDetailDay | undefined): ExportedDay {
  const starts = quarterStartTexts(day)
  const [priced] = known ? withQuarterCosts([known]) : []
  const buckets = priced ? aggregate([priced], { from: day, to: addDays(day, 1), resolution: '15min' }) : []
  return {
    day,
    quarters: starts.map(({ utc, local }, index) => {
      const bucket = buckets[index]
      return {
        startsAt: Date.parse(utc),
        utc,
        local,
        energyWh: bucket?.energyWh ?? null,
        status: bucket?.status ?? 'missing',
        priceMicroEurPerKwh: known?.pricesMicroEurPerKwh?.[index] ?? null,
        costCents: bucket?.costCents ?? null,
      }
    }),
  }
}
