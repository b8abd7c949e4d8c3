import { randomBytes } from 'node:crypto'
import type { Id } from '../../domain/identifiers.ts'
import { seal, unseal } from '../../http/seal.ts'

/** It signs, so it cannot be kept as a hash: it is kept under a key that is not in the database. */
const newSecret = (): string => `whsec_${randomBytes(32).toString('base64url')}`

/** A new secret for an endpoint: to show this once, and to keep. */
export function makeSecret(
  key: Buffer,
  endpointId: Id<'webhookEndpoint'>,
): { secret: string; sealed: Buffer } {
  const secret = newSecret()
  return { secret, sealed: seal(key, endpointId, secret) }
}

/** @throws Error when it was sealed for another endpoint or under another installation's key. */
export const openSecret = (key: Buffer, endpointId: Id<'webhookEndpoint'>, sealed: Buffer): string =>
  unseal(key, endpointId, sealed)
