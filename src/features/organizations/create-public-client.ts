import type { Ctx } from '../ctx.ts'
import { insertClient } from './create-api-client.ts'
import { type InsertPublicClient, insertPublicClient } from './organization.ts'

/**
 * An app that cannot keep a secret (RFC 6749 section 2.1): it proves itself by PKCE alone, so it never speaks for anybody
 * but the customers who allow it, and only reads.
 */
export async function createPublicClient(
  ctx: Ctx,
  input: InsertPublicClient,
): Promise<{ clientId: string; scope: string }> {
  const client = insertPublicClient.parse(input)
  const scope = 'read:*'
  const clientId = await insertClient(ctx, { ...client, scope, secretHash: null, clientCredentials: false })
  return { clientId, scope }
}
