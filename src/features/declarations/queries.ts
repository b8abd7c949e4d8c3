import type { Selectable } from 'kysely'
import type { Db } from '../../db/database.ts'
import type { DB } from '../../db/tables.ts'
import { notFound } from '../../domain/failure.ts'
import type { CustomerId, OrganizationId, PlanId, SubscriptionId } from '../../domain/identifiers.ts'
import { type Day, dayAt } from '../../domain/local-time.ts'
import type { Declaration, DeclarationId } from './declaration.ts'

export function toDeclaration(row: Selectable<DB['declarations']>): Declaration {
  return {
    id: row.id,
    kind: row.kind,
    name: row.name,
    contract: row.contract,
    email: row.email,
    terminationKind: row.termination_kind,
    reason: row.reason,
    intendedEndOn: row.intended_end_on,
    receivedAt: row.received_at,
    subscriptionId: row.subscription_id,
  }
}

/** A declaration made on this plan's pages. @throws Failure NOT_FOUND. */
export async function getDeclaration(
  db: Db,
  organizationId: OrganizationId,
  planId: PlanId,
  id: DeclarationId,
): Promise<Declaration> {
  const row = await db
    .selectFrom('declarations')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .where('plan_id', '=', planId)
    .where('id', '=', id)
    .executeTakeFirst()
  if (!row) throw notFound('Declaration')
  return toDeclaration(row)
}

/** A declaration with what became of the contract it ended. */
export interface ContractDeclaration {
  declaration: Declaration
  planName: string
  /** The first day no longer supplied; null where another declaration has ended the contract since. */
  endOn: Day | null
  /** Withdrawn before supply began. */
  neverSupplied: boolean
}

const REASON_OF = { ordinary: 'ORDINARY', extraordinary: 'EXTRAORDINARY', move_out: 'MOVE_OUT' } as const

/** A declaration about a contract of this customer. @throws Failure NOT_FOUND, for anybody else's too. */
export async function getCustomerDeclaration(
  db: Db,
  organizationId: OrganizationId,
  customerId: CustomerId,
  id: DeclarationId,
): Promise<ContractDeclaration> {
  const row = await db
    .selectFrom('declarations as d')
    .innerJoin('subscriptions as s', (join) =>
      join.onRef('s.organization_id', '=', 'd.organization_id').onRef('s.id', '=', 'd.subscription_id'),
    )
    .innerJoin('plans as p', (join) =>
      join.onRef('p.organization_id', '=', 's.organization_id').onRef('p.id', '=', 's.plan_id'),
    )
    .selectAll('d')
    .select(['p.name as plan_name', 's.start_at', 's.end_at', 's.termination_reason'])
    .where('d.organization_id', '=', organizationId)
    .where('d.id', '=', id)
    .where('s.customer_id', '=', customerId)
    .executeTakeFirst()
  if (!row) throw notFound('Declaration')
  const reason = row.termination_kind === null ? 'WITHDRAWAL' : REASON_OF[row.termination_kind]
  const endAt = row.termination_reason === reason ? row.end_at : null
  return {
    declaration: toDeclaration(row),
    planName: row.plan_name,
    endOn: endAt && dayAt(endAt),
    neverSupplied: endAt !== null && endAt.epochMilliseconds <= row.start_at.epochMilliseconds,
  }
}

/** The newest declaration about a contract, of that kind. */
export async function findContractDeclaration(
  db: Db,
  organizationId: OrganizationId,
  subscriptionId: SubscriptionId,
  kind: Declaration['kind'],
): Promise<DeclarationId | undefined> {
  const row = await db
    .selectFrom('declarations')
    .select('id')
    .where('organization_id', '=', organizationId)
    .where('subscription_id', '=', subscriptionId)
    .where('kind', '=', kind)
    .orderBy('received_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.id
}
