import type { Job as QueuedRun, PgBoss } from 'pg-boss'
import { setTimeout as delay } from 'node:timers/promises'
import { createDatabase, createPool } from '../db/database.ts'
import { isId, type OrganizationId } from '../domain/identifiers.ts'
import type { WebhookSettings } from '../features/webhooks/webhook-endpoint.ts'
import type { Mailer } from '../mail/mailer.ts'
import type { Job, JobDeps, Notices } from './job.ts'
import { createQueue, type Pace, prepareQueues, USUAL_PACE } from './queue.ts'
import { organizationsToServe, runJob, type Watched } from './run-job.ts'
import { SCHEDULE } from './schedule.ts'
import { postIn, prepareMailQueue, serveMail } from './send-mail.ts'
import { serveWebhooks, type ServedWebhooks } from './serve-webhooks.ts'

/** Connections that jobs work with, whatever the number of jobs at once: visitors never wait for them. */
const WORK_CONNECTIONS = 4
/** An interrupted job ends at its next step; a process that stops does not wait for more than this. */
const LAST_STEP_MS = 2000

export interface StartJobs extends Watched, Omit<JobDeps, 'db' | 'webhooks' | 'notices'> {
  connectionString: string
  schedule?: readonly Job[]
  /** Null where no mail server is configured: what is left in the queue waits for a process that has one. */
  mailer?: Pick<Mailer, 'send'> | null
  /** Where the portals and checkouts are that mails to customers lead to. */
  hosts?: Notices['hosts']
  /** What webhooks are signed with, and where they may go. */
  webhooks?: WebhookSettings
  pace?: Pace
}

export interface RunningJobs {
  /** Asks for a run at once, as the schedule does when its time has come. */
  ask: (job: Job['name']) => Promise<void>
  /** Takes no new work and waits for what runs. */
  stop: () => Promise<void>
}

/** Lets this process take part in scheduled work: any number of processes may. */
export async function startJobs(options: StartJobs): Promise<RunningJobs> {
  const {
    connectionString,
    log,
    metrics,
    schedule = SCHEDULE,
    mailer = null,
    hosts,
    pace = USUAL_PACE,
  } = options
  const pool = createPool({ connectionString, max: WORK_CONNECTIONS, applicationName: 'stromtor jobs' })
  const queue = createQueue(connectionString, pace)
  queue.on('error', (error) => log.warn({ err: error }, 'the job queue met an error'))
  queue.on('warning', ({ message, data }) => log.warn({ data }, message))
  let webhooks: ServedWebhooks | undefined
  const end = async () => {
    const graceMs = pace.graceSeconds * 1000
    await Promise.all([queue.stop({ timeout: graceMs }), webhooks?.stop(graceMs)])
    await Promise.race([pool.end(), delay(LAST_STEP_MS, undefined, { ref: false })])
  }
  let ended: Promise<void> | undefined
  const stop = () => (ended ??= end())
  try {
    await queue.start()
    const notices = mailer && hosts && { postIn: postIn(queue), hosts }
    const settings = { ...options, ...(notices && { notices }) }
    await prepareQueues(queue, schedule, settings, pace)
    await prepareMailQueue(queue, pace)
    const db = createDatabase(pool)
    const { webhooks: signing, ...given } = settings
    if (signing) webhooks = serveWebhooks({ ...given, db, webhooks: signing })
    const deps = { ...given, db, ...(webhooks && { webhooks: webhooks.deliveries }) }
    for (const job of schedule) await serve(queue, deps, job, pace)
    if (mailer) await serveMail(queue, { mailer, log, metrics }, pace)
  } catch (error) {
    await stop()
    throw new Error(
      'Scheduled work could not be prepared in the database. Its account must be allowed to create the schema pgboss, or set JOBS=off.',
      { cause: error },
    )
  }
  return {
    ask: async (name) => void (await queue.send(name)),
    stop,
  }
}

async function serve(queue: PgBoss, deps: JobDeps & Watched, job: Job, pace: Pace): Promise<void> {
  let worker: string | undefined
  worker = await queue.work(
    job.name,
    { pollingIntervalSeconds: pace.pollSeconds, heartbeatRefreshSeconds: pace.heartbeatSeconds / 4 },
    async ([run]: QueuedRun<unknown>[]) => {
      if (!run) return
      try {
        const organizationId = organizationOf(run.data)
        if (job.per === 'organization' && organizationId === undefined) await fanOut(queue, deps, job.name)
        else return await runJob(deps, job, organizationId, run.signal)
      } finally {
        // Whether there is more is looked for at once: a hundred organisations need not wait for a hundred polls.
        if (worker !== undefined) queue.notifyWorker(worker)
      }
    },
  )
}

/** The schedule asks for a job once; from it comes a run for each organisation. */
async function fanOut(queue: PgBoss, deps: JobDeps, name: string): Promise<void> {
  const organizations = await organizationsToServe(deps)
  await queue.insert(
    name,
    organizations.map((id) => ({ data: { organizationId: id }, singletonKey: id })),
  )
}

function organizationOf(data: unknown): OrganizationId | undefined {
  const named = typeof data === 'object' && data !== null && 'organizationId' in data && data.organizationId
  return typeof named === 'string' && isId('organization', named) ? named : undefined
}
