import type { Db } from '../db/database.ts'
import type { GridFeeReductionStatus } from '../db/portal-tables.ts'
import type { OrganizationId } from '../domain/identifiers.ts'

/** Orders of § 14a modules with whom they are for, newest first. */
export async function findGridFeeReductionListings(
  db: Db,
  organizationId: OrganizationId,
  { status, limit }: { status: GridFeeReductionStatus | undefined; limit: number },
) {
  const reductions = db
    .selectFrom('grid_fee_reductions as r')
    .innerJoin('subscriptions as s', (join) =>
      join.onRef('s.organization_id', '=', 'r.organization_id').onRef('s.id', '=', 'r.subscription_id'),
    )
    .innerJoin('customers as c', (join) =>
      join.onRef('c.organization_id', '=', 'r.organization_id').onRef('c.id', '=', 'r.customer_id'),
    )
    .select([
      'r.id',
      'r.module',
      'r.status',
      'r.valid_from as validFrom',
      'r.valid_until as validUntil',
      'r.created_at as createdAt',
      's.number as contractNumber',
      's.grid_operator_code as gridOperatorCode',
      'c.first_name',
      'c.last_name',
      'c.company_name',
    ])
    .where('r.organization_id', '=', organizationId)
    .orderBy('r.created_at', 'desc')
    .orderBy('r.id', 'desc')
    .limit(limit)
  const rows = await (status === undefined ? reductions : reductions.where('r.status', '=', status)).execute()
  return rows.map(({ first_name, last_name, company_name, ...reduction }) => ({
    ...reduction,
    customer: company_name ?? `${first_name} ${last_name}`,
  }))
}
