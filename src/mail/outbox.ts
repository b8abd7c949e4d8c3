import { sql } from 'kysely'
import { fromKysely, PgBoss } from 'pg-boss'
import type { Logger } from 'pino'
import type { Db, Tx } from '../db/database.ts'
import { QUEUE_SCHEMA } from '../db/queue-schema.ts'
import type { Mailer, MailMessage } from './mailer.ts'

/** A mail that must arrive, as it lies in the queue until it was handed over. */
export interface PostedMail {
  message: MailMessage
  /** Identifier of what it tells of: the log names this and nobody's address. */
  about: string
}

export type Post = (mail: PostedMail) => Promise<void>

export interface Outbox {
  /**
   * Runs `body` in a transaction: the mails it posts are written with what they tell of, or not at all. They go out as
   * soon as it stands. A process that dies before that leaves them to the queue, and another one sends them.
   */
  transact: <Result>(body: (tx: Tx, post: Post) => Promise<Result>) => Promise<Result>
  close: () => Promise<void>
}

export const MAIL_QUEUE = 'mail.send'
/**
 * The process that wrote a mail sends it by itself. The queue takes it for lost after this, longer than all its attempts
 * take with a server that does not answer: in the ordinary case nobody gets a mail twice.
 */
const HEAD_START_SECONDS = 60

/**
 * Without a mail server nothing is posted. Without a queue, as long as no process ever took part in scheduled work, mails go
 * out by this process or not at all.
 */
export function createOutbox({ db, mailer, log }: { db: Db; mailer: Mailer | null; log: Logger }): Outbox {
  let starting: Promise<PgBoss | undefined> | undefined

  async function findQueue(): Promise<PgBoss | undefined> {
    const queue = await (starting ??= openMailQueue(db, log))
    // It may be there the next time: another process makes it when it starts.
    if (!queue) starting = undefined
    return queue
  }

  return {
    async transact(body) {
      if (mailer === null) return db.transaction().execute((tx) => body(tx, () => Promise.resolve()))
      const queue = await findQueue()
      const posted: (PostedMail & { id: string | null })[] = []
      const result = await db.transaction().execute((tx) =>
        body(tx, async (mail) => {
          const options = { db: fromKysely(tx), startAfter: HEAD_START_SECONDS }
          posted.push({ ...mail, id: queue ? await queue.send(MAIL_QUEUE, mail, options) : null })
        }),
      )
      for (const { id, message, about } of posted) {
        const settle = () => queue?.deleteJob(MAIL_QUEUE, id ?? '') ?? Promise.resolve()
        mailer.deliver(() => message, id === null ? undefined : { about, settle })
      }
      return result
    },
    async close() {
      const queue = await starting
      await queue?.stop({ graceful: false })
    },
  }
}

/**
 * Only to write and to delete: what looks after the queue and sends what was left in it is in jobs/. Undefined until some
 * process has made it.
 */
export async function openMailQueue(db: Db, log: Logger): Promise<PgBoss | undefined> {
  const queue = new PgBoss({
    db: fromKysely(db),
    schema: QUEUE_SCHEMA,
    migrate: false,
    createSchema: false,
    supervise: false,
    schedule: false,
    registerInstance: false,
  })
  queue.on('error', (error) => log.warn({ err: error }, 'the mail queue met an error'))
  try {
    if (!(await hasQueues(db))) return undefined
    await queue.start()
    if (await queue.getQueue(MAIL_QUEUE)) return queue
  } catch (error) {
    // Made by another version, say: the mail still goes out at once.
    log.warn({ err: error }, 'the mail queue cannot be used')
  }
  await queue.stop({ graceful: false })
  return undefined
}

async function hasQueues(db: Db): Promise<boolean> {
  const { rows } = await sql<{ is_there: boolean }>`
    select to_regclass(${`${QUEUE_SCHEMA}.job`}) is not null as is_there`.execute(db)
  return rows[0]?.is_there ?? false
}
