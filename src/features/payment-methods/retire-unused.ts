import type { Tx } from '../../db/database.ts'
import type { Ctx } from '../ctx.ts'
import type { PaymentMethodId } from './payment-method.ts'

/** Marks those mandates as replaced that no contract is paid by any more; they are kept, never deleted. */
export async function retireUnused(
  tx: Tx,
  ctx: Ctx,
  methods: readonly (PaymentMethodId | null)[],
): Promise<void> {
  const ids = [...new Set(methods.filter((id) => id !== null))]
  if (ids.length === 0) return
  const stillUsed = tx
    .selectFrom('subscriptions')
    .select('payment_method_id')
    .where('organization_id', '=', ctx.organizationId)
    .where('payment_method_id', 'in', ids)
  await tx
    .updateTable('payment_methods')
    .set({ replaced_at: ctx.now.toString() })
    .where('organization_id', '=', ctx.organizationId)
    .where('id', 'in', ids)
    .where('id', 'not in', stillUsed)
    .where('replaced_at', 'is', null)
    .execute()
}
