import type { Db } from '../db/database.ts'
import { errorCode } from '../db/error-code.ts'
import { notFound } from '../domain/failure.ts'
import { type Id, isId } from '../domain/identifiers.ts'
import type { Ctx } from '../features/ctx.ts'
import { createSigningKeys } from '../features/oauth/signing-keys.ts'
import { webhookSettings } from '../features/webhooks/settings.ts'
import type { WebhookSettings } from '../features/webhooks/webhook-endpoint.ts'
import { operatorCtx } from './ctx.ts'
import type { OperatorDeps } from './deps.ts'

/** The server's own: what it sealed is opened here, and the other way round. */
export async function serverWebhooks(deps: OperatorDeps): Promise<WebhookSettings> {
  const { signingKeysFile, isDemo = false } = deps.config()
  try {
    return await webhookSettings(createSigningKeys(signingKeysFile), { isDemo })
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error
    throw notFound(`${signingKeysFile}, which the server makes at its first start, was`)
  }
}

/** To work on an endpoint, within its own organisation. Ids are unique over all of them. */
export async function endpointCtx(
  deps: OperatorDeps,
  id: string,
): Promise<{ db: Db; ctx: Ctx; endpointId: Id<'webhookEndpoint'> }> {
  const db = await deps.database()
  const found = isId('webhookEndpoint', id)
    ? await db
        .selectFrom('webhook_endpoints')
        .select(['organization_id', 'id'])
        .where('id', '=', id)
        .executeTakeFirst()
    : undefined
  if (!found) throw notFound(`The endpoint ${id} was`)
  return { db, ctx: operatorCtx(deps, db, found.organization_id), endpointId: found.id }
}

export async function deliveryCtx(
  deps: OperatorDeps,
  id: string,
): Promise<{ ctx: Ctx; deliveryId: Id<'webhookDelivery'> }> {
  const db = await deps.database()
  const found = isId('webhookDelivery', id)
    ? await db
        .selectFrom('webhook_deliveries')
        .select(['organization_id', 'id'])
        .where('id', '=', id)
        .executeTakeFirst()
    : undefined
  if (!found) throw notFound(`The delivery ${id} was`)
  return { ctx: operatorCtx(deps, db, found.organization_id), deliveryId: found.id }
}
