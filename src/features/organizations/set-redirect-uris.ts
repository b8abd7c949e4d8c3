import { z } from 'zod'
import { badRequest, notFound } from '../../domain/failure.ts'
import { recordAudit } from '../audit/record.ts'
import { type Ctx, inTransaction } from '../ctx.ts'
import { redirectUris } from './organization.ts'

export const setRedirectUrisInput = z.object({
  /** The whole list: what is not in it no longer takes customers back. */
  redirectUris,
})
export type SetRedirectUris = z.input<typeof setRedirectUrisInput>

/** Says where a client may have its customers sent back to. An empty list: it asks no customer any more. */
export async function setRedirectUris(
  ctx: Ctx,
  clientId: string,
  input: SetRedirectUris,
): Promise<{ clientId: string; redirectUris: string[] }> {
  const uris = [...new Set(setRedirectUrisInput.parse(input).redirectUris)]
  await inTransaction(ctx, async (tx) => {
    const client = await tx
      .selectFrom('api_clients')
      .select('kind')
      .where('organization_id', '=', ctx.organizationId)
      .where('client_id', '=', clientId)
      .where('revoked_at', 'is', null)
      .forUpdate()
      .executeTakeFirst()
    if (!client) throw notFound('API client')
    if (client.kind === 'public' && uris.length === 0)
      throw badRequest('redirectUris', 'A public client needs a redirect URI.')
    await tx
      .updateTable('api_clients')
      .set({ redirect_uris: uris })
      .where('organization_id', '=', ctx.organizationId)
      .where('client_id', '=', clientId)
      .execute()
    await recordAudit(tx, ctx, {
      action: 'api_client.redirect_uris_set',
      subject: clientId,
      details: { redirectUris: uris },
    })
  })
  return { clientId, redirectUris: uris }
}
