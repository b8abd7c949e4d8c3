import { sql } from 'kysely'
import { conflict } from '../../domain/failure.ts'
import { type Id, newId } from '../../domain/identifiers.ts'
import { recordAudit } from '../audit/record.ts'
import { type Ctx, inTransaction } from '../ctx.ts'
import { TEST_TOPIC } from '../events/event.ts'
import { lockEndpoint } from './lock-endpoint.ts'
import { deliveriesOf } from './outbox.ts'
import { findDelivery } from './queries.ts'
import type { WebhookDelivery } from './webhook-delivery.ts'

/** Sends an event that means nothing to this endpoint alone, whatever its topics. @throws Failure CONFLICT while it is disabled */
export async function sendTestEvent(ctx: Ctx, endpointId: Id<'webhookEndpoint'>): Promise<WebhookDelivery> {
  return inTransaction(ctx, async (tx) => {
    const endpoint = await lockEndpoint(tx, ctx, endpointId)
    if (endpoint.disabled_at !== null) throw conflict('disabled', 'The endpoint is disabled.')
    const context = JSON.stringify({ webhook_endpoint: endpointId })
    const { rows } = await sql<{ id: Id<'webhookDelivery'> }>`
      with told as (
        insert into events (organization_id, id, topic, context, created_at)
        values (${ctx.organizationId}, ${newId('event')}, ${TEST_TOPIC}, ${context}, ${ctx.now.toString()})
        returning organization_id, id, topic, created_at
      ), ${deliveriesOf('told', endpointId)}
      select deliveries.id from deliveries, nudged`.execute(tx)
    const [written] = rows
    const delivery = written && (await findDelivery(tx, ctx.organizationId, written.id))
    if (!delivery) throw new Error(`No delivery was written for ${endpointId}.`)
    await recordAudit(tx, ctx, { action: 'webhook_endpoint.tested', subject: endpointId })
    return delivery
  })
}
