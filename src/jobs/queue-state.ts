import { sql } from 'kysely'
import { PgBoss } from 'pg-boss'
import { Temporal } from 'temporal-polyfill'
import type { Db } from '../db/database.ts'
import { QUEUE_SCHEMA } from '../db/queue-schema.ts'
import { SCHEDULE, ZONE } from './schedule.ts'

/** What the queue knows about a job: of the last two weeks, which is how long it remembers. */
export interface JobState {
  name: string
  does: string
  /** Minute hour day month weekday in Berlin; empty where no process is to run it. */
  at: string[]
  lastDoneAt: Temporal.Instant | null
  nextAt: Temporal.Instant | null
  running: number
  /** Failed, and to be tried again. */
  retrying: number
  /** Failed at the last try. */
  failed: number
  /** Of the latest failure. */
  reason: string | null
}

interface Runs {
  name: string
  last_done_at: Temporal.Instant | null
  running: number
  retrying: number
  failed: number
  reason: string | null
}

/** Null as long as no process has ever taken part in scheduled work. */
export async function jobStates(db: Db, now: Temporal.Instant): Promise<JobState[] | null> {
  const { rows: schemas } = await sql<{ is_there: boolean }>`
    select to_regclass(${`${QUEUE_SCHEMA}.schedule`}) is not null as is_there`.execute(db)
  if (!schemas[0]?.is_there) return null
  const { rows: schedules } = await sql<{ name: string; cron: string }>`
    select name, cron from ${sql.id(QUEUE_SCHEMA, 'schedule')} order by name, key`.execute(db)
  const { rows: runs } = await sql<Runs>`
    select
      name,
      max(completed_on) filter (where state = 'completed') as last_done_at,
      count(*) filter (where state = 'active')::int as running,
      count(*) filter (where state = 'retry')::int as retrying,
      count(*) filter (where state = 'failed')::int as failed,
      (array_agg(output ->> 'message' order by coalesce(completed_on, started_on) desc)
        filter (where state in ('failed', 'retry')))[1] as reason
    from ${sql.id(QUEUE_SCHEMA, 'job')}
    where name = any (${SCHEDULE.map(({ name }) => name)}::text[])
    group by name`.execute(db)
  return SCHEDULE.map(({ name, does }) => {
    const at = schedules.filter((schedule) => schedule.name === name).map(({ cron }) => cron)
    const past = runs.find((run) => run.name === name)
    return {
      name,
      does,
      at,
      lastDoneAt: past?.last_done_at ?? null,
      nextAt: nextRun(at, now),
      running: past?.running ?? 0,
      retrying: past?.retrying ?? 0,
      failed: past?.failed ?? 0,
      reason: past?.reason ?? null,
    }
  })
}

/** The first instant after `now` at which one of the times comes round, as the queue reads them. */
export function nextRun(at: readonly string[], now: Temporal.Instant): Temporal.Instant | null {
  // Never started: it only reads times.
  const queue = new PgBoss({ db: { executeSql: () => Promise.resolve({ rows: [] }) } })
  const from = new Date(now.epochMilliseconds)
  const next = at.flatMap((cron) => queue.previewSchedule(cron, { tz: ZONE, from, count: 1 }))
  return next.length === 0
    ? null
    : Temporal.Instant.fromEpochMilliseconds(Math.min(...next.map((date) => date.getTime())))
}
