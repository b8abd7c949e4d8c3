import { sql } from 'kysely'
import type { Db, Tx } from '../../db/database.ts'
import { checkDayPrices, type DayPrices } from './day-prices.ts'

export interface StoreDayPrices {
  area: string
  source: string
  isDemo?: boolean
  days: readonly DayPrices[]
}

/** Stores days of prices, the same for all organisations; a day that is there already is replaced whole. */
export async function storeDayPrices(db: Db | Tx, input: StoreDayPrices): Promise<void> {
  for (const day of input.days) checkDayPrices(day)
  const days = input.days.map(({ day }) => day)
  const arrays = input.days.map(({ prices }) => `{${prices.join(',')}}`)
  await sql`
    insert into market_prices (area, day, prices, source, is_demo)
    select ${input.area}, day, prices::integer[], ${input.source}, ${input.isDemo ?? false}
    from unnest(${days}::date[], ${arrays}::text[]) as given (day, prices)
    on conflict (area, day) do update
    set prices = excluded.prices, source = excluded.source, is_demo = excluded.is_demo`.execute(db)
}
