import type { Temporal } from 'temporal-polyfill'
import type { Db, Tx } from '../../db/database.ts'
import type { PartnerRole } from '../../db/market-tables.ts'
import { type Page, type PageRequest, selectPage } from '../../http/pagination.ts'
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

/** A partner with the moment it was first imported. */
export interface DatedMarketPartner extends MarketPartner {
  createdAt: Temporal.Instant
}

/** The suppliers of the market, newest first; the same for every organisation. */
export async function listSuppliers(db: Db, page: PageRequest): Promise<Page<DatedMarketPartner>> {
  const suppliers = db
    .selectFrom('market_partners')
    .select(['id', 'code', 'role', 'name', 'created_at as createdAt'])
    .where('role', '=', 'supplier')
  return selectPage(suppliers, page, {
    at: 'created_at',
    id: 'id',
    positionOf: (partner) => ({ at: partner.createdAt, id: partner.id }),
  })
}
