import { sql } from 'kysely'
import type { Db, Tx } from '../../db/database.ts'
import type { SourcedFeeWindow } from './grid-fee-windows-csv.ts'

/**
 * Stores the hours of § 14a module 3. A grid operator publishes them as one sheet a year: what is given for an operator
 * and day takes the place of everything stored for the same.
 */
export async function storeGridFeeWindows(db: Db | Tx, windows: readonly SourcedFeeWindow[]): Promise<void> {
  const write = async (tx: Db | Tx) => {
    await sql`
      delete from grid_fee_windows
      where (grid_operator_code, valid_from) in (
        select * from unnest(
          ${windows.map(({ gridOperatorCode }) => gridOperatorCode)}::text[],
          ${windows.map(({ validFrom }) => validFrom)}::date[]
        )
      )`.execute(tx)
    await tx
      .insertInto('grid_fee_windows')
      .values(
        windows.map((window) => ({
          grid_operator_code: window.gridOperatorCode,
          valid_from: window.validFrom,
          quarter: window.quarter,
          level: window.level,
          starts: window.starts,
          ends: window.ends,
          source: window.source,
        })),
      )
      .execute()
  }
  if (windows.length === 0) return
  await (db.isTransaction ? write(db) : db.transaction().execute(write))
}
