import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'

/**
 * Client secrets, refresh tokens, link tokens and session ids are 256 random bits (or, for a secret that an operator
 * chose for a demo, whatever they chose), so one round of SHA-256 is enough: there is nothing to guess that a slow hash
 * would protect.
 */
export function newSecret(): string {
  return randomBytes(32).toString('base64url')
}

export function hashSecret(secret: string): Buffer {
  return createHash('sha256').update(secret).digest()
}

/** Compares in constant time; both sides are 32-byte hashes. */
export function sameHash(left: Buffer, right: Buffer): boolean {
  return left.length === right.length && timingSafeEqual(left, right)
}
