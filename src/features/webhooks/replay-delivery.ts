import { conflict, notFound } from '../../domain/failure.ts'
import type { Id } from '../../domain/identifiers.ts'
import { recordAudit } from '../audit/record.ts'
import { type Ctx, inTransaction } from '../ctx.ts'
import { lockEndpoint } from './lock-endpoint.ts'
import { nudge } from './nudge.ts'
import { findDelivery } from './queries.ts'
import type { WebhookDelivery } from './webhook-delivery.ts'

/**
 * Sends an event to its endpoint once more, at once and with all attempts before it: one that failed, one that arrived and was
 * lost on the other side, or one whose next attempt is far off. @throws Failure CONFLICT while the endpoint is disabled
 */
export async function replayDelivery(ctx: Ctx, id: Id<'webhookDelivery'>): Promise<WebhookDelivery> {
  return inTransaction(ctx, async (tx) => {
    const delivery = await findDelivery(tx, ctx.organizationId, id)
    if (!delivery) throw notFound('Webhook delivery')
    const { disabled_at } = await lockEndpoint(tx, ctx, delivery.endpointId)
    if (disabled_at !== null) throw conflict('disabled', 'The endpoint is disabled.')
    await tx
      .updateTable('webhook_deliveries')
      .set({ status: 'pending', attempts: 0, next_attempt_at: ctx.now.toString(), settled_at: null })
      .where('organization_id', '=', ctx.organizationId)
      .where('id', '=', id)
      .execute()
    await nudge(tx)
    await recordAudit(tx, ctx, { action: 'webhook_delivery.replayed', subject: id })
    return { ...delivery, status: 'pending', attempts: 0, nextAttemptAt: ctx.now, settledAt: null }
  })
}
