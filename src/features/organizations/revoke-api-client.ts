import { notFound } from '../../domain/failure.ts'
import { recordAudit } from '../audit/record.ts'
import { type Ctx, inTransaction } from '../ctx.ts'

/** Its tokens stop working within the few seconds that a verified token is remembered (see oauth/token-state.ts). */
export async function revokeApiClient(ctx: Ctx, clientId: string): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const revoked = await tx
      .updateTable('api_clients')
      .set({ revoked_at: ctx.now.toString() })
      .where('organization_id', '=', ctx.organizationId)
      .where('client_id', '=', clientId)
      .where('revoked_at', 'is', null)
      .returning('client_id')
      .executeTakeFirst()
    if (!revoked) throw notFound('API client')
    await recordAudit(tx, ctx, { action: 'api_client.revoked', subject: clientId })
  })
}
