import { Failure, notFound } from '../../domain/failure.ts'
import type { SubscriptionId } from '../../domain/identifiers.ts'
import { type Day, dayAt, startOfDay } from '../../domain/local-time.ts'
import { decideEnd } from '../../domain/termination.ts'
import { recordAudit } from '../audit/record.ts'
import { type Ctx, inTransaction } from '../ctx.ts'
import { advanceSubscriptions } from './advance-subscriptions.ts'
import { terminateSubscription } from './terminate-subscription.ts'

interface EndSubscription {
  subscriptionId: SubscriptionId
  /** The first day no longer supplied. */
  endOn: Day
}

/**
 * Ends the supply of a contract on the day that the market process settled: with or without notice before, and in place of
 * the day that notice had set. Where that day has come, the contract has ended.
 *
 * @throws Failure NOT_FOUND, also for another organisation's; CONFLICT for one that has ended, and with
 *   `invalid_termination_date` for a day past or before the beginning.
 */
export async function endSubscription(ctx: Ctx, { subscriptionId, endOn }: EndSubscription): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const within = { ...ctx, db: tx }
    const contract = await tx
      .selectFrom('subscriptions')
      .select(['status', 'start_at', 'end_at', 'created_at', 'customer_id'])
      .where('organization_id', '=', ctx.organizationId)
      .where('id', '=', subscriptionId)
      .forUpdate()
      .executeTakeFirst()
    if (!contract) throw notFound('Subscription')
    if (contract.status === 'ended') throw new Failure('CONFLICT', 'This contract has ended already.')
    if (contract.end_at === null) await terminateSubscription(within, { subscriptionId, endOn })
    else if (dayAt(contract.end_at) !== endOn) {
      const [startOn, concludedOn] = [dayAt(contract.start_at), dayAt(contract.created_at)]
      decideEnd({ startOn, concludedOn, noticeDays: 0 }, { endOn }, dayAt(ctx.now))
      await tx
        .updateTable('subscriptions')
        .set({ end_at: startOfDay(endOn).toString(), updated_at: ctx.now.toString() })
        .where('organization_id', '=', ctx.organizationId)
        .where('id', '=', subscriptionId)
        .execute()
      await recordAudit(tx, ctx, {
        action: 'subscription.end_moved',
        subject: subscriptionId,
        customerId: contract.customer_id,
        details: { endOn },
      })
    }
    await advanceSubscriptions(within, subscriptionId)
  })
}
