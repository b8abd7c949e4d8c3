import type { Db, Tx } from '../../db/database.ts'
import type { PartnerRole } from '../../db/market-tables.ts'
import type { MarketPartner } from './market-partner.ts'

/** All partners in a role, by name. */
export function listMarketPartners(db: Db | Tx, role: PartnerRole): Promise<MarketPartner[]> {
  return db
    .selectFrom('market_partners')
    .select(['id', 'code', 'role', 'name'])
    .where('role', '=', role)
    .orderBy('name')
    .orderBy('id')
    .execute()
}

/** The name behind a code; null for one that was never imported. */
export async function findPartnerName(db: Db | Tx, role: PartnerRole, code: string): Promise<string | null> {
  const row = await db
    .selectFrom('market_partners')
    .select('name')
    .where('role', '=', role)
    .where('code', '=', code)
    .executeTakeFirst()
  return row?.name ?? null
}
