import type pg from 'pg'
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible'
import { Failure } from '../domain/failure.ts'

/** A limit that holds across processes: counts live in the database. */
export interface Limit {
  /** @throws Failure TOO_MANY_REQUESTS when the key has already spent its points. */
  check: (key: string) => Promise<void>
  /** Spends one point. @throws Failure TOO_MANY_REQUESTS when there was none left. */
  spend: (key: string) => Promise<void>
}

export interface LimitOptions {
  pool: pg.Pool
  /** Names the limit; keys of different limits never meet. */
  name: string
  points: number
  seconds: number
}

export function createLimit({ pool, name, points, seconds }: LimitOptions): Limit {
  const limiter = new RateLimiterPostgres({
    storeClient: pool,
    storeType: 'pool',
    tableName: 'rate_limits',
    tableCreated: true,
    keyPrefix: name,
    points,
    duration: seconds,
    clearExpiredByTimeout: false,
  })
  return {
    async check(key) {
      const spent = await limiter.get(key)
      if (spent && spent.remainingPoints <= 0) throw tooMany(spent, points)
    },
    async spend(key) {
      try {
        await limiter.consume(key)
      } catch (error) {
        if (error instanceof RateLimiterRes) throw tooMany(error, points)
        throw error
      }
    },
  }
}

/** `RateLimit-*` as draft-ietf-httpapi-ratelimit-headers-07 spells them. */
function tooMany(spent: RateLimiterRes, points: number): Failure {
  const seconds = Math.max(1, Math.ceil(spent.msBeforeNext / 1000))
  return new Failure('TOO_MANY_REQUESTS', `Too many attempts. Try again in ${seconds} seconds.`, {
    headers: {
      'Retry-After': String(seconds),
      'RateLimit-Limit': String(points),
      'RateLimit-Remaining': '0',
      'RateLimit-Reset': String(seconds),
    },
  })
}
