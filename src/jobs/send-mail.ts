import { fromKysely, type JobWithMetadata, type PgBoss, type QueueOptions } from 'pg-boss'
import type { Tx } from '../db/database.ts'
import { isRefusal, type Mailer, reasonOf } from '../mail/mailer.ts'
import { MAIL_QUEUE, type Post, type PostedMail } from '../mail/outbox.ts'
import type { Pace } from './queue.ts'
import type { Watched } from './run-job.ts'

const HOUR = 3600
/** With pauses that grow to an hour, a mail server may be away for a day. */
const RETRIES = 30
const DAY = 24 * HOUR

export interface MailDeps extends Watched {
  mailer: Pick<Mailer, 'send'>
}

export async function prepareMailQueue(queue: PgBoss, pace: Pace): Promise<void> {
  const options: QueueOptions = {
    retryLimit: RETRIES,
    retryDelay: pace.retrySeconds,
    retryBackoff: true,
    retryDelayMax: HOUR,
    expireInSeconds: 5 * 60,
    heartbeatSeconds: pace.heartbeatSeconds,
    // Nothing of anybody's is kept longer than it takes: neither what nobody came to send nor what ended without us.
    retentionSeconds: 7 * DAY,
    deleteAfterSeconds: DAY,
  }
  await queue.createQueue(MAIL_QUEUE, options)
  await queue.updateQueue(MAIL_QUEUE, options)
}

/** Leaves mails to the queue alone, which sends one after the other however many there are. */
export const postIn =
  (queue: PgBoss) =>
  (tx: Tx): Post =>
  async (mail) => {
    await queue.send(MAIL_QUEUE, mail, { db: fromKysely(tx) })
  }

/** Sends the mails that the process which wrote them could not send: it died, or the mail server was away. */
export async function serveMail(queue: PgBoss, deps: MailDeps, pace: Pace): Promise<void> {
  let worker: string | undefined
  worker = await queue.work(
    MAIL_QUEUE,
    {
      pollingIntervalSeconds: pace.pollSeconds,
      heartbeatRefreshSeconds: pace.heartbeatSeconds / 4,
      includeMetadata: true,
    },
    async ([job]: JobWithMetadata<PostedMail>[]) => {
      if (!job) return
      try {
        const isDone = await sendKept(deps, job)
        // The queue notes why: not in the server's words, which name the recipient.
        if (!isDone) throw new Error('The mail server did not take it.')
        // With the address in it: gone as soon as it has served.
        await queue.deleteJob(MAIL_QUEUE, job.id)
      } finally {
        if (worker !== undefined) queue.notifyWorker(worker)
      }
    },
  )
}

/** Whether it is done with: sent, or given up. */
async function sendKept(
  { mailer, log, metrics }: MailDeps,
  job: JobWithMetadata<PostedMail>,
): Promise<boolean> {
  const { message, about } = job.data
  const told = { job: MAIL_QUEUE, about, attempt: job.retryCount + 1 }
  try {
    await mailer.send(message)
    metrics.countJob(MAIL_QUEUE, 'done')
    log.info(told, 'a mail was sent from the queue')
    return true
  } catch (error) {
    metrics.countJob(MAIL_QUEUE, 'failed')
    const isLast = isRefusal(error) || job.retryCount >= job.retryLimit
    log[isLast ? 'error' : 'warn'](
      { ...told, ...reasonOf(error) },
      isLast ? 'a mail was given up' : 'a mail is tried again',
    )
    return isLast
  }
}
