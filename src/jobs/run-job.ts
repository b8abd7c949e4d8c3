import type { Logger } from 'pino'
import type { OrganizationId } from '../domain/identifiers.ts'
import type { Metrics } from '../http/metrics.ts'
import type { Figures, Job, JobDeps } from './job.ts'

export interface Watched {
  log: Logger
  metrics: Pick<Metrics, 'countJob'>
}

/** One run of a job, with a line in the log and a count in the metrics, however it ends. @throws what the job throws. */
export async function runJob(
  deps: JobDeps & Watched,
  job: Job,
  organizationId: OrganizationId | undefined,
  signal: AbortSignal,
): Promise<Figures> {
  const started = performance.now()
  const told = { job: job.name, ...(organizationId && { organizationId }) }
  const durationMs = () => Math.round(performance.now() - started)
  try {
    const figures = await work(deps, job, organizationId, signal)
    deps.metrics.countJob(job.name, 'done')
    deps.log.info({ ...told, durationMs: durationMs(), ...figures }, 'job done')
    return figures
  } catch (error) {
    if (signal.aborted) {
      deps.metrics.countJob(job.name, 'interrupted')
      deps.log.info({ ...told, durationMs: durationMs() }, 'job interrupted: it is taken up again later')
    } else {
      deps.metrics.countJob(job.name, 'failed')
      deps.log.warn({ ...told, durationMs: durationMs(), err: error }, 'job failed')
    }
    throw error
  }
}

function work(
  deps: JobDeps,
  job: Job,
  organizationId: OrganizationId | undefined,
  signal: AbortSignal,
): Promise<Figures> {
  if (job.per === 'installation') return job.run(deps, signal)
  if (organizationId === undefined) throw new TypeError(`${job.name} runs for one organisation at a time`)
  return job.run(deps, organizationId, signal)
}

/** The organisations that a job per organisation runs for, oldest first. */
export async function organizationsToServe({ db }: Pick<JobDeps, 'db'>): Promise<OrganizationId[]> {
  const rows = await db.selectFrom('organizations').select('id').orderBy('created_at').orderBy('id').execute()
  return rows.map(({ id }) => id)
}
