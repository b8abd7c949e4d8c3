import { type ChildProcess, spawn } from 'node:child_process'
import { setTimeout as delay } from 'node:timers/promises'
import { Temporal } from 'temporal-polyfill'
import { afterEach, beforeAll, expect, it } from 'vitest'
import { webhooks } from '../sdk/src/index.ts'
import { daysInRange, quarterCount } from '../src/domain/local-time.ts'
import { createRetailer, type Retailer } from '../src/features/subscriptions/test-contracts.ts'
import { storeIntervalDays } from '../src/features/usage/store-interval-days.ts'
import { createEndpoint } from '../src/features/webhooks/create-endpoint.ts'
import {
  type Answer,
  answering,
  isSignedWith,
  startReceiver,
} from '../src/features/webhooks/test-receiver.ts'
import { settings, tidyUp } from '../src/features/webhooks/test-webhooks.ts'
import { testDatabase } from './support/database.ts'
import { buildJobsProgram } from './support/jobs-program.ts'

const PROGRAM = await buildJobsProgram()
const CONTRACTS = 120
/** September to November, all to be billed on the fourth of December. */
const MONTHS = 3
const NOW = Temporal.Instant.from('2025-12-04T03:45:00Z')

let retailer: Retailer
let connectionString: string
beforeAll(async () => {
  ;({ connectionString } = await testDatabase())
  retailer = await createRetailer({ tariff: 'fixed', workingPriceMicroEurPerKwh: 120_000 })
})

const children: ChildProcess[] = []
afterEach(async () => {
  for (const child of children.splice(0)) await kill(child)
  await tidyUp()
})

/** A process that bills and delivers, with a clock that is `minutes` ahead of the first one's. */
function start(minutes: number, ask = '') {
  const now = NOW.add({ minutes }).toString()
  const key = settings.key.toString('hex')
  const child = spawn(process.execPath, [PROGRAM, connectionString, now, ask, key], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  children.push(child)
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (output += String(text)))
  return { child, output: () => output }
}

/** Without a word of warning. */
async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const exited = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGKILL')
  await exited
}

async function numbersOf(query: string): Promise<number[]> {
  const { pool } = await testDatabase()
  const { rows } = await pool.query<Record<string, number>>(query)
  return Object.values(rows[0] ?? {}).map(Number)
}

async function until(what: string, check: () => Promise<boolean>, ms: number, output: () => string) {
  const deadline = Date.now() + ms
  while (!(await check())) {
    if (Date.now() > deadline) throw new Error(`Waited in vain: ${what}\n${output().slice(-3000)}`)
    await delay(20)
  }
}

/** Fails in every way that a server can, time and again. */
const moody: () => Answer = () => {
  let asked = 0
  return (response, received) => {
    asked += 1
    if (asked % 5 === 0) answering(500, 'no room')(response, received)
    else if (asked % 7 === 0) answering(302, '', { location: '/elsewhere' })(response, received)
    else if (asked % 11 === 0) response.destroy()
    else if (asked % 13 !== 0) answering(200)(response, received)
  }
}

it('every event arrives, through two killed processes and a receiver that fails and goes away', async () => {
  const receiver = await startReceiver(moody())
  const { secret } = await createEndpoint(retailer.ctx, settings, { url: receiver.url })
  const days = daysInRange('2025-09-01', '2025-12-01').map((day) => ({
    day,
    wh: Array.from({ length: quarterCount(day) }, () => 80),
    status: 'final' as const,
  }))
  for (let contract = 0; contract < CONTRACTS; contract += 1) {
    const { meterId } = await retailer.subscribe()
    await storeIntervalDays(retailer.ctx, { meterId, days })
  }
  const billed = async () => (await numbersOf('select count(*) from invoices'))[0] ?? 0

  const first = start(0, 'invoices.run')
  await until('some bills', async () => (await billed()) >= CONTRACTS, 60_000, first.output)
  await until('some news', async () => receiver.received.length >= CONTRACTS / 2, 40_000, first.output)
  await kill(first.child)
  const heardOfFirst = receiver.received.length
  expect(await billed()).toBeLessThan(CONTRACTS * MONTHS)

  // Nobody is at home while the second one bills the rest.
  await receiver.goAway()
  const second = start(2)
  const all = async () => (await billed()) === CONTRACTS * MONTHS
  await until('the other bills', all, 60_000, second.output)
  await until('a vain attempt', async () => second.output().includes('ECONNREFUSED'), 30_000, second.output)
  await kill(second.child)
  expect(receiver.received.length).toBe(heardOfFirst)

  // Hours later everything that waits is due.
  receiver.answerWith(answering(200))
  await receiver.comeBack()
  const third = start(24 * 60)
  const waiting = async () =>
    (await numbersOf(`select count(*) from webhook_deliveries where status <> 'delivered'`))[0] === 0
  await until('the last news', waiting, 60_000, third.output)

  const [bills, subscriptions, events, deliveries, orphans] = await numbersOf(`
    select
      (select count(*) from invoices) as bills,
      (select count(*) from events where topic = 'subscription.created') as subscriptions,
      (select count(*) from events where topic = 'invoice.created') as events,
      (select count(*) from webhook_deliveries) as deliveries,
      (select count(*) from events e where topic = 'invoice.created' and not exists (
        select from invoices i where i.id = e.context ->> 'invoice')) as orphans`)
  expect([bills, subscriptions, events, orphans]).toEqual([
    CONTRACTS * MONTHS,
    CONTRACTS,
    CONTRACTS * MONTHS,
    0,
  ])
  expect(deliveries).toBe(CONTRACTS * MONTHS + CONTRACTS)

  const told = receiver.received.map(({ body }) => JSON.parse(body) as { id: string })
  const { pool } = await testDatabase()
  const { rows } = await pool.query<{ id: string }>('select id from events')
  expect(new Set(told.map(({ id }) => id))).toEqual(new Set(rows.map(({ id }) => id)))
  const forged = receiver.received.filter(
    ({ headers, body }) => !isSignedWith(secret, headers['x-stromtor-signature'], body),
  )
  expect(forged).toEqual([])
  // And as a partner's server checks it.
  const [{ headers, body }] = receiver.received as [(typeof receiver.received)[0]]
  const header = headers['x-stromtor-signature']
  const event = await webhooks.verify(body, header, secret, { toleranceSeconds: Number.POSITIVE_INFINITY })
  expect(event).toEqual(JSON.parse(body))
  // What was answered with 200 and written down was not sent again.
  expect(told.length).toBeLessThan(2 * rows.length)
}, 180_000)
