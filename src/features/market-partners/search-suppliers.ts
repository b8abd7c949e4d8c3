import { sql } from 'kysely'
import type { Db, Tx } from '../../db/database.ts'
import type { MarketPartner } from './market-partner.ts'

type Supplier = Pick<MarketPartner, 'code' | 'name'>

/** The suppliers that go by exactly this code or name, upper and lower case alike; several where a name is shared. */
export async function findSuppliersNamed(db: Db | Tx, typed: string): Promise<Supplier[]> {
  const text = tidy(typed)
  if (text === '') return []
  return suppliers(db)
    .where((where) => where.or([where('code', '=', text), where(sql`lower(name)`, '=', sql`lower(${text})`)]))
    .orderBy('code')
    .limit(MOST)
    .execute()
}

const MOST = 12

/** Suppliers whose name holds every word that was typed, or whose code begins with it; those that begin like it first. */
export async function searchSuppliers(db: Db | Tx, typed: string): Promise<Supplier[]> {
  const text = tidy(typed)
  if (text === '') return []
  const words = text.split(' ').map((word) => `%${escape(word)}%`)
  return suppliers(db)
    .where((where) =>
      where.or([
        where('code', 'like', `${escape(text)}%`),
        where.and(words.map((word) => where('name', 'ilike', word))),
      ]),
    )
    .orderBy(sql`name ilike ${`${escape(text)}%`}`, 'desc')
    .orderBy('name')
    .orderBy('code')
    .limit(MOST)
    .execute()
}

const suppliers = (db: Db | Tx) =>
  db.selectFrom('market_partners').select(['code', 'name']).where('role', '=', 'supplier')

const tidy = (typed: string): string =>
  typed
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim()
    .slice(0, 200)

const escape = (text: string): string => text.replace(/[\\%_]/g, '\\$&')
