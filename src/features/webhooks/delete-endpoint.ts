import type { Id } from '../../domain/identifiers.ts'
import { recordAudit } from '../audit/record.ts'
import { type Ctx, inTransaction } from '../ctx.ts'
import { lockEndpoint } from './lock-endpoint.ts'

/** Nothing goes there any more: what was on its way is dropped, with the log of what arrived. */
export async function deleteEndpoint(ctx: Ctx, id: Id<'webhookEndpoint'>): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const { url } = await lockEndpoint(tx, ctx, id)
    await tx
      .deleteFrom('webhook_endpoints')
      .where('organization_id', '=', ctx.organizationId)
      .where('id', '=', id)
      .execute()
    await recordAudit(tx, ctx, { action: 'webhook_endpoint.deleted', subject: id, details: { url } })
  })
}
