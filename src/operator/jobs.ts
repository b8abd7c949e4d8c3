import { Command } from 'commander'
import type { Db } from '../db/database.ts'
import { Failure, notFound, unprocessable } from '../domain/failure.ts'
import type { OrganizationId } from '../domain/identifiers.ts'
import type { Deliveries } from '../features/webhooks/deliveries.ts'
import { createLog } from '../http/log.ts'
import { WEBHOOKS_JOB, webhookDeliveries } from '../jobs/deliver-webhooks.ts'
import type { Figures, Job, JobDeps } from '../jobs/job.ts'
import { type JobState, jobStates } from '../jobs/queue-state.ts'
import { organizationsToServe } from '../jobs/run-job.ts'
import { findJob, SCHEDULE } from '../jobs/schedule.ts'
import { postIn } from '../jobs/send-mail.ts'
import { NOTICES_JOB } from '../jobs/tell-customers.ts'
import { openMailQueue } from '../mail/outbox.ts'
import type { OperatorDeps } from './deps.ts'
import { resolveOrganization } from './lookups.ts'
import { formatInstant, type Output, type Row } from './output.ts'
import { serverWebhooks } from './webhook-lookups.ts'

interface Ran {
  job: string
  /** Of jobs that run for one organisation at a time. */
  organizationId: OrganizationId | null
  figures: Figures
}

export function jobsCommand(deps: OperatorDeps, output: Output): Command {
  const jobs = new Command('jobs').description('work that the server does by the clock')

  jobs
    .command('list')
    .description('list the jobs with their last and next run, and what failed within two weeks')
    .action(async () => {
      const states = await jobStates(await deps.database(), deps.now())
      if (states === null) output.say('No server has taken part in scheduled work on this database yet.')
      output.list(
        states ?? SCHEDULE.map(neverRun),
        [
          { title: 'JOB', of: ({ name }) => name },
          { title: 'AT (BERLIN)', of: ({ at }) => at.join(', ') || '-' },
          { title: 'LAST DONE', of: ({ lastDoneAt }) => (lastDoneAt ? formatInstant(lastDoneAt) : '-') },
          { title: 'NEXT', of: ({ nextAt }) => (nextAt ? formatInstant(nextAt) : '-') },
          { title: 'NOW', of: nowOf },
          { title: 'FAILED', of: ({ failed }) => String(failed) },
          { title: 'WHY', of: ({ reason }) => reason ?? '' },
        ],
        'No jobs.',
      )
    })

  jobs
    .command('run')
    .description('run a job at once, in this process; safe beside a server that runs the same')
    .argument('<name>', `one of ${SCHEDULE.map(({ name }) => name).join(', ')}`)
    .option('--organization <id or name>', 'only for this organisation')
    .action(async (name: string, options: { organization?: string }) => {
      const job = findJob(name)
      if (!job) throw notFound(`The job ${name} was`)
      const db = await deps.database()
      const { priceFeed } = deps.config()
      const webhooks = job.name === WEBHOOKS_JOB ? await ownDeliveries(deps, db) : undefined
      const mails = job.name === NOTICES_JOB ? await ownNotices(deps, db) : undefined
      const jobDeps = { db, now: deps.now, priceFeed, ...(webhooks && { webhooks }), ...mails?.given }
      const ran = await runDirectly(jobDeps, job, options.organization).finally(async () => {
        webhooks?.stop()
        await webhooks?.idle()
        await mails?.close()
      })
      if (ran.length === 0) output.say('There is no organisation yet.')
      output.one(ran, rowsOf(ran))
    })

  return jobs
}

async function runDirectly(deps: JobDeps, job: Job, organization: string | undefined): Promise<Ran[]> {
  const { signal } = new AbortController()
  if (job.per === 'installation') {
    if (organization !== undefined)
      throw unprocessable('organization', `${job.name} runs for the whole installation`)
    return [{ job: job.name, organizationId: null, figures: await job.run(deps, signal) }]
  }
  const only = organization === undefined ? undefined : (await resolveOrganization(deps.db, organization)).id
  const ran: Ran[] = []
  for (const organizationId of only ? [only] : await organizationsToServe(deps)) {
    ran.push({ job: job.name, organizationId, figures: await job.run(deps, organizationId, signal) })
  }
  return ran
}

/** What goes out is told by the figures, and in full by `webhooks deliveries`. */
const ownDeliveries = async (deps: OperatorDeps, db: Db): Promise<Deliveries> =>
  webhookDeliveries({
    db,
    now: deps.now,
    webhooks: await serverWebhooks(deps),
    log: createLog({ level: 'silent' }),
    metrics: { countJob: () => undefined },
  })

/** Mails are left to the server, which has the way to the mail server and tries again. */
async function ownNotices(deps: OperatorDeps, db: Db) {
  const { smtpUrl, isDemo } = deps.config()
  if (smtpUrl === undefined && !isDemo) {
    throw new Failure('CONFLICT', 'SMTP_URL is not set, so no mail would ever be sent.')
  }
  const queue = await openMailQueue(db, createLog({ level: 'silent' }))
  if (!queue) {
    throw new Failure('CONFLICT', 'No server has taken part in scheduled work on this database yet.')
  }
  return {
    given: { notices: { postIn: postIn(queue), hosts: deps.config() } },
    close: () => queue.stop({ graceful: false }),
  }
}

const rowsOf = (ran: readonly Ran[]): Row[] =>
  ran.flatMap(({ organizationId, figures }): Row[] => [
    ...(organizationId === null ? [] : [['Organisation', organizationId] as const]),
    ...Object.entries(figures).map(([what, figure]): Row => [
      what.replaceAll('_', ' '),
      typeof figure === 'object' ? figure.join('; ') || '-' : String(figure),
    ]),
  ])

const nowOf = ({ running, retrying }: JobState): string =>
  [running > 0 && `${running} running`, retrying > 0 && `${retrying} to retry`].filter(Boolean).join(', ') ||
  '-'

const neverRun = ({ name, does }: Job): JobState => ({
  name,
  does,
  at: [],
  lastDoneAt: null,
  nextAt: null,
  running: 0,
  retrying: 0,
  failed: 0,
  reason: null,
})
