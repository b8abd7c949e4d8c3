import { jwtVerify, SignJWT } from 'jose'
import { z } from 'zod'
import type { CustomerId, OrganizationId } from '../../domain/identifiers.ts'
import type { SigningKeys } from './signing-keys.ts'

/** Seconds an access token is valid: what every token answer says as `expires_in`. */
export const ACCESS_TOKEN_SECONDS = 3600

const ALGORITHM = 'HS256'

const claims = z.object({
  sub: z.string(),
  org: z.string(),
  scope: z.string(),
  fam: z.string(),
  cus: z.string().optional(),
  exp: z.number(),
})

/** Whom a token speaks for. `customerId` is set for tokens of the authorisation-code flow: they see that customer alone. */
export interface Grant {
  organizationId: OrganizationId
  clientId: string
  scope: string
  familyId: string
  customerId?: CustomerId
  expiresAtSeconds: number
}

export interface AccessTokens {
  sign: (grant: Omit<Grant, 'expiresAtSeconds'>) => Promise<string>
  /** Undefined for anything that is not an unexpired token of ours. */
  verify: (token: string) => Promise<Grant | undefined>
}

/** JSON Web Tokens as RFC 9068 shapes them, signed by whichever key is current and verified by the one they name. */
export function createAccessTokens(keys: SigningKeys, issuer: string): AccessTokens {
  return {
    async sign({ organizationId, clientId, scope, familyId, customerId }) {
      const { kid, key } = await keys.current()
      return new SignJWT({
        org: organizationId,
        scope,
        fam: familyId,
        ...(customerId && { cus: customerId }),
      })
        .setProtectedHeader({ alg: ALGORITHM, kid, typ: 'at+jwt' })
        .setIssuer(issuer)
        .setAudience(issuer)
        .setSubject(clientId)
        .setIssuedAt()
        .setExpirationTime(`${ACCESS_TOKEN_SECONDS}s`)
        .setJti(crypto.randomUUID())
        .sign(key)
    },
    async verify(token) {
      try {
        const { payload } = await jwtVerify(
          token,
          async ({ kid }) => {
            const key = kid === undefined ? undefined : await keys.byKid(kid)
            if (!key) throw new Error('unknown key')
            return key
          },
          { algorithms: [ALGORITHM], issuer, audience: issuer, typ: 'at+jwt' },
        )
        const { sub, org, scope, fam, cus, exp } = claims.parse(payload)
        return {
          organizationId: org as OrganizationId,
          clientId: sub,
          scope,
          familyId: fam,
          ...(cus !== undefined && { customerId: cus as CustomerId }),
          expiresAtSeconds: exp,
        }
      } catch {
        return undefined
      }
    },
  }
}
