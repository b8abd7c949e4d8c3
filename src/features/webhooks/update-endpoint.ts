import type { Id } from '../../domain/identifiers.ts'
import { recordAudit } from '../audit/record.ts'
import { type Ctx, inTransaction } from '../ctx.ts'
import { PORTAL_TOPICS } from '../events/event.ts'
import { lockEndpoint } from './lock-endpoint.ts'
import { nudge } from './nudge.ts'
import {
  ENDPOINT_COLUMNS,
  type UpdateEndpoint,
  updateEndpoint as updateInput,
  type WebhookEndpoint,
  type WebhookSettings,
} from './webhook-endpoint.ts'

/** Changes what is given. What was on its way when an endpoint was disabled goes out once it is enabled again. */
export async function updateEndpoint(
  ctx: Ctx,
  { policy }: Pick<WebhookSettings, 'policy'>,
  id: Id<'webhookEndpoint'>,
  input: UpdateEndpoint,
): Promise<WebhookEndpoint> {
  const { disabled, ...given } = updateInput(policy).parse(input)
  return inTransaction(ctx, async (tx) => {
    const { secret: _secret, ...endpoint } = await lockEndpoint(tx, ctx, id)
    const now = ctx.now.toString()
    const isToggled = disabled !== undefined && disabled !== (endpoint.disabled_at !== null)
    const changes = {
      ...Object.fromEntries(
        Object.entries(given).filter(
          ([field, value]) =>
            value !== undefined && String(value) !== String(endpoint[field as keyof WebhookEndpoint]),
        ),
      ),
      ...(isToggled && { disabled_at: disabled ? now : null }),
    }
    if (Object.keys(changes).length === 0) return endpoint
    // Sign-ons of the time in which nobody asked for them are not told of afterwards.
    const asksAnew = disabled === false || (given.topics && !asksForPortal(endpoint) && asksForPortal(given))
    const changed = await tx
      .updateTable('webhook_endpoints')
      .set({ ...changes, updated_at: now, ...(asksAnew && { portal_since: now }) })
      .where('organization_id', '=', ctx.organizationId)
      .where('id', '=', id)
      .returning([...ENDPOINT_COLUMNS])
      .executeTakeFirstOrThrow()
    if (disabled === false) await nudge(tx)
    await recordAudit(tx, ctx, {
      action: 'webhook_endpoint.updated',
      subject: id,
      details: { fields: Object.keys(changes) },
    })
    return changed
  })
}

const asksForPortal = ({ topics = [] }: { topics?: readonly string[] | undefined }): boolean =>
  PORTAL_TOPICS.some((topic) => topics.includes(topic))
