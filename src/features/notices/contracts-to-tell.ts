import type { Tx } from '../../db/database.ts'
import type { OrganizationId } from '../../domain/identifiers.ts'
import type { Recipient } from './notice.ts'

/** Contracts whose customers are written to: those of plans that have a portal to lead to and do not leave it to the partner. */
export function contractsToTell(tx: Tx, organizationId: OrganizationId) {
  return tx
    .selectFrom('subscriptions as s')
    .innerJoin('customers as c', (join) =>
      join.onRef('c.organization_id', '=', 's.organization_id').onRef('c.id', '=', 's.customer_id'),
    )
    .innerJoin('plans as p', (join) =>
      join.onRef('p.organization_id', '=', 's.organization_id').onRef('p.id', '=', 's.plan_id'),
    )
    .select([
      's.id as subscriptionId',
      's.number as contractNumber',
      'c.id as customerId',
      'c.email',
      'c.locale',
      'p.id as planId',
      'p.type as planType',
      'p.slug',
      'p.custom_domain as customDomain',
    ])
    .where('s.organization_id', '=', organizationId)
    .where('p.portal_enabled', '=', true)
    .where('p.customer_mails', '=', true)
}

/** What of a row concerns whom it goes to. */
export const recipientOf = (row: Recipient): Recipient => ({
  subscriptionId: row.subscriptionId,
  contractNumber: row.contractNumber,
  customerId: row.customerId,
  email: row.email,
  locale: row.locale,
  planId: row.planId,
  planType: row.planType,
  slug: row.slug,
  customDomain: row.customDomain,
})
