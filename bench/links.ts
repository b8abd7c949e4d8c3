import { randomBytes } from 'node:crypto'
import { query } from './own-database.ts'
import type { Tenant } from '../tests/support/tenant.ts'
import { customerId } from './customers.ts'

/**
 * Lays in fresh links for `customers` different customers and answers their tokens. Random tokens, so that
 * the index is hit as in life; checkpointed, so that the phase to come does not pay for it.
 */
export async function addLinks(
  connectionString: string,
  { organizationId, planId, clientId }: Tenant,
  { count, customers }: { count: number; customers: number },
): Promise<string[]> {
  const tokens = Array.from({ length: count }, () => randomBytes(32).toString('base64url'))
  const owners = tokens.map((_, index) => customerId(1 + (index % customers)))
  await query(
    connectionString,
    `insert into magic_links (
       organization_id, token_hash, plan_id, customer_id, client_id, delivery, next_path, created_at, expires_at
     )
     select $1, sha256(convert_to(token, 'UTF8')), $2, owner, $3, 'redirect', '/overview', now(), now() + interval '15 minutes'
     from unnest($4::text[], $5::text[]) as link (token, owner)`,
    [organizationId, planId, clientId, tokens, owners],
  )
  await query(connectionString, 'checkpoint')
  return tokens
}
