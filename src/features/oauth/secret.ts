import { createHash, randomFillSync, timingSafeEqual } from 'node:crypto'

const SECRET_BYTES = 32

/** Random bytes are fetched for 128 secrets at once: asking the generator costs more than the secret does. */
const drawn = Buffer.alloc(128 * SECRET_BYTES)
let used = drawn.length

/**
 * Client secrets, refresh tokens, link tokens and session ids are 256 random bits (or, for a secret that an operator
 * chose for a demo, whatever they chose), so one round of SHA-256 is enough: there is nothing to guess that a slow hash
 * would protect.
 */
export function newSecret(): string {
  if (used === drawn.length) {
    randomFillSync(drawn)
    used = 0
  }
  const bytes = drawn.subarray(used, (used += SECRET_BYTES))
  const secret = bytes.toString('base64url')
  // Given out once, and kept nowhere here.
  bytes.fill(0)
  return secret
}

export function hashSecret(secret: string): Buffer {
  return createHash('sha256').update(secret).digest()
}

/** Compares in constant time; both sides are 32-byte hashes. */
export function sameHash(left: Buffer, right: Buffer): boolean {
  return left.length === right.length && timingSafeEqual(left, right)
}
