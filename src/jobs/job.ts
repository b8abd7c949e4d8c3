import type { Temporal } from 'temporal-polyfill'
import type { Config } from '../config.ts'
import type { Db, Tx } from '../db/database.ts'
import type { OrganizationId } from '../domain/identifiers.ts'
import type { Deliveries } from '../features/webhooks/deliveries.ts'
import type { Post } from '../mail/outbox.ts'

/** What jobs are built on. A job calls the verbs of features/ and decides nothing by itself. */
export interface JobDeps {
  db: Db
  now: () => Temporal.Instant
  priceFeed: Config['priceFeed']
  /** Absent where the process has no keys to sign with. */
  webhooks?: Deliveries
  /** Absent where there is no mail server. */
  notices?: Notices
}

/** What mails to customers are written with. */
export interface Notices {
  /** Puts a mail into the queue, with what the transaction writes or not at all. */
  postIn: (tx: Tx) => Post
  /** Where the portals and checkouts are that they lead to. */
  hosts: Pick<Config, 'isHttps' | 'portalDomain' | 'checkoutDomain'>
}

/** What decides whether a job is wanted at all. */
export type JobSettings = Pick<JobDeps, 'priceFeed' | 'notices'> & { webhooks?: unknown }

/** What a run came to, for the log: counts, and a reason where one helps. */
export type Figures = Record<string, number | string | readonly string[]>

interface Named {
  /** Names the queue, the metric and the operator's argument. */
  name: string
  /** One sentence for `stromtor jobs list`. */
  does: string
  /** When it runs, by the clock of Berlin: minute hour day month weekday. */
  at: readonly string[]
  /** How often a run that failed is tried again, ever later. 0 where the next run comes soon anyway. */
  retries: number
  /** Whether a run that no process was there for is made up for at the next start; default: it is. */
  isMadeUpFor?: boolean
  /** Whether the installation has what the job needs; default: it has. */
  isWanted?: (settings: JobSettings) => boolean
}

/**
 * Work that runs by the clock. Every run may be the second one of its kind, because a run that died is taken up again from
 * its beginning: the verbs it calls find what is done and leave it. A long run looks at `signal` between two steps: it is
 * aborted when the process stops or another one has taken the run over.
 */
export type Job =
  | (Named & { per: 'installation'; run: (deps: JobDeps, signal: AbortSignal) => Promise<Figures> })
  | (Named & {
      /** A run for each organisation: they fail, are retried and are shared among processes one by one. */
      per: 'organization'
      run: (deps: JobDeps, organizationId: OrganizationId, signal: AbortSignal) => Promise<Figures>
    })

/** Enough of a list of reasons to see what is wrong; the log is no place for ten thousand. */
export const someOf = (reasons: readonly string[]): readonly string[] => reasons.slice(0, 5)
