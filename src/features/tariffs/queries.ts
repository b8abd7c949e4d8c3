import type { Db, Tx } from '../../db/database.ts'
import type { ContractTerms, DatedComponent } from '../../domain/tariff.ts'

type Scopes = Pick<ContractTerms, 'gridOperatorCode' | 'concessionClass' | 'meteringClass'>

/** Every dated figure, of all times, that such a contract can need: a few dozen rows. */
export async function loadRateBook(db: Db | Tx, scopes: Scopes): Promise<DatedComponent[]> {
  const rows = await db
    .selectFrom('price_components')
    .select(['kind', 'scope', 'valid_from', 'net_micro_eur'])
    .where('scope', 'in', ['', scopes.gridOperatorCode, scopes.concessionClass, scopes.meteringClass])
    .execute()
  return rows.map((row) => ({
    kind: row.kind,
    scope: row.scope,
    validFrom: row.valid_from,
    netMicroEur: row.net_micro_eur,
  }))
}
