import type { Tx } from '../../db/database.ts'
import { Failure, notFound, unprocessable } from '../../domain/failure.ts'
import type { SubscriptionId } from '../../domain/identifiers.ts'
import { type Day, dayAt, startOfDay } from '../../domain/local-time.ts'
import { recordAudit } from '../audit/record.ts'
import { type Ctx, inTransaction } from '../ctx.ts'
import { recordEvent } from '../events/record-event.ts'
import { carryModules } from '../grid-fee-reductions/carry-modules.ts'

interface ConfirmSubscription {
  subscriptionId: SubscriptionId
  /** The first day of supply as the grid operator settled it; the one that was ordered unless given. */
  startOn?: Day | undefined
}

/**
 * Notes that the market process has settled a contract's first day of supply, which may be another than was ordered.
 *
 * @throws Failure NOT_FOUND, also for another organisation's; CONFLICT unless it is pending and not confirmed yet;
 *   UNPROCESSABLE_ENTITY for a day that is past, or after the contract's end.
 */
export async function confirmSubscription(
  ctx: Ctx,
  { subscriptionId, startOn }: ConfirmSubscription,
): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const contract = await lockPending(tx, ctx, subscriptionId)
    if (contract.confirmedAt !== null)
      throw new Failure('CONFLICT', 'This contract has been confirmed already.')
    if (startOn !== undefined && startOn < dayAt(ctx.now)) {
      throw unprocessable('startOn', 'Nobody can be supplied for days gone by.')
    }
    await confirm(tx, ctx, contract, startOn ?? contract.startOn)
  })
}

interface PendingContract {
  id: SubscriptionId
  startOn: Day
  endOn: Day | null
  concludedOn: Day
  confirmedAt: unknown
}

/** @throws Failure NOT_FOUND; CONFLICT for one that is active or has ended. */
export async function lockPending(
  tx: Tx,
  { organizationId }: Ctx,
  id: SubscriptionId,
): Promise<PendingContract> {
  const row = await tx
    .selectFrom('subscriptions')
    .select(['status', 'start_at', 'end_at', 'created_at', 'confirmed_at'])
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (!row) throw notFound('Subscription')
  if (row.status !== 'pending') throw new Failure('CONFLICT', `This contract is ${row.status}, not pending.`)
  return {
    id,
    startOn: dayAt(row.start_at),
    endOn: row.end_at && dayAt(row.end_at),
    concludedOn: dayAt(row.created_at),
    confirmedAt: row.confirmed_at,
  }
}

/** Settles the first day of a contract that is locked, and tells of it where that was not done before. */
export async function confirm(
  tx: Tx,
  ctx: Ctx,
  { id, startOn: orderedStart, endOn, confirmedAt }: PendingContract,
  startOn: Day,
): Promise<void> {
  if (endOn !== null && startOn >= endOn) {
    throw unprocessable('startOn', `This contract ends before ${endOn}, so its supply cannot begin then.`)
  }
  const { customer_id: customerId } = await tx
    .updateTable('subscriptions')
    .set({
      start_at: startOfDay(startOn).toString(),
      ...(confirmedAt === null && { confirmed_at: ctx.now.toString() }),
      updated_at: ctx.now.toString(),
    })
    .where('organization_id', '=', ctx.organizationId)
    .where('id', '=', id)
    .returning('customer_id')
    .executeTakeFirstOrThrow()
  await carryModules(tx, ctx, id, { from: orderedStart, to: startOn })
  const action = confirmedAt === null ? 'subscription.confirmed' : 'subscription.start_moved'
  await recordAudit(tx, ctx, { action, subject: id, customerId, details: { startOn } })
  if (confirmedAt === null) await recordEvent(tx, ctx, 'subscription.confirmed', { subscription: id })
}
