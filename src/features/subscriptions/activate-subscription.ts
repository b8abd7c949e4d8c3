import { unprocessable } from '../../domain/failure.ts'
import type { SubscriptionId } from '../../domain/identifiers.ts'
import { type Day, dayAt } from '../../domain/local-time.ts'
import { type Ctx, inTransaction } from '../ctx.ts'
import { advanceSubscriptions } from './advance-subscriptions.ts'
import { confirm, lockPending } from './confirm-subscription.ts'

interface ActivateSubscription {
  subscriptionId: SubscriptionId
  /** Since when supply runs; today, or the day that was settled if that has come, unless given. */
  startOn?: Day | undefined
}

/**
 * Begins the supply of a contract, as the grid operator reports it. One that was never confirmed is confirmed with it. The
 * clock does the same on the first day by itself (advanceSubscriptions); this is for supply that began on another.
 *
 * @throws Failure NOT_FOUND, also for another organisation's; CONFLICT unless it is pending; UNPROCESSABLE_ENTITY for a day
 *   to come, or before the contract was concluded.
 */
export async function activateSubscription(
  ctx: Ctx,
  { subscriptionId, startOn }: ActivateSubscription,
): Promise<void> {
  const today = dayAt(ctx.now)
  await inTransaction(ctx, async (tx) => {
    const contract = await lockPending(tx, ctx, subscriptionId)
    const since = startOn ?? (contract.startOn < today ? contract.startOn : today)
    if (since > today) throw unprocessable('startOn', 'This day has not come yet: confirm it instead.')
    if (since < contract.concludedOn) {
      throw unprocessable('startOn', `This contract was concluded on ${contract.concludedOn}.`)
    }
    if (contract.confirmedAt === null || since !== contract.startOn) await confirm(tx, ctx, contract, since)
    await advanceSubscriptions({ ...ctx, db: tx }, subscriptionId)
  })
}
