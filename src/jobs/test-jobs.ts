import { testDatabase } from '../../tests/support/database.ts'
import { createLog } from '../http/log.ts'
import { createMetrics } from '../http/metrics.ts'
import { instantAt } from '../domain/local-time.ts'
import type { Job } from './job.ts'
import { startJobs, type StartJobs } from './start-jobs.ts'
import { QUICK_PACE } from './test-pace.ts'

interface LogLine {
  level: number
  msg: string
  job?: string
  organizationId?: string
  durationMs?: number
  err?: { message: string }
}

/** A process that takes part in scheduled work on this test file's database, with what it logs and counts. */
export async function startProcess(schedule: readonly Job[], options: Partial<StartJobs> = {}) {
  const { connectionString } = await testDatabase()
  const metrics = createMetrics()
  const lines: LogLine[] = []
  const log = createLog({
    level: 'info',
    stream: { write: (line) => void lines.push(JSON.parse(line) as LogLine) },
  })
  const jobs = await startJobs({
    connectionString,
    log,
    metrics,
    now: () => instantAt('2025-10-01', '00:05'),
    priceFeed: undefined,
    schedule,
    pace: QUICK_PACE,
    ...options,
  })
  return {
    ...jobs,
    lines,
    /** `job outcome count`, as /metrics shows them. */
    counted: async () =>
      [
        ...(await metrics.expose()).text.matchAll(
          /^stromtor_job_runs_total\{job="(.+)",outcome="(.+)"\} (\d+)$/gm,
        ),
      ]
        .map(([, job, outcome, count]) => `${job} ${outcome} ${count}`)
        .toSorted(),
  }
}

/** A job for a test, run by nothing but `ask`. */
export const testJob = (name: string, run: () => Promise<void>, fields: { retries?: number } = {}): Job => ({
  name,
  does: 'is for a test',
  at: [],
  per: 'installation',
  run: async () => {
    await run()
    return { answered: 42 }
  },
  retries: fields.retries ?? 0,
})
