import { LRUCache } from 'lru-cache'
import type { Db } from '../../db/database.ts'
import type { AccessTokens, Grant } from './access-token.ts'

/** How long a verified token is believed before the database is asked again whether it was revoked. */
const RECHECK_MS = 5000

/**
 * Turns a bearer token into the grant it stands for. The signature is checked once per token; whether its client or its
 * family has been revoked is asked of the database again every few seconds, so a revocation takes hold everywhere within
 * them without a query on every request.
 */
export function createAuthenticate({ db, accessTokens }: { db: Db; accessTokens: AccessTokens }) {
  const verified = new LRUCache<string, Grant>({ max: 10_000 })
  const standing = new LRUCache<string, Promise<boolean>>({ max: 10_000, ttl: RECHECK_MS })

  async function grantOf(token: string): Promise<Grant | undefined> {
    const known = verified.get(token)
    if (known) return known.expiresAtSeconds * 1000 > Date.now() ? known : undefined
    const grant = await accessTokens.verify(token)
    if (grant) verified.set(token, grant, { ttl: Math.max(1, grant.expiresAtSeconds * 1000 - Date.now()) })
    return grant
  }

  function stillStands(grant: Grant): Promise<boolean> {
    const asked = standing.get(grant.familyId)
    if (asked) return asked
    const answer = isStanding(db, grant)
    standing.set(grant.familyId, answer)
    answer.catch(() => standing.delete(grant.familyId))
    return answer
  }

  return async (token: string): Promise<Grant | undefined> => {
    const grant = await grantOf(token)
    return grant && (await stillStands(grant)) ? grant : undefined
  }
}

export type Authenticate = ReturnType<typeof createAuthenticate>

async function isStanding(db: Db, { organizationId, familyId }: Grant): Promise<boolean> {
  const row = await db
    .selectFrom('token_families as family')
    .innerJoin('api_clients as client', (join) =>
      join
        .onRef('client.organization_id', '=', 'family.organization_id')
        .onRef('client.client_id', '=', 'family.client_id'),
    )
    .select('family.id')
    .where('family.organization_id', '=', organizationId)
    .where('family.id', '=', familyId)
    .where('family.revoked_at', 'is', null)
    .where('client.revoked_at', 'is', null)
    .executeTakeFirst()
  return row !== undefined
}
