import { createHash, timingSafeEqual } from 'node:crypto'

/** How a verifier is told by its challenge (RFC 7636 section 4.2). */
export type ChallengeMethod = 'S256' | 'plain'

export interface Challenge {
  value: string
  method: ChallengeMethod
}

/** 43 to 128 letters, digits and `-._~` (section 4.1). */
const VERIFIER = /^[A-Za-z0-9._~-]{43,128}$/
/** A SHA-256 in base64url without padding. */
const SHA256 = /^[A-Za-z0-9_-]{43}$/

export const isChallenge = ({ value, method }: Challenge): boolean =>
  (method === 'S256' ? SHA256 : VERIFIER).test(value)

/** Whether this verifier is the one that the challenge was made from. */
export function answersChallenge({ value, method }: Challenge, verifier: string): boolean {
  if (!VERIFIER.test(verifier)) return false
  const told = Buffer.from(
    method === 'S256' ? createHash('sha256').update(verifier).digest('base64url') : verifier,
  )
  const expected = Buffer.from(value)
  return told.length === expected.length && timingSafeEqual(told, expected)
}
