import type { Tx } from '../../db/database.ts'
import type { CustomerId } from '../../domain/identifiers.ts'
import type { Ctx } from '../ctx.ts'
import { lockSubscriptions } from '../subscriptions/lock-subscriptions.ts'

/** The customer's contracts, locked, with what pays them. */
export async function lockContracts(tx: Tx, ctx: Ctx, customerId: CustomerId) {
  await lockSubscriptions(tx, ctx, customerId)
  return tx
    .selectFrom('subscriptions as s')
    .innerJoin('plans as p', (join) =>
      join.onRef('p.organization_id', '=', 's.organization_id').onRef('p.id', '=', 's.plan_id'),
    )
    .leftJoin('payment_methods as pm', (join) =>
      join.onRef('pm.organization_id', '=', 's.organization_id').onRef('pm.id', '=', 's.payment_method_id'),
    )
    .select([
      's.id',
      's.number',
      's.status',
      's.payment_method_id',
      'p.type',
      'pm.account_holder',
      'pm.iban',
      'pm.mandate_reference',
    ])
    .where('s.organization_id', '=', ctx.organizationId)
    .where('s.customer_id', '=', customerId)
    .orderBy('s.id')
    .execute()
}
