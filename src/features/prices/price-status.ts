import type { Temporal } from 'temporal-polyfill'
import { sql } from 'kysely'
import type { Db } from '../../db/database.ts'
import type { FetchOutcome } from '../../db/market-tables.ts'
import { addDays, type Day } from '../../domain/local-time.ts'

export interface AreaStatus {
  area: string
  firstDay: Day
  lastDay: Day
  days: number
  /** Made up for the demo world. */
  demoDays: number
  /** Days replaced by other prices later; what they were before is kept. */
  correctedDays: number
  /** Between the first day and the last, both ends inclusive. */
  gaps: { from: Day; to: Day }[]
}

interface PriceFetch {
  area: string
  fetchedAt: Temporal.Instant
  source: string
  outcome: FetchOutcome
  firstDay: Day | null
  lastDay: Day | null
  message: string | null
}

/** What is known of each market area. */
export async function listAreaStatus(db: Db): Promise<AreaStatus[]> {
  const { rows: areas } = await sql<Omit<AreaStatus, 'gaps'>>`
    select area, min(day) as "firstDay", max(day) as "lastDay", count(*)::int as days,
      (count(*) filter (where is_demo))::int as "demoDays",
      (count(*) filter (where version > 1))::int as "correctedDays"
    from market_prices group by area order by area`.execute(db)
  const { rows: holes } = await sql<{ area: string; before: Day; after: Day }>`
    select area, day as before, next as after
    from (select area, day, lead(day) over (partition by area order by day) as next from market_prices) as days
    where next > day + 1 order by area, day`.execute(db)
  return areas.map((status) => ({
    ...status,
    gaps: holes
      .filter(({ area }) => area === status.area)
      .map(({ before, after }) => ({ from: addDays(before, 1), to: addDays(after, -1) })),
  }))
}

/** The latest attempts to fetch prices, newest first. */
export async function listPriceFetches(db: Db, limit: number): Promise<PriceFetch[]> {
  const rows = await db
    .selectFrom('price_fetches')
    .selectAll()
    .orderBy('fetched_at', 'desc')
    .limit(limit)
    .execute()
  return rows.map((row) => ({
    area: row.area,
    fetchedAt: row.fetched_at,
    source: row.source,
    outcome: row.outcome,
    firstDay: row.first_day,
    lastDay: row.last_day,
    message: row.message,
  }))
}
