import type { Db, Tx } from '../../db/database.ts'
import type { DayValue } from '../../domain/day-cost.ts'
import type { OrganizationId } from '../../domain/identifiers.ts'
import type { Day } from '../../domain/local-time.ts'
import type { ContractTerms, DatedComponent } from '../../domain/tariff.ts'
import type { Contract } from '../subscriptions/subscription.ts'
import { loadRateBook } from '../tariffs/queries.ts'
import { contractValues } from '../usage/contract-values.ts'
import { READ_STATUS } from '../usage/interval-days.ts'

/** A day's values and which delivery of them; null for a meter that does not measure quarter-hours. */
export interface VersionedValue extends DayValue {
  version: number | null
}

/** A day's exchange prices and which publication of them. */
export interface VersionedPrices {
  prices: readonly number[]
  version: number
}

type Scopes = Pick<ContractTerms, 'gridOperatorCode' | 'concessionClass' | 'meteringClass'>

/** What all contracts share, so that a run over many of them reads it once. */
export interface SharedFigures {
  rateBook: (db: Db | Tx, scopes: Scopes) => Promise<DatedComponent[]>
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
  const books = new Map<string, DatedComponent[]>()
  const markets = new Map<string, ReadonlyMap<Day, VersionedPrices>>()
  return {
    async rateBook(db, scopes) {
      const key = `${scopes.gridOperatorCode} ${scopes.concessionClass} ${scopes.meteringClass}`
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

/** As contractValues, with the version of each day from the same row: a bill must name exactly what it was reckoned from. */
export async function versionedValues(
  db: Db | Tx,
  organizationId: OrganizationId,
  contract: Contract,
  from: Day,
  to: Day,
): Promise<VersionedValue[]> {
  if (contract.meterType === 'analog') {
    const values = await contractValues(db, organizationId, contract, from, to)
    return values.map((value) => ({ ...value, version: null }))
  }
  const start = from > contract.startOn ? from : contract.startOn
  const end = contract.endOn !== null && contract.endOn < to ? contract.endOn : to
  const rows = await db
    .selectFrom('interval_days')
    .select(['day', 'wh', 'total_wh', 'status', 'version'])
    .where('organization_id', '=', organizationId)
    .where('meter_id', '=', contract.meterId)
    .where('day', '>=', start)
    .where('day', '<', end)
    .orderBy('day')
    .execute()
  return rows.map((row) => ({
    day: row.day,
    energyWh: row.total_wh,
    quarters: row.wh,
    status: READ_STATUS[row.status],
    version: row.version,
  }))
}
