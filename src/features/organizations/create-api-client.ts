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
  const client = insertApiClient.parse(input)
  const clientCredentials = client.clientCredentials ?? client.redirectUris.length === 0
  const clientId = await insertClient(ctx, { ...client, secretHash: hashSecret(secret), clientCredentials })
  return { clientId, clientSecret: secret, scope: client.scope }
}

export interface ClientRow {
  clientId?: string | undefined
  name: string
  scope: string
  redirectUris: readonly string[]
  displayName?: string | undefined
  description?: string | undefined
  /** Null for a public client. */
  secretHash: Buffer | null
  clientCredentials: boolean
}

/** Stores a client of either kind and answers its id. @throws Failure CONFLICT when the id is taken. */
export async function insertClient(ctx: Ctx, client: ClientRow): Promise<string> {
  const { clientId = `client_${randomBytes(12).toString('hex')}`, scope, redirectUris } = client
  await inTransaction(ctx, async (tx) => {
    const created = await tx
      .insertInto('api_clients')
      .values({
        organization_id: ctx.organizationId,
        client_id: clientId,
        kind: client.secretHash === null ? 'public' : 'confidential',
        secret_hash: client.secretHash,
        name: client.name,
        display_name: client.displayName ?? null,
        description: client.description ?? '',
        scope,
        redirect_uris: [...redirectUris],
        client_credentials: client.clientCredentials,
        created_at: ctx.now.toString(),
      })
      .onConflict((conflicting) => conflicting.column('client_id').doNothing())
      .returning('client_id')
      .executeTakeFirst()
    if (!created) throw conflict('clientId', `The client id ${clientId} is taken.`)
    const details = { scope, ...(redirectUris.length > 0 && { redirectUris }) }
    await recordAudit(tx, ctx, { action: 'api_client.created', subject: clientId, details })
  })
  return clientId
}
