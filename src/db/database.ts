import { Kysely, PostgresDialect, type Transaction } from 'kysely'
import pg from 'pg'
import { Temporal } from 'temporal-polyfill'
import type { DB } from './tables.ts'

export type Db = Kysely<DB>
export type Tx = Transaction<DB>

const { DATE, INT8, TIMESTAMPTZ } = pg.types.builtins
/** bigint[], which the driver's own list leaves out. */
const INT8_ARRAY = 1016

/**
 * How PostgreSQL's values arrive: instants as Temporal.Instant, calendar dates as 'YYYY-MM-DD' (never shifted through a
 * zone), bigint as number (our largest, Wh and cents, stay far below 2^53). Set on each pool, not on the whole process.
 */
const types: pg.CustomTypesConfig = {
  getTypeParser(oid: (typeof pg.types.builtins)['INT8'], format?: 'text' | 'binary') {
    if (format !== 'binary') {
      if (oid === TIMESTAMPTZ) return parseInstant
      if (oid === DATE) return (text: string) => text
      if (oid === INT8) return Number
      if ((oid as number) === INT8_ARRAY) return parseIntegers
    }
    return pg.types.getTypeParser(oid, format)
  },
}

const parseIntegers = (text: string): number[] =>
  text === '{}' ? [] : text.slice(1, -1).split(',').map(Number)

export function parseInstant(text: string): Temporal.Instant {
  return Temporal.Instant.from(text.replace(' ', 'T'))
}

export interface PoolOptions {
  connectionString: string
  max: number
  applicationName?: string
}

/** A pool that speaks UTC, gives up on a statement after 30 s and on a connection after 10 s. */
export function createPool({ connectionString, max, applicationName = 'stromtor' }: PoolOptions): pg.Pool {
  const pool = new pg.Pool({
    connectionString,
    max,
    types,
    application_name: applicationName,
    connectionTimeoutMillis: 10_000,
    statement_timeout: 30_000,
    idle_in_transaction_session_timeout: 60_000,
    options: '-c TimeZone=UTC',
  })
  // A connection that breaks while nobody uses it is dropped by the pool and the next query opens another. Unheard, the event
  // would end the process.
  pool.on('error', () => undefined)
  return pool
}

export function createDatabase(pool: pg.Pool): Db {
  return new Kysely<DB>({ dialect: new PostgresDialect({ pool }) })
}
