import { conflict } from '../../domain/failure.ts'
import { newId } from '../../domain/identifiers.ts'
import { recordAudit } from '../audit/record.ts'
import { type Ctx, inTransaction } from '../ctx.ts'
import { makeSecret } from './secret.ts'
import {
  ENDPOINT_COLUMNS,
  type InsertEndpoint,
  insertEndpoint,
  type WebhookEndpoint,
  type WebhookSettings,
} from './webhook-endpoint.ts'

/** Every event is written once for each of them. */
const MOST_ENDPOINTS = 20

/** From now on the address is told of what it asks for. The secret is answered this once. */
export async function createEndpoint(
  ctx: Ctx,
  { key, policy }: WebhookSettings,
  input: InsertEndpoint,
): Promise<WebhookEndpoint & { secret: string }> {
  const { url, description, topics, signature_header } = insertEndpoint(policy).parse(input)
  const id = newId('webhookEndpoint')
  const { secret, sealed } = makeSecret(key, id)
  return inTransaction(ctx, async (tx) => {
    const { count } = await tx
      .selectFrom('webhook_endpoints')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where('organization_id', '=', ctx.organizationId)
      .executeTakeFirstOrThrow()
    if (count >= MOST_ENDPOINTS)
      throw conflict('url', `An organisation has ${MOST_ENDPOINTS} endpoints at most: delete one first.`)
    const now = ctx.now.toString()
    const created = await tx
      .insertInto('webhook_endpoints')
      .values({
        organization_id: ctx.organizationId,
        id,
        url,
        description,
        topics,
        signature_header,
        secret: sealed,
        portal_since: now,
        created_at: now,
        updated_at: now,
      })
      .returning([...ENDPOINT_COLUMNS])
      .executeTakeFirstOrThrow()
    await recordAudit(tx, ctx, { action: 'webhook_endpoint.created', subject: id, details: { url, topics } })
    return { ...created, secret }
  })
}
