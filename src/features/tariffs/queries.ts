import type { Db, Tx } from '../../db/database.ts'
import type { DatedFeeWindow } from '../../domain/grid-fee-windows.ts'
import {
  type ContractTerms,
  createRateBook,
  type DatedComponent,
  type RateBook,
} from '../../domain/tariff.ts'

type Scopes = Pick<ContractTerms, 'gridOperatorCode' | 'concessionClass' | 'meteringClass'>

/**
 * Every dated figure and module 3 window, of all times, that such contracts can need: a few dozen rows. Whoever reckons
 * for many contracts loads it once for those of the same scopes.
 */
export async function loadRateBook(db: Db | Tx, scopes: Scopes): Promise<RateBook> {
  // One after the other: inside a transaction there is only one connection.
  const components = await db
    .selectFrom('price_components')
    .select(['kind', 'scope', 'valid_from', 'net_micro_eur'])
    .where('scope', 'in', ['', scopes.gridOperatorCode, scopes.concessionClass, scopes.meteringClass])
    .execute()
  const windows = await db
    .selectFrom('grid_fee_windows')
    .select(['grid_operator_code', 'valid_from', 'quarter', 'level', 'starts', 'ends'])
    .where('grid_operator_code', '=', scopes.gridOperatorCode)
    .execute()
  return createRateBook(
    components.map((row): DatedComponent => ({
      kind: row.kind,
      scope: row.scope,
      validFrom: row.valid_from,
      netMicroEur: row.net_micro_eur,
    })),
    windows.map((row): DatedFeeWindow => ({
      gridOperatorCode: row.grid_operator_code,
      validFrom: row.valid_from,
      quarter: row.quarter,
      level: row.level,
      starts: row.starts,
      ends: row.ends,
    })),
  )
}
