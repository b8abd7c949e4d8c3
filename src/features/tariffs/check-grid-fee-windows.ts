import type { Db, Tx } from '../../db/database.ts'
import { Failure, type FieldError } from '../../domain/failure.ts'
import { gridFeeProblems } from '../../domain/grid-fee-check.ts'
import type { Day } from '../../domain/local-time.ts'
import type { ComponentKind } from '../../domain/tariff.ts'
import type { SourcedFeeWindow } from './grid-fee-windows-csv.ts'

/**
 * Holds the sheets against the rules of § 14a module 3, with the grid operator's prices as far as they are known.
 * @throws Failure UNPROCESSABLE_ENTITY naming every sheet and rule that it breaks.
 */
export async function checkGridFeeWindows(db: Db | Tx, windows: readonly SourcedFeeWindow[]): Promise<void> {
  const sheets = Map.groupBy(windows, ({ gridOperatorCode, validFrom }) => `${gridOperatorCode} ${validFrom}`)
  const errors: FieldError[] = []
  for (const [field, sheet] of sheets) {
    const [first] = sheet
    if (!first) continue
    const prices = await gridPrices(db, first.gridOperatorCode, first.validFrom)
    for (const message of gridFeeProblems(sheet, prices)) errors.push({ code: 'custom', field, message })
  }
  if (errors.length > 0) {
    throw new Failure('UNPROCESSABLE_ENTITY', 'The hours break the rules of module 3.', { errors })
  }
}

/** Null unless all three prices of the operator are known on that day. */
async function gridPrices(db: Db | Tx, gridOperatorCode: string, day: Day) {
  const rows = await db
    .selectFrom('price_components')
    .distinctOn('kind')
    .select(['kind', 'net_micro_eur'])
    .where('scope', '=', gridOperatorCode)
    .where('kind', 'in', ['grid_energy', 'grid_energy_low', 'grid_energy_high'])
    .where('valid_from', '<=', day)
    .orderBy('kind')
    .orderBy('valid_from', 'desc')
    .execute()
  const price = (kind: ComponentKind) => rows.find((row) => row.kind === kind)?.net_micro_eur
  const [low, standard, high] = [price('grid_energy_low'), price('grid_energy'), price('grid_energy_high')]
  if (low === undefined || standard === undefined || high === undefined) return null
  return { low, standard, high }
}
