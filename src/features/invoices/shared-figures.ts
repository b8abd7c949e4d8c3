import type { Db, Tx } from '../../db/database.ts'
import type { Day } from '../../domain/local-time.ts'
import { loadRateBook, type Scopes, scopesOf } from '../tariffs/queries.ts'

/** A day's exchange prices and which publication of them. */
export interface VersionedPrices {
  prices: readonly number[]
  version: number
}

type Book = Awaited<ReturnType<typeof loadRateBook>>

/** What all contracts share, so that a run over many of them reads it once. */
export interface SharedFigures {
  rateBook: (db: Db | Tx, scopes: Scopes) => Promise<Book>
  /** Exchange prices of `[from, to)`; a day not published is missing. */
  market: (db: Db | Tx, area: string, from: Day, to: Day) => Promise<ReadonlyMap<Day, VersionedPrices>>
}

/** Read afresh for each bill. */
export const currentFigures: SharedFigures = { rateBook: loadRateBook, market: loadMarket }

/**
 * Read once and kept for the length of a run. Always over the connection that asks first: one of its own could wait for ever
 * for transactions that wait for it.
 */
export function figuresOfOneRun(): SharedFigures {
  const books = new Map<string, Book>()
  const markets = new Map<string, ReadonlyMap<Day, VersionedPrices>>()
  return {
    async rateBook(db, scopes) {
      const key = scopesOf(scopes).join(' ')
      const book = books.get(key) ?? (await loadRateBook(db, scopes))
      books.set(key, book)
      return book
    },
    async market(db, area, from, to) {
      const key = `${area} ${from} ${to}`
      const days = markets.get(key) ?? (await loadMarket(db, area, from, to))
      markets.set(key, days)
      return days
    },
  }
}

async function loadMarket(
  db: Db | Tx,
  area: string,
  from: Day,
  to: Day,
): Promise<ReadonlyMap<Day, VersionedPrices>> {
  const rows = await db
    .selectFrom('market_prices')
    .select(['day', 'prices', 'version'])
    .where('area', '=', area)
    .where('day', '>=', from)
    .where('day', '<', to)
    .execute()
  return new Map(rows.map(({ day, prices, version }) => [day, { prices, version }]))
}
