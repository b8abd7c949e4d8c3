import { setTimeout as delay } from 'node:timers/promises'
import { Temporal } from 'temporal-polyfill'
import { afterEach, expect, it, vi } from 'vitest'
import { testDatabase } from '../../tests/support/database.ts'
import { answering, startReceiver } from '../features/webhooks/test-receiver.ts'
import { createTeller, settings, tidyUp } from '../features/webhooks/test-webhooks.ts'
import { SCHEDULE } from './schedule.ts'
import { startProcess } from './test-jobs.ts'

type Process = Awaited<ReturnType<typeof startProcess>>

const running: Process[] = []
const start = async (schedule: typeof SCHEDULE = []): Promise<Process> => {
  const process = await startProcess(schedule, { webhooks: settings, now: () => Temporal.Now.instant() })
  running.push(process)
  return process
}
afterEach(async () => {
  for (const process of running.splice(0)) await process.stop()
  await tidyUp()
})

async function createListener(...given: Parameters<typeof startReceiver>) {
  const receiver = await startReceiver(...given)
  const teller = await createTeller()
  teller.clock.now = Temporal.Now.instant()
  await teller.addEndpoint({ url: receiver.url })
  return { ...receiver, ...teller }
}

const connections = async (name: string): Promise<number> => {
  const { pool } = await testDatabase()
  const { rowCount } = await pool.query(
    'select 1 from pg_stat_activity where datname = current_database() and application_name = $1',
    [name],
  )
  return rowCount ?? 0
}
/** Listens, and has looked for what was there before. */
async function listens(): Promise<void> {
  await vi.waitFor(async () => expect(await connections('stromtor notices')).toBe(1))
  await delay(500)
}

it('an event is out within the second in which it was written', async () => {
  const { received, tell } = await createListener()
  const process = await start()
  await listens()
  for (let event = 1; event <= 3; event += 1) {
    const began = performance.now()
    await tell()
    await vi.waitFor(() => expect(received).toHaveLength(event), { timeout: 5000, interval: 10 })
    expect(performance.now() - began).toBeLessThan(1000)
  }
  await vi.waitFor(async () => expect(await process.counted()).toEqual(['webhooks.attempt done 3']))
})

it('what waits is found when a process starts, and a retry when it is due', async () => {
  const { received, tell, clock, answerWith, db, rows } = await createListener(answering(500))
  await tell()
  const process = await start()
  await vi.waitFor(() => expect(received).toHaveLength(1), { timeout: 5000 })
  await vi.waitFor(() => expect(process.lines.map(({ msg }) => msg)).toContain('a webhook is tried again'))
  answerWith(answering(200))
  const [waiting] = await rows()
  expect(clock.now.until(waiting!.next_attempt_at!).total('seconds')).toBeGreaterThan(59)
  // Not waited for here: brought forward, and the next look is asked for by another event.
  const soon = Temporal.Now.instant().add({ milliseconds: 1500 }).toString()
  await db.updateTable('webhook_deliveries').set({ next_attempt_at: soon }).execute()
  await tell()
  await vi.waitFor(() => expect(received).toHaveLength(2), { timeout: 1000 })
  await vi.waitFor(() => expect(received).toHaveLength(3), { timeout: 3000 })
  expect(received[2]?.body).toBe(received[0]?.body)
})

it('a connection that breaks is made anew, and what was written meanwhile goes out', async () => {
  const { received, tell } = await createListener()
  const process = await start()
  await listens()
  const { pool } = await testDatabase()
  await pool.query(
    `select pg_terminate_backend(pid) from pg_stat_activity
     where datname = current_database() and application_name = 'stromtor notices'`,
  )
  await vi.waitFor(async () => expect(await connections('stromtor notices')).toBe(0))
  await tell()
  await vi.waitFor(() => expect(received).toHaveLength(1), { timeout: 8000 })
  expect(process.lines.map(({ msg }) => msg)).toContain('notices of the database are not heard for now')
})

it('the job sends what nobody was told of', async () => {
  const { received, tell, db, rows } = await createListener()
  const process = await start(SCHEDULE.filter(({ name }) => name === 'webhooks.deliver'))
  await listens()
  await tell()
  await vi.waitFor(async () => expect(await rows()).toMatchObject([{ status: 'delivered' }]))
  const dueAt = (instant: Temporal.Instant) =>
    db
      .updateTable('webhook_deliveries')
      .set({ status: 'pending', attempts: 0, settled_at: null, next_attempt_at: instant.toString() })
      .execute()
  await dueAt(Temporal.Now.instant().add({ hours: 1 }))
  await delay(500)
  // By now nothing in the process expects anything for an hour.
  await dueAt(Temporal.Now.instant())
  await delay(500)
  expect(received).toHaveLength(1)
  await process.ask('webhooks.deliver')
  await vi.waitFor(() => expect(received).toHaveLength(2), { timeout: 5000 })
  await vi.waitFor(() =>
    expect(process.lines).toContainEqual(
      expect.objectContaining({ msg: 'job done', job: 'webhooks.deliver', endpoints: 1 }),
    ),
  )
})

it('a process that stops finishes what is on its way', async () => {
  const { received, tell, rows } = await createListener((response) => {
    setTimeout(() => response.writeHead(200).end(), 800)
  })
  const process = await start()
  await tell()
  await vi.waitFor(() => expect(received).toHaveLength(1), { timeout: 5000 })
  await process.stop()
  expect(await rows()).toMatchObject([{ status: 'delivered' }])
  expect(await connections('stromtor notices')).toBe(0)
})
