import type { Temporal } from 'temporal-polyfill'
import type { Config } from '../config.ts'
import type { Db } from '../db/database.ts'

/** What the command line needs from outside; tests hand it their own database and catch what it writes. */
export interface OperatorDeps {
  /** Opened by the first command that needs it: help and key rotation work without one. */
  database: () => Promise<Db>
  /** Read by the first command that needs it: help works on a machine that is not configured yet. */
  config: () => Pick<Config, 'isHttps' | 'portalDomain' | 'checkoutDomain' | 'signingKeysFile'> &
    Partial<Pick<Config, 'priceFeed' | 'isDemo' | 'smtpUrl'>>
  version: string
  now: () => Temporal.Instant
  /** Results: text for people, or the one JSON value of `--json`. */
  out: (text: string) => void
  /** Everything else. */
  err: (text: string) => void
}
