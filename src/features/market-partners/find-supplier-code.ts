import type { Db, Tx } from '../../db/database.ts'
import { unprocessable } from '../../domain/failure.ts'
import { isId } from '../../domain/identifiers.ts'

/** The code of a supplier that is named by our id of it; a code stays as it is. @throws Failure UNPROCESSABLE_ENTITY. */
export async function findSupplierCode(db: Db | Tx, idOrCode: string): Promise<string> {
  if (!isId('marketPartner', idOrCode)) return idOrCode
  const supplier = await db
    .selectFrom('market_partners')
    .select('code')
    .where('role', '=', 'supplier')
    .where('id', '=', idOrCode)
    .executeTakeFirst()
  if (!supplier) throw unprocessable('previousSupplierCode', 'There is no such supplier in the market.')
  return supplier.code
}
