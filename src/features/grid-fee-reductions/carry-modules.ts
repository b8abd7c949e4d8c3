import type { Tx } from '../../db/database.ts'
import type { SubscriptionId } from '../../domain/identifiers.ts'
import type { Day } from '../../domain/local-time.ts'
import type { Ctx } from '../ctx.ts'

/**
 * Lets the modules that a contract was to begin with hold from its new first day on, where that is an earlier one: else those
 * of the contract's own row would come between. Changes from before its old first day never held and go.
 */
export async function carryModules(
  tx: Tx,
  { organizationId }: Pick<Ctx, 'organizationId'>,
  subscriptionId: SubscriptionId,
  { from, to }: { from: Day; to: Day },
): Promise<void> {
  const { first } = await tx
    .selectFrom('module_changes')
    .select(({ fn }) => fn.max('valid_from').as('first'))
    .where('organization_id', '=', organizationId)
    .where('subscription_id', '=', subscriptionId)
    .where('valid_from', '<=', from)
    .executeTakeFirstOrThrow()
  if (first === null || first <= to) return
  await tx
    .deleteFrom('module_changes')
    .where('organization_id', '=', organizationId)
    .where('subscription_id', '=', subscriptionId)
    .where('valid_from', '<', first)
    .execute()
  await tx
    .updateTable('module_changes')
    .set({ valid_from: to })
    .where('organization_id', '=', organizationId)
    .where('subscription_id', '=', subscriptionId)
    .where('valid_from', '=', first)
    .execute()
}
