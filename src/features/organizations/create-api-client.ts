import { randomBytes } from 'node:crypto'
import { conflict } from '../../domain/failure.ts'
import { recordAudit } from '../audit/record.ts'
import { type Ctx, inTransaction } from '../ctx.ts'
import { hashSecret, newSecret } from '../oauth/secret.ts'
import { type InsertApiClient, insertApiClient } from './organization.ts'

export interface CreatedApiClient {
  clientId: string
  /** Shown this once; only its hash is stored. */
  clientSecret: string
  scope: string
}

/** `secret` is given only by the demo world, whose credentials are public. */
export async function createApiClient(
  ctx: Ctx,
  input: InsertApiClient,
  secret: string = newSecret(),
): Promise<CreatedApiClient> {
  const { name, scope, clientId = `client_${randomBytes(12).toString('hex')}` } = insertApiClient.parse(input)
  await inTransaction(ctx, async (tx) => {
    const created = await tx
      .insertInto('api_clients')
      .values({
        organization_id: ctx.organizationId,
        client_id: clientId,
        secret_hash: hashSecret(secret),
        name,
        scope,
        created_at: ctx.now.toString(),
      })
      .onConflict((conflicting) => conflicting.column('client_id').doNothing())
      .returning('client_id')
      .executeTakeFirst()
    if (!created) throw conflict('clientId', `The client id ${clientId} is taken.`)
    await recordAudit(tx, ctx, { action: 'api_client.created', subject: clientId, details: { scope } })
  })
  return { clientId, clientSecret: secret, scope }
}
