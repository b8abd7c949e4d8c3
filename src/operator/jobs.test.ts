import { Temporal } from 'temporal-polyfill'
import { beforeAll, expect, it, test, vi } from 'vitest'
import { createOperator } from '../../tests/support/operator.ts'
import { createRetailer, type Retailer } from '../features/subscriptions/test-contracts.ts'
import { findPlan } from '../features/plans/queries.ts'
import { setPortal } from '../features/plans/set-portal.ts'
import { confirmSubscription } from '../features/subscriptions/confirm-subscription.ts'
import { SCHEDULE } from '../jobs/schedule.ts'
import { startProcess } from '../jobs/test-jobs.ts'

let ran: Awaited<ReturnType<typeof createOperator>>
let sonnwerk: Retailer
let nordlicht: Retailer
beforeAll(async () => {
  // A minute after midnight in Berlin: a first day of supply has begun.
  ran = await createOperator({ now: () => Temporal.Instant.from('2025-09-30T22:05:00Z') })
  sonnwerk = await createRetailer()
  nordlicht = await createRetailer()
})

const contract = async ({ subscribe }: Retailer) => (await subscribe({ startOn: '2025-10-01' })).id
const statusOf = async (id: string) =>
  (
    await ran.db
      .selectFrom('subscriptions')
      .select('status')
      .where('id', '=', id as never)
      .executeTakeFirstOrThrow()
  ).status

test('before any server took part the list says so and names every job', async () => {
  const { exitCode, out, err } = await ran.operator('jobs', 'list')
  expect({ exitCode, err }).toEqual({
    exitCode: 0,
    err: 'No server has taken part in scheduled work on this database yet.\n',
  })
  for (const { name } of SCHEDULE)
    expect(out).toMatch(new RegExp(`^${name.replaceAll('.', '\\.')} +- +- +-`, 'm'))
})

test('a job runs at once, for each organisation or for the one named', async () => {
  const [first, second] = [await contract(sonnwerk), await contract(nordlicht)]
  expect(
    await ran.json('jobs', 'run', 'subscriptions.advance', '--organization', sonnwerk.organizationId),
  ).toEqual([
    { job: 'subscriptions.advance', organizationId: sonnwerk.organizationId, figures: { changed: 1 } },
  ])
  expect([await statusOf(first), await statusOf(second)]).toEqual(['active', 'pending'])

  const { exitCode, out } = await ran.operator('jobs', 'run', 'subscriptions.advance')
  expect({ exitCode, out }).toEqual({
    exitCode: 0,
    out: [
      `Organisation  ${sonnwerk.organizationId}`,
      'changed       0',
      `Organisation  ${nordlicht.organizationId}`,
      'changed       1',
      '',
    ].join('\n'),
  })
  expect(await statusOf(second)).toBe('active')
})

test('mails to customers are left to a server, once there was one that can send them', async () => {
  const hosts = { isHttps: true, portalDomain: 'portal.example', checkoutDomain: 'checkout.example' }
  const mute = await createOperator({ config: () => ({ ...hosts, signingKeysFile: '/nowhere/keys.json' }) })
  expect(await mute.operator('jobs', 'run', 'customers.tell')).toMatchObject({
    exitCode: 4,
    err: 'Not done: SMTP_URL is not set, so no mail would ever be sent.\n',
  })
  expect(await ran.operator('jobs', 'run', 'customers.tell')).toMatchObject({
    exitCode: 4,
    err: 'Not done: No server has taken part in scheduled work on this database yet.\n',
  })
})

test('clean-up tells what it deleted', async () => {
  await ran.pool.query(`insert into rate_limits (key, points, expire) values ('old', 1, 0)`)
  const { exitCode, out } = await ran.operator('jobs', 'run', 'clean-up')
  expect(exitCode).toBe(0)
  expect(out).toMatch(/^rate limits +1$/m)
  expect(out).toMatch(/^magic links +0$/m)
})

it('names what it does not know', async () => {
  expect(await ran.operator('jobs', 'run', 'laundry')).toEqual({
    exitCode: 3,
    out: '',
    err: 'Not done: The job laundry was not found.\n',
  })
  expect(
    await ran.operator('jobs', 'run', 'clean-up', '--organization', sonnwerk.organizationId),
  ).toMatchObject({
    exitCode: 2,
    err: 'Not done: --organization: clean-up runs for the whole installation\n',
  })
  expect(await ran.operator('jobs', 'run', 'prices.fetch')).toMatchObject({ exitCode: 2 })
})

test('with a server at work the list shows times, last runs and what failed', async () => {
  const broken = SCHEDULE.map((job) =>
    job.name === 'clean-up'
      ? { ...job, retries: 0, run: () => Promise.reject(new Error('the disk is full')) }
      : job,
  )
  const server = await startProcess(broken)
  try {
    await server.ask('clean-up')
    await server.ask('subscriptions.advance')
    await vi.waitFor(() => expect(server.lines.filter(({ job }) => job)).toHaveLength(3), { timeout: 10_000 })
  } finally {
    await server.stop()
  }
  const listed = (await ran.json('jobs', 'list')) as Record<string, unknown>[]
  expect(listed.map(({ name }) => name)).toEqual(SCHEDULE.map(({ name }) => name))
  const of = (name: string) => listed.find((job) => job['name'] === name)
  expect(of('clean-up')).toMatchObject({
    at: ['20 3 * * *'],
    lastDoneAt: null,
    // 03:20 of summer time.
    nextAt: '2025-10-01T01:20:00Z',
    failed: 1,
    reason: 'the disk is full',
  })
  expect(of('subscriptions.advance')).toMatchObject({
    at: ['1 0 * * *'],
    lastDoneAt: expect.stringMatching(/^\d{4}-/),
    nextAt: '2025-10-01T22:01:00Z',
    failed: 0,
    reason: null,
  })
  // No price feed is configured.
  expect(of('prices.fetch')).toMatchObject({ at: [], nextAt: null })
  const { out } = await ran.operator('jobs', 'list')
  expect(out).toMatch(/^clean-up +20 3 \* \* \* +- +2025-10-01 01:20 UTC +- +1 +the disk is full$/m)
})

test('what customers are told waits in the queue for the server to send it', async () => {
  const { ctx, db, organizationId, planSlug, at } = sonnwerk
  const plan = await findPlan(db, organizationId, planSlug)
  await setPortal(ctx, plan!.id, { portalEnabled: true })
  const { id } = await sonnwerk.subscribe({ startOn: '2025-10-15' })
  await confirmSubscription(at('2025-09-30'), { subscriptionId: id })
  const told = await ran.json('jobs', 'run', 'customers.tell', '--organization', organizationId)
  expect(told).toEqual([
    { job: 'customers.tell', organizationId, figures: { invoices: 0, starts: 2, served: 0 } },
  ])
  const { rows } = await ran.pool.query<{ subject: string }>(
    `select data -> 'message' ->> 'subject' as subject from pgboss.job where name = 'mail.send' order by 1`,
  )
  expect(rows.map(({ subject }) => subject)).toEqual([
    'Ab 1. Oktober 2025: Ihr Strom von Sonnwerk',
    'Ab 15. Oktober 2025: Ihr Strom von Sonnwerk',
  ])
})
