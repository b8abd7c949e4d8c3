import type { Id } from '../../domain/identifiers.ts'
import { recordAudit } from '../audit/record.ts'
import { type Ctx, inTransaction } from '../ctx.ts'
import { lockEndpoint } from './lock-endpoint.ts'
import { makeSecret } from './secret.ts'
import { ENDPOINT_COLUMNS, type WebhookEndpoint, type WebhookSettings } from './webhook-endpoint.ts'

/** For so long the secret before signs too, so that a receiver changes over when it suits it. */
const BOTH_SIGN_HOURS = 24

/**
 * Makes a new secret, answered this once. One older secret signs beside it at most: who rotates twice in a row is rid of one
 * that leaked at once.
 */
export async function rotateSecret(
  ctx: Ctx,
  { key }: Pick<WebhookSettings, 'key'>,
  id: Id<'webhookEndpoint'>,
): Promise<WebhookEndpoint & { secret: string }> {
  const { secret, sealed } = makeSecret(key, id)
  return inTransaction(ctx, async (tx) => {
    const endpoint = await lockEndpoint(tx, ctx, id)
    const rotated = await tx
      .updateTable('webhook_endpoints')
      .set({
        secret: sealed,
        previous_secret: endpoint.secret,
        previous_secret_until: ctx.now.add({ hours: BOTH_SIGN_HOURS }).toString(),
        updated_at: ctx.now.toString(),
      })
      .where('organization_id', '=', ctx.organizationId)
      .where('id', '=', id)
      .returning([...ENDPOINT_COLUMNS])
      .executeTakeFirstOrThrow()
    await recordAudit(tx, ctx, { action: 'webhook_endpoint.secret_rotated', subject: id })
    return { ...rotated, secret }
  })
}
