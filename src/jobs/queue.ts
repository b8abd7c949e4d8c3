import { type ConstructorOptions, PgBoss, type QueueOptions } from 'pg-boss'
import { QUEUE_SCHEMA } from '../db/queue-schema.ts'
import type { Job, JobSettings } from './job.ts'
import { ZONE } from './schedule.ts'

/** How soon work is found, and how soon a dead process's work is found to be so. Shorter in tests. */
export interface Pace {
  /** Between two looks for work in each queue. */
  pollSeconds: number
  /** A run whose process has been silent for so long is taken up by another. At least 10. */
  heartbeatSeconds: number
  /** Between two looks for such runs. */
  superviseSeconds: number
  /** Before the first retry; doubled for each one after it. */
  retrySeconds: number
  /** How long a run may take to finish once the process was told to stop; then it is left to be taken up again. */
  graceSeconds: number
}

export const USUAL_PACE: Pace = {
  pollSeconds: 10,
  heartbeatSeconds: 60,
  superviseSeconds: 30,
  retrySeconds: 60,
  graceSeconds: 15,
}

/** Looking for work, heartbeats and results; the work itself has connections of its own and cannot delay them. */
export const QUEUE_CONNECTIONS = 2

const HOUR = 3600
/** A run is given up after this; the longest, an invoice run, is done with a million household-months by then. */
const EXPIRE_SECONDS = 6 * HOUR
/** Finished and failed runs stay for `stromtor jobs list`. */
const KEEP_SECONDS = 14 * 24 * HOUR
const LONGEST_RETRY_SECONDS = HOUR

export function createQueue(connectionString: string, pace: Pace): PgBoss {
  const options: ConstructorOptions = {
    connectionString,
    schema: QUEUE_SCHEMA,
    max: QUEUE_CONNECTIONS,
    application_name: 'stromtor queue',
    options: '-c TimeZone=UTC -c statement_timeout=30000 -c idle_in_transaction_session_timeout=60000',
    registerInstance: false,
    superviseIntervalSeconds: pace.superviseSeconds,
    monitorIntervalSeconds: pace.superviseSeconds,
  }
  return new PgBoss(options)
}

/**
 * Brings queues and schedule to what this version knows. `exclusive`: of a job, or of a job and an organisation, there is one
 * run at most, waiting, running or to be retried; a second one asked for meanwhile is dropped.
 */
export async function prepareQueues(
  queue: PgBoss,
  schedule: readonly Job[],
  settings: JobSettings,
  pace: Pace,
): Promise<void> {
  for (const job of schedule) {
    const options = queueOptions(job, pace)
    await queue.createQueue(job.name, { policy: 'exclusive', ...options })
    // A queue that was there already keeps what it was made with.
    await queue.updateQueue(job.name, options)
  }
  const wanted = schedule
    .filter(({ isWanted }) => isWanted?.(settings) ?? true)
    .flatMap(({ name, at, isMadeUpFor = true }) =>
      at.map((cron, index) => ({ name, cron, key: String(index + 1), isMadeUpFor })),
    )
  for (const { name, key } of await queue.getSchedules()) {
    if (!wanted.some((each) => each.name === name && each.key === key)) await queue.unschedule(name, key)
  }
  for (const { name, cron, key, isMadeUpFor } of wanted) {
    // After a night without any process the work is done once, on the first morning with one.
    await queue.schedule(name, cron, null, { tz: ZONE, key, missed: isMadeUpFor ? 'once' : 'skip' })
  }
}

const queueOptions = (job: Job, pace: Pace): QueueOptions => ({
  retryLimit: job.retries,
  retryDelay: pace.retrySeconds,
  retryBackoff: true,
  retryDelayMax: LONGEST_RETRY_SECONDS,
  expireInSeconds: EXPIRE_SECONDS,
  heartbeatSeconds: pace.heartbeatSeconds,
  deleteAfterSeconds: KEEP_SECONDS,
})
