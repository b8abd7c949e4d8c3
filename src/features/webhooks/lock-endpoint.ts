import type { Tx } from '../../db/database.ts'
import { notFound } from '../../domain/failure.ts'
import type { Id } from '../../domain/identifiers.ts'
import type { Ctx } from '../ctx.ts'
import { ENDPOINT_COLUMNS } from './webhook-endpoint.ts'

/** The endpoint with its secret, held until the transaction ends. @throws Failure NOT_FOUND */
export async function lockEndpoint(tx: Tx, ctx: Ctx, id: Id<'webhookEndpoint'>) {
  const endpoint = await tx
    .selectFrom('webhook_endpoints')
    .select([...ENDPOINT_COLUMNS, 'secret'])
    .where('organization_id', '=', ctx.organizationId)
    .where('id', '=', id)
    .forNoKeyUpdate()
    .executeTakeFirst()
  if (!endpoint) throw notFound('Webhook endpoint')
  return endpoint
}
