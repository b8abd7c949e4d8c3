import { conflict, notFound } from '../../domain/failure.ts'
import type { SubscriptionId } from '../../domain/identifiers.ts'
import { type Day, dayAt, startOfDay } from '../../domain/local-time.ts'
import { recordAudit } from '../audit/record.ts'
import { type Ctx, inTransaction } from '../ctx.ts'

/** Gives notice: supply stops at the beginning of `endOn`. advanceSubscriptions ends the contract on that day. */
export async function terminateSubscription(
  ctx: Ctx,
  { subscriptionId, endOn }: { subscriptionId: SubscriptionId; endOn: Day },
): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const subscription = await tx
      .selectFrom('subscriptions')
      .select(['customer_id', 'status', 'start_at', 'end_at'])
      .where('organization_id', '=', ctx.organizationId)
      .where('id', '=', subscriptionId)
      .forUpdate()
      .executeTakeFirst()
    if (!subscription) throw notFound('Subscription')
    if (subscription.end_at) throw conflict('end_date', 'This contract has been terminated already.')
    if (endOn < dayAt(ctx.now) || endOn <= dayAt(subscription.start_at)) {
      throw conflict(
        'end_date',
        'A contract cannot end in the past or before it began.',
        'invalid_termination_date',
      )
    }
    await tx
      .updateTable('subscriptions')
      .set({
        end_at: startOfDay(endOn).toString(),
        terminated_at: ctx.now.toString(),
        updated_at: ctx.now.toString(),
      })
      .where('organization_id', '=', ctx.organizationId)
      .where('id', '=', subscriptionId)
      .execute()
    await recordAudit(tx, ctx, {
      action: 'subscription.terminated',
      subject: subscriptionId,
      customerId: subscription.customer_id,
      details: { endOn },
    })
  })
}
