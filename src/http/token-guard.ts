import type { Context } from 'hono'
import type { ApiEnv } from './api-env.ts'
import type { Limit } from './rate-limit.ts'

/** Slows down who guesses client secrets: failures are counted by address, success costs nothing. */
export function createTokenGuard(limit: Limit) {
  const key = (c: Context<ApiEnv>) => c.get('address') ?? 'unknown'
  return {
    check: (c: Context<ApiEnv>) => limit.check(key(c)),
    failed: (c: Context<ApiEnv>) => limit.spend(key(c)),
  }
}
