import { sql } from 'kysely'
import type { Temporal } from 'temporal-polyfill'
import type { Db, Tx } from '../../db/database.ts'
import { badRequest } from '../../domain/failure.ts'
import { checkDayPrices, type DayPrices } from './day-prices.ts'

export interface StoreDayPrices {
  area: string
  source: string
  isDemo?: boolean
  days: readonly DayPrices[]
  /** When a replaced day was replaced; the database's clock unless given. */
  now?: Temporal.Instant
}

export interface StoredDayPrices {
  written: number
  unchanged: number
}

/**
 * Stores days of prices, the same for all organisations. A day that is there with other prices is replaced whole: the new
 * one has the next version, the old one is kept, since an invoice may rest on it. An equal day changes nothing.
 */
export async function storeDayPrices(db: Db | Tx, input: StoreDayPrices): Promise<StoredDayPrices> {
  for (const day of input.days) checkDayPrices(day)
  if (new Set(input.days.map(({ day }) => day)).size < input.days.length)
    throw badRequest('prices', 'A day is given twice.')
  return db.isTransaction
    ? replaceDays(db as Tx, input)
    : db.transaction().execute((tx) => replaceDays(tx, input))
}

async function replaceDays(tx: Tx, input: StoreDayPrices): Promise<StoredDayPrices> {
  // Two processes that fetch at the same moment write one after the other, so that versions count without a gap.
  await sql`select pg_advisory_xact_lock(hashtext('market_prices'), hashtext(${input.area}))`.execute(tx)
  const changed = await changedDays(tx, input)
  const days = changed.map(({ day }) => day)
  if (days.length > 0) {
    const arrays = changed.map(({ prices }) => `{${prices.join(',')}}`)
    await sql`
      insert into market_price_versions (area, day, version, prices, source, replaced_at)
      select area, day, version, prices, source, coalesce(${input.now?.toString() ?? null}::timestamptz, now())
      from market_prices where area = ${input.area} and day = any (${days}::date[])`.execute(tx)
    await sql`
      insert into market_prices (area, day, prices, source, is_demo)
      select ${input.area}, day, prices::integer[], ${input.source}, ${input.isDemo ?? false}
      from unnest(${days}::date[], ${arrays}::text[]) as given (day, prices)
      on conflict (area, day) do update
      set prices = excluded.prices, source = excluded.source, is_demo = excluded.is_demo,
          version = market_prices.version + 1`.execute(tx)
  }
  return { written: days.length, unchanged: input.days.length - days.length }
}

/** Those of the days that are not stored yet, or with other prices, or only made up for the demo world. */
export async function changedDays(
  db: Db | Tx,
  { area, days, isDemo = false }: Pick<StoreDayPrices, 'area' | 'days' | 'isDemo'>,
): Promise<DayPrices[]> {
  if (days.length === 0) return []
  const rows = await db
    .selectFrom('market_prices')
    .select(['day', 'prices', 'is_demo'])
    .where('area', '=', area)
    .where(
      'day',
      'in',
      days.map(({ day }) => day),
    )
    .execute()
  const known = new Map(rows.map((row) => [row.day, row]))
  return days.filter(({ day, prices }) => {
    const row = known.get(day)
    return row?.is_demo !== isDemo || row.prices.some((price, index) => price !== prices[index])
  })
}
