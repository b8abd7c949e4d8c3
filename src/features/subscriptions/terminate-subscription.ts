import type { Tx } from '../../db/database.ts'
import { conflict, notFound } from '../../domain/failure.ts'
import type { CustomerId, SubscriptionId } from '../../domain/identifiers.ts'
import { type Day, dayAt, startOfDay } from '../../domain/local-time.ts'
import { decideEnd, type TerminationReason, type TerminationRequest } from '../../domain/termination.ts'
import { recordAudit } from '../audit/record.ts'
import { type Ctx, inTransaction } from '../ctx.ts'
import { recordEvent } from '../events/record-event.ts'

export interface TerminateSubscription extends TerminationRequest {
  subscriptionId: SubscriptionId
}

export interface Termination {
  subscriptionId: SubscriptionId
  customerId: CustomerId
  reason: TerminationReason | null
  /** The first day no longer supplied. */
  endOn: Day
  /** Withdrawn before supply began. */
  neverSupplied: boolean
}

/**
 * Ends a contract by notice, by moving out, by withdrawal or as agreed: supply stops at the beginning of `endOn`, and
 * advanceSubscriptions ends the contract on that day. Withdrawn before supply began, it has ended at once. Withdrawing is
 * possible after notice too: the right outlasts it (§ 355 BGB).
 *
 * @throws Failure NOT_FOUND, also for another organisation's; CONFLICT with `already_terminated`, `invalid_termination_date`
 *   or `withdrawal_not_allowed`; BAD_REQUEST when an end is needed and missing.
 */
export async function terminateSubscription(ctx: Ctx, input: TerminateSubscription): Promise<Termination> {
  const { subscriptionId, reason } = input
  return inTransaction(ctx, async (tx) => {
    const contract = await lockContract(tx, ctx, subscriptionId)
    const isOver = contract.status === 'ended' || contract.termination_reason === 'WITHDRAWAL'
    if (isOver || (contract.end_at && reason !== 'WITHDRAWAL')) {
      throw conflict('reason', 'This contract has been terminated already.', 'already_terminated')
    }
    const startOn = dayAt(contract.start_at)
    const concludedOn = dayAt(contract.created_at)
    const decided = decideEnd(
      { startOn, concludedOn, noticeDays: contract.notice_days },
      input,
      dayAt(ctx.now),
    )
    const given = contract.end_at && dayAt(contract.end_at)
    const endOn = given !== null && given < decided ? given : decided
    const neverSupplied = endOn <= startOn
    await tx
      .updateTable('subscriptions')
      .set({
        ...(neverSupplied && { status: 'ended' as const }),
        end_at: startOfDay(endOn).toString(),
        terminated_at: ctx.now.toString(),
        termination_reason: reason ?? null,
        updated_at: ctx.now.toString(),
      })
      .where('organization_id', '=', ctx.organizationId)
      .where('id', '=', subscriptionId)
      .execute()
    const customerId = contract.customer_id
    const entry = { subject: subscriptionId, customerId }
    await recordAudit(tx, ctx, {
      ...entry,
      action: 'subscription.terminated',
      details: { endOn, ...(reason && { reason }) },
    })
    await recordEvent(tx, ctx, 'subscription.terminated', { subscription: subscriptionId })
    if (neverSupplied) {
      await recordAudit(tx, ctx, { ...entry, action: 'subscription.ended' })
      await recordEvent(tx, ctx, 'subscription.ended', { subscription: subscriptionId })
    }
    return { subscriptionId, customerId, reason: reason ?? null, endOn, neverSupplied }
  })
}

async function lockContract(tx: Tx, { organizationId }: Ctx, subscriptionId: SubscriptionId) {
  const contract = await tx
    .selectFrom('subscriptions as s')
    .innerJoin('plans as p', (join) =>
      join.onRef('p.organization_id', '=', 's.organization_id').onRef('p.id', '=', 's.plan_id'),
    )
    .select([
      's.customer_id',
      's.status',
      's.start_at',
      's.end_at',
      's.created_at',
      's.termination_reason',
      'p.notice_days',
    ])
    .where('s.organization_id', '=', organizationId)
    .where('s.id', '=', subscriptionId)
    .forUpdate('s')
    .executeTakeFirst()
  if (!contract) throw notFound('Subscription')
  return contract
}
