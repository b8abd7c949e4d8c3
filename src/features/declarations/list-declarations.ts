import type { Db } from '../../db/database.ts'
import type { OrganizationId } from '../../domain/identifiers.ts'
import { type Day, dayAt } from '../../domain/local-time.ts'
import type { Declaration } from './declaration.ts'
import { toDeclaration } from './queries.ts'

export interface ListedDeclaration extends Declaration {
  /** The number of the contract it was found to mean. */
  contractNumber: string | null
  /** The first day no longer supplied, where the contract has an end. */
  contractEndOn: Day | null
}

export interface ListDeclarations {
  /** Only those that nobody could be sure about: no contract was found, or it has no end yet. */
  openOnly: boolean
  limit: number
}

/** The organisation's declarations, newest first. */
export async function listDeclarations(
  db: Db,
  organizationId: OrganizationId,
  { openOnly, limit }: ListDeclarations,
): Promise<ListedDeclaration[]> {
  const rows = await db
    .selectFrom('declarations as d')
    .leftJoin('subscriptions as s', (join) =>
      join.onRef('s.organization_id', '=', 'd.organization_id').onRef('s.id', '=', 'd.subscription_id'),
    )
    .selectAll('d')
    .select(['s.number', 's.end_at'])
    .where('d.organization_id', '=', organizationId)
    .$if(openOnly, (query) => query.where('s.end_at', 'is', null))
    .orderBy('d.received_at', 'desc')
    .orderBy('d.id', 'desc')
    .limit(limit)
    .execute()
  return rows.map((row) => ({
    ...toDeclaration(row),
    contractNumber: row.number,
    contractEndOn: row.end_at && dayAt(row.end_at),
  }))
}
