import { setTimeout as delay } from 'node:timers/promises'
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { testDatabase } from '../../tests/support/database.ts'
import { createRetailer } from '../features/subscriptions/test-contracts.ts'
import { QUEUE_SCHEMA } from '../db/queue-schema.ts'
import { SCHEDULE } from './schedule.ts'
import { startProcess, testJob } from './test-jobs.ts'
import { QUICK_PACE } from './test-pace.ts'

type Process = Awaited<ReturnType<typeof startProcess>>

const running: Process[] = []
const start = async (...given: Parameters<typeof startProcess>): Promise<Process> => {
  const process = await startProcess(...given)
  running.push(process)
  return process
}
afterEach(async () => {
  for (const process of running.splice(0)) await process.stop()
})

const until = (check: () => void) => vi.waitFor(check, { timeout: 10_000, interval: 50 })

/** Work that begins when it is asked for and ends when the test says so. */
function gate() {
  const state = { begun: 0, atOnce: 0, most: 0 }
  let open: () => void = () => undefined
  const opened = new Promise<void>((resolve) => (open = resolve))
  const run = async () => {
    state.begun += 1
    state.atOnce += 1
    state.most = Math.max(state.most, state.atOnce)
    await opened
    state.atOnce -= 1
  }
  return { state, open, run }
}

describe('a job', () => {
  it('leaves one line with its duration and figures, and a count', async () => {
    const process = await start([testJob('line', async () => {})])
    await process.ask('line')
    await until(() => expect(process.lines).toHaveLength(1))
    expect(process.lines[0]).toMatchObject({ level: 30, msg: 'job done', job: 'line', answered: 42 })
    expect(process.lines[0]?.durationMs).toBeGreaterThanOrEqual(0)
    expect(await process.counted()).toEqual(['line done 1'])
  })

  it('never runs twice at once, in any number of processes, and is not queued behind itself', async () => {
    const { state, open, run } = gate()
    const first = await start([testJob('alone', run)])
    const second = await start([testJob('alone', run)])
    await first.ask('alone')
    await second.ask('alone')
    await until(() => expect(state.begun).toBe(1))
    await first.ask('alone')
    await delay(1500)
    open()
    await until(() => expect(first.lines.length + second.lines.length).toBe(1))
    await delay(1500)
    expect(state).toEqual({ begun: 1, atOnce: 0, most: 1 })
    await second.ask('alone')
    await until(() => expect(state.begun).toBe(2))
  })

  it('that fails is told with its reason and tried again until it succeeds', async () => {
    let tries = 0
    const process = await start([
      testJob(
        'flaky',
        () => ((tries += 1) < 2 ? Promise.reject(new Error(`no answer, try ${tries}`)) : Promise.resolve()),
        { retries: 3 },
      ),
    ])
    await process.ask('flaky')
    await until(() => expect(tries).toBe(2))
    await until(() => expect(process.lines).toHaveLength(2))
    expect(process.lines.map(({ level, msg, err }) => [level, msg, err?.message])).toEqual([
      [40, 'job failed', 'no answer, try 1'],
      [30, 'job done', undefined],
    ])
    expect(await process.counted()).toEqual(['flaky done 1', 'flaky failed 1'])
  })
})

describe('a job for each organisation', () => {
  const [advance] = SCHEDULE.filter(({ name }) => name === 'subscriptions.advance')
  let retailers: Awaited<ReturnType<typeof createRetailer>>[]
  beforeAll(async () => {
    retailers = [await createRetailer(), await createRetailer(), await createRetailer()]
    await Promise.all(retailers.map((retailer) => retailer.subscribe()))
  })

  it('runs once for each, shared by two processes, through the verb of the product', async () => {
    const processes = [await start([advance!]), await start([advance!])]
    await processes[0]?.ask('subscriptions.advance')
    const told = () => processes.flatMap(({ lines }) => lines)
    await until(() => expect(told()).toHaveLength(3))
    const served = told().map(({ organizationId = '' }) => organizationId)
    expect(served.toSorted()).toEqual(
      retailers.map(({ organizationId }) => organizationId as string).toSorted(),
    )
    const { pool } = await testDatabase()
    const { rows } = await pool.query('select status, count(*) from subscriptions group by status')
    expect(rows).toEqual([{ status: 'active', count: 3 }])
  })
})

describe('a process that is told to stop', () => {
  it('waits for the job that runs', async () => {
    const { state, open, run } = gate()
    const process = await start([testJob('slow', run)])
    await process.ask('slow')
    await until(() => expect(state.begun).toBe(1))
    setTimeout(open, 700)
    await process.stop()
    expect(process.lines.map(({ msg }) => msg)).toEqual(['job done'])
  })

  it('leaves a job that does not end in time to be taken up by another', async () => {
    const { state, run } = gate()
    const stuck = await start([testJob('stuck', run, { retries: 2 })], {
      pace: { ...QUICK_PACE, graceSeconds: 1 },
    })
    await stuck.ask('stuck')
    await until(() => expect(state.begun).toBe(1))
    const began = performance.now()
    await stuck.stop()
    expect(performance.now() - began).toBeLessThan(4000)
    let tookUp = 0
    await start([testJob('stuck', () => Promise.resolve(void (tookUp += 1)), { retries: 2 })])
    await until(() => expect(tookUp).toBe(1))
  })
})

describe('the schedule in the database', () => {
  const scheduled = async () => {
    const { pool } = await testDatabase()
    const { rows } = await pool.query<{ name: string; cron: string; timezone: string }>(
      `select name, cron, timezone from ${QUEUE_SCHEMA}.schedule order by name, cron`,
    )
    return rows
  }

  it('is that of this version, by the clock of Berlin; what it no longer knows is gone', async () => {
    await start([{ ...testJob('old', async () => {}), at: ['30 5 1 1 *'] }])
    expect(await scheduled()).toEqual([{ name: 'old', cron: '30 5 1 1 *', timezone: 'Europe/Berlin' }])
    await start(SCHEDULE)
    const names = new Set((await scheduled()).map(({ name }) => name))
    const wanted = SCHEDULE.filter(({ isWanted }) => isWanted?.({ priceFeed: undefined }) ?? true)
    expect(names).toEqual(new Set(wanted.map(({ name }) => name)))
    expect(names.has('prices.fetch')).toBe(false)
  })
})
