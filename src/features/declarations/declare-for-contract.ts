import type { Tx } from '../../db/database.ts'
import { notFound } from '../../domain/failure.ts'
import type { CustomerId, SubscriptionId } from '../../domain/identifiers.ts'
import { addDays, type Day } from '../../domain/local-time.ts'
import { type Ctx, inTransaction } from '../ctx.ts'
import { terminateSubscription } from '../subscriptions/terminate-subscription.ts'
import type { Declaration, DeclarationPlace } from './declaration.ts'
import { storeDeclaration } from './store-declaration.ts'

export interface DeclareForContract extends DeclarationPlace {
  customerId: CustomerId
  subscriptionId: SubscriptionId
  reason: 'ORDINARY' | 'MOVE_OUT' | 'WITHDRAWAL'
  /** The last day of supply; null for the earliest possible. */
  lastDay: Day | null
  /** Where the customer moves to: § 41b (5) EnWG wants it named. */
  newAddress: string | null
}

/**
 * A customer who is signed in ends one of their contracts: the end and the declaration are written together, or neither.
 *
 * @throws Failure NOT_FOUND for a contract that is not theirs, and what terminateSubscription throws.
 */
export async function declareForContract(ctx: Ctx, input: DeclareForContract): Promise<Declaration> {
  const { subscriptionId, reason, lastDay } = input
  return inTransaction(ctx, async (tx) => {
    const contract = await findOwnContract(tx, ctx, input)
    const endOn = lastDay === null ? undefined : addDays(lastDay, 1)
    await terminateSubscription({ ...ctx, db: tx }, { subscriptionId, reason, endOn })
    const isWithdrawal = reason === 'WITHDRAWAL'
    return storeDeclaration(
      tx,
      ctx,
      {
        kind: isWithdrawal ? 'withdrawal' : 'termination',
        name: contract.company_name ?? `${contract.first_name} ${contract.last_name}`,
        contract: contract.number,
        email: contract.email,
        terminationKind: isWithdrawal ? null : reason === 'MOVE_OUT' ? 'move_out' : 'ordinary',
        reason: input.newAddress,
        intendedEndOn: isWithdrawal ? null : lastDay,
      },
      input,
      subscriptionId,
    )
  })
}

async function findOwnContract(tx: Tx, { organizationId }: Ctx, input: DeclareForContract) {
  const contract = await tx
    .selectFrom('subscriptions as s')
    .innerJoin('customers as c', (join) =>
      join.onRef('c.organization_id', '=', 's.organization_id').onRef('c.id', '=', 's.customer_id'),
    )
    .select(['s.number', 'c.first_name', 'c.last_name', 'c.company_name', 'c.email'])
    .where('s.organization_id', '=', organizationId)
    .where('s.id', '=', input.subscriptionId)
    .where('s.customer_id', '=', input.customerId)
    .executeTakeFirst()
  if (!contract) throw notFound('Subscription')
  return contract
}
