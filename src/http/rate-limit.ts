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

function limiterOf({ pool, name, points, seconds }: LimitOptions): RateLimiterPostgres {
  return new RateLimiterPostgres({
    storeClient: pool,
    storeType: 'pool',
    tableName: 'rate_limits',
    tableCreated: true,
    keyPrefix: name,
    points,
    duration: seconds,
    clearExpiredByTimeout: false,
  })
}

export function createLimit(options: LimitOptions): Limit {
  const limiter = limiterOf(options)
  const { points } = options
  return {
    async check(key) {
      const spent = await limiter.get(key)
      if (spent && spent.remainingPoints <= 0) throw tooMany(spent.msBeforeNext, points)
    },
    async spend(key) {
      try {
        await limiter.consume(key)
      } catch (error) {
        if (error instanceof RateLimiterRes) throw tooMany(error.msBeforeNext, points)
        throw error
      }
    },
  }
}

/** A count within a window that holds across processes, without a limit of its own. */
export interface Allowance {
  /** Takes so many; answers how many were taken in the running window in all, and how long it still runs. */
  take: (key: string, points: number) => Promise<{ taken: number; msLeft: number }>
}

export function createAllowance(options: Omit<LimitOptions, 'points'>): Allowance {
  const limiter = limiterOf({ ...options, points: Number.MAX_SAFE_INTEGER })
  return {
    async take(key, points) {
      const { consumedPoints, msBeforeNext } = await limiter.consume(key, points)
      return { taken: consumedPoints, msLeft: msBeforeNext }
    },
  }
}

/** `RateLimit-*` as draft-ietf-httpapi-ratelimit-headers-06 spells them. */
export function tooMany(msLeft: number, points: number): Failure {
  const seconds = Math.max(1, Math.ceil(msLeft / 1000))
  return new Failure('TOO_MANY_REQUESTS', `Too many requests. Try again in ${seconds} seconds.`, {
    headers: {
      'Retry-After': String(seconds),
      'RateLimit-Limit': String(points),
      'RateLimit-Remaining': '0',
      'RateLimit-Reset': String(seconds),
    },
  })
}
