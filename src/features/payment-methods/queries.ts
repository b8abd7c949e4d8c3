import { sql } from 'kysely'
import type { Db, Tx } from '../../db/database.ts'
import { notFound } from '../../domain/failure.ts'
import type { CustomerId, OrganizationId, SubscriptionId } from '../../domain/identifiers.ts'
import { dayAt } from '../../domain/local-time.ts'
import { maskIban } from '../subscriptions/subscription.ts'
import type { ContractPayment } from './payment-method.ts'

/** How one of the customer's contracts is paid. @throws Failure NOT_FOUND, also for another customer's. */
export async function getContractPayment(
  db: Db | Tx,
  organizationId: OrganizationId,
  customerId: CustomerId,
  subscriptionId: SubscriptionId,
): Promise<ContractPayment> {
  const row = await db
    .selectFrom('subscriptions as s')
    .leftJoin('payment_methods as pm', (join) =>
      join.onRef('pm.organization_id', '=', 's.organization_id').onRef('pm.id', '=', 's.payment_method_id'),
    )
    .select([
      's.instalment_cents',
      's.start_at',
      's.end_at',
      'pm.id',
      'pm.account_holder',
      'pm.iban',
      'pm.mandate_reference',
      'pm.created_at',
    ])
    .where('s.organization_id', '=', organizationId)
    .where('s.customer_id', '=', customerId)
    .where('s.id', '=', subscriptionId)
    .executeTakeFirst()
  if (!row) throw notFound('Subscription')
  const { id, account_holder: accountHolder, iban, mandate_reference: mandateReference, created_at } = row
  const isThere = id !== null && accountHolder !== null && iban !== null && mandateReference !== null
  return {
    subscriptionId,
    method:
      isThere && created_at !== null
        ? {
            id,
            accountHolder,
            maskedIban: maskIban(iban),
            mandateReference,
            givenOn: dayAt(created_at),
            givenAtMs: created_at.epochMilliseconds,
          }
        : null,
    instalmentCents: row.instalment_cents,
    startOn: dayAt(row.start_at),
    endOn: row.end_at && dayAt(row.end_at),
  }
}

/** An account may be changed for so long after signing in; later the customer proves again who they are. */
export const FRESH_MINUTES = 15

/** Whether who is signed in has proved it within the last quarter of an hour, by the database's clock. */
export async function isFreshSession(
  db: Db,
  organizationId: OrganizationId,
  sessionIdHash: Buffer,
): Promise<boolean> {
  const row = await db
    .selectFrom('sessions')
    .select('id')
    .where('organization_id', '=', organizationId)
    .where('id_hash', '=', sessionIdHash)
    .where(sql<boolean>`created_at > now() - make_interval(mins => ${FRESH_MINUTES})`)
    .executeTakeFirst()
  return row !== undefined
}
