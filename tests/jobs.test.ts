import { type ChildProcess, spawn } from 'node:child_process'
import { setTimeout as delay } from 'node:timers/promises'
import type pg from 'pg'
import { afterEach, beforeAll, expect, it } from 'vitest'
import { daysInRange, quarterCount } from '../src/domain/local-time.ts'
import { createRetailer, type Retailer } from '../src/features/subscriptions/test-contracts.ts'
import { storeIntervalDays } from '../src/features/usage/store-interval-days.ts'
import { testDatabase } from './support/database.ts'
import { buildJobsProgram } from './support/jobs-program.ts'

const PROGRAM = await buildJobsProgram()
const CONTRACTS = 240
/** September to November, all to be billed on the fourth of December. */
const MONTHS = 3
const NOW = '2025-12-04T03:45:00Z'
/** A dead process is found out after ten seconds, the least that the queue allows. */
const TAKEN_UP_MS = 30_000

let pool: pg.Pool
let connectionString: string
let retailer: Retailer
beforeAll(async () => {
  ;({ pool, connectionString } = await testDatabase())
  retailer = await createRetailer({ tariff: 'fixed', workingPriceMicroEurPerKwh: 120_000 })
  const days = daysInRange('2025-09-01', '2025-12-01').map((day) => ({
    day,
    wh: Array.from({ length: quarterCount(day) }, () => 80),
    status: 'final' as const,
  }))
  for (let contract = 0; contract < CONTRACTS; contract += 1) {
    const { meterId } = await retailer.subscribe()
    await storeIntervalDays(retailer.ctx, { meterId, days })
  }
}, 60_000)

const children: ChildProcess[] = []
afterEach(async () => {
  for (const child of children.splice(0)) await kill(child, 'SIGKILL')
})

/** A process that takes part in scheduled work; what it printed is kept for the day it fails. */
function start(ask?: string) {
  const child = spawn(
    process.execPath,
    [PROGRAM, connectionString, NOW, ...(ask === undefined ? [] : [ask])],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  )
  children.push(child)
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (output += String(text)))
  return { child, output: () => output }
}

async function kill(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const exited = new Promise((resolve) => child.once('exit', resolve))
  child.kill(signal)
  await exited
}

async function invoices(): Promise<number> {
  const { rows } = await pool.query<{ count: number }>('select count(*) from invoices')
  return rows[0]?.count ?? 0
}

async function noConnections(): Promise<boolean> {
  const { rowCount } = await pool.query(
    `select 1 from pg_stat_activity where datname = current_database() and application_name = 'stromtor jobs'`,
  )
  return rowCount === 0
}

async function until(what: string, check: () => Promise<boolean>, ms: number, output: () => string) {
  const deadline = Date.now() + ms
  while (!(await check())) {
    if (Date.now() > deadline) throw new Error(`Waited in vain: ${what}\n${output().slice(-3000)}`)
    await delay(20)
  }
}

it('an invoice run killed half-way is taken up by another process: every month billed once, no number left out', async () => {
  const first = start('invoices.run')
  const half = (CONTRACTS * MONTHS) / 2
  await until('half the bills', async () => (await invoices()) >= half, 60_000, first.output)
  await kill(first.child, 'SIGKILL')
  // A commit that was under way may still succeed without anybody hearing of it.
  await until('the end of its connections', noConnections, 10_000, first.output)
  const written = await invoices()
  expect(written, 'bills written before the kill').toBeLessThan(CONTRACTS * MONTHS)

  // Nobody asks again: the run itself is found and taken up.
  const second = start()
  await until(
    'the rest',
    async () => second.output().includes('"job":"invoices.run"'),
    TAKEN_UP_MS,
    second.output,
  )
  const [line = ''] = second
    .output()
    .split('\n')
    .filter((text) => text.includes('"job":"invoices.run"'))
  expect(JSON.parse(line)).toMatchObject({
    msg: 'job done',
    organizationId: retailer.organizationId,
    issued: CONTRACTS * MONTHS - written,
    refused: 0,
  })
  const { rows } = await pool.query<{ periods: string; numbers: number[]; contracts: number }>(
    `select periods, numbers, count(*) as contracts from (
       select
         string_agg(type || ' ' || period_start || ' ' || status, ', ' order by sequence) as periods,
         array_agg(sequence order by sequence) as numbers
       from invoices group by subscription_id
     ) as contract group by periods, numbers`,
  )
  expect(rows).toEqual([
    {
      periods: 'usage 2025-09-01 open, usage 2025-10-01 open, usage 2025-11-01 open',
      numbers: [1, 2, 3],
      contracts: CONTRACTS,
    },
  ])
  const { rows: halves } = await pool.query(
    `select
       (select count(*) from audit_events where action = 'invoice.issued') as audited,
       (select count(*) from invoices i where not exists (select from invoice_lines l where l.invoice_id = i.id)) as empty,
       (select count(*) from pgboss.job where name = 'invoices.run' and state <> 'completed') as unfinished`,
  )
  expect(halves).toEqual([{ audited: CONTRACTS * MONTHS, empty: 0, unfinished: 0 }])
}, 120_000)
