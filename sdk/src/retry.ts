import { ApiError } from './errors/api-error.ts'
import { ConnectionError } from './errors/connection-error.ts'
import type { Deadline } from './deadline.ts'
import type { Runtime } from './runtime.ts'

const firstCeilingMs = 250
const highestCeilingMs = 4000

/**
 * Whether another attempt may help: 429, any 5xx, a connection that failed, or a 409 that says when to come again, because an
 * attempt whose connection broke is still at work under the same key. Any other 4xx says that the request itself is wrong, and
 * it stays wrong.
 *
 * Repeating is safe for everything this client sends. A GET changes nothing, a PATCH or DELETE leaves the same behind
 * however often it arrives. Every POST carries an `Idempotency-Key` that stays the same over all attempts, so that an answer lost on its way is given again rather
 * than the work done twice; and a magic link minted unseen is one that nobody holds and that expires in minutes.
 */
export function isRetryable(error: unknown): boolean {
  if (error instanceof ConnectionError) return true
  if (!(error instanceof ApiError)) return false
  const isAtWork = error.status === 409 && error.retryAfterMs !== undefined
  return isAtWork || error.status === 429 || error.status >= 500
}

/**
 * The pause before attempt `retry` (1 is the first repetition), with full jitter: anything between nothing and a
 * ceiling that doubles, 250 ms to 4 s, so that clients which failed together do not come back together. A
 * `Retry-After` is a minimum, and the jitter comes on top of it.
 */
export function retryDelayMs(error: unknown, retry: number, random: () => number): number {
  const ceiling = Math.min(highestCeilingMs, firstCeilingMs * 2 ** (retry - 1))
  const asked = error instanceof ApiError ? (error.retryAfterMs ?? 0) : 0
  return asked + Math.floor(random() * ceiling)
}

/** Runs `attempt` until it succeeds, fails for good, or neither retries nor time are left; then throws its last error. */
export async function withRetries<T>(
  attempt: () => Promise<T>,
  limits: { readonly maxRetries: number; readonly deadline: Deadline },
  runtime: Runtime,
): Promise<T> {
  for (let retry = 1; ; retry += 1) {
    try {
      return await attempt()
    } catch (error) {
      if (retry > limits.maxRetries || !isRetryable(error)) throw error
      const delayMs = retryDelayMs(error, retry, runtime.random)
      // Waiting past the deadline would only turn a telling error into a TimeoutError, later.
      if (delayMs >= limits.deadline.remainingMs()) throw error
      await runtime.sleep(delayMs, limits.deadline.signal)
    }
  }
}
