import { createRetailer } from '../subscriptions/test-contracts.ts'
import type { DeclarationContent } from './declaration.ts'

/** What Anna Sommer sends in to end her contract. */
export const NOTICE: DeclarationContent = {
  kind: 'termination',
  name: 'Anna Sommer',
  contract: 'H62SU12A',
  email: 'anna@example.com',
  terminationKind: 'ordinary',
  reason: null,
  intendedEndOn: null,
}

/** Anna Sommer's contract H62SU12A: concluded on 15 August 2025, supplied from 1 September, 30 days' notice. */
export async function createNoticed() {
  const retailer = await createRetailer({ noticeDays: 30 })
  const { id } = await retailer.subscribe({ number: 'H62SU12A' })
  const { plan_id: planId } = await retailer.db
    .selectFrom('subscriptions')
    .select('plan_id')
    .where('organization_id', '=', retailer.organizationId)
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  return { retailer, id, place: { planId, locale: 'de' as const } }
}
