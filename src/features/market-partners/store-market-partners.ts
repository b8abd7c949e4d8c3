import { sql } from 'kysely'
import type { Temporal } from 'temporal-polyfill'
import type { Db, Tx } from '../../db/database.ts'
import { newId } from '../../domain/identifiers.ts'
import type { MarketPartner } from './market-partner.ts'

/** Adds partners, or renames those whose role and code are known already. Answers how many are new or renamed. */
export async function storeMarketPartners(
  { db, now }: { db: Db | Tx; now: Temporal.Instant },
  partners: readonly Omit<MarketPartner, 'id'>[],
): Promise<number> {
  const { numAffectedRows } = await sql`
    insert into market_partners (id, code, role, name, created_at)
    select *, ${now.toString()}::timestamptz from unnest(
      ${partners.map(() => newId('marketPartner'))}::text[],
      ${partners.map(({ code }) => code)}::text[],
      ${partners.map(({ role }) => role)}::text[],
      ${partners.map(({ name }) => name)}::text[]
    )
    on conflict (role, code) do update set name = excluded.name
    where market_partners.name <> excluded.name`.execute(db)
  return Number(numAffectedRows ?? 0)
}
