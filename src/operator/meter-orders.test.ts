import { expect, it } from 'vitest'
import { createOperator } from '../../tests/support/operator.ts'
import { instantAt } from '../domain/local-time.ts'
import { topicsOf } from '../features/events/test-events.ts'
import { placeMeterOrder } from '../features/meter-orders/place-meter-order.ts'
import { createRetailer } from '../features/subscriptions/test-contracts.ts'

async function ready() {
  const retailer = await createRetailer()
  const contract = await retailer.subscribe({ meter: { type: 'analog', number: '48213377' } })
  const { id } = await placeMeterOrder(retailer.at('2025-10-06'), contract.id)
  const { operator, json } = await createOperator({ now: () => instantAt('2025-10-20', '09:00') })
  const run = (...args: string[]) =>
    operator('meter-orders', ...args, '--organization', retailer.organizationId)
  return { retailer, contract, id, operator, json, run }
}

it('an order is listed, brought forward, blocked and ended', async () => {
  const { retailer, contract, id, run } = await ready()
  const { out } = await run('list', '--status', 'created')
  expect(out).toMatch(
    new RegExp(`^${id} +${contract.number} +Anna Sommer +created +- +inexogy +2025-10-06 07:00 UTC$`, 'm'),
  )
  expect((await run('advance', id, '--to', 'placed', '--at', '2025-10-07T08:00')).out).toMatch(
    /^Status +placed$/m,
  )
  expect((await run('block', id, '--reason', 'check_missing')).out).toMatch(/^Blocked +check_missing$/m)
  const scheduled = await run('advance', id, '--to', 'scheduled', '--at', '2025-11-03T09:30')
  expect(scheduled.out).toMatch(/^Appointment +2025-11-03 08:30 UTC$/m)
  expect(scheduled.out).toMatch(/^Blocked +-$/m)
  expect((await run('cancel', id, '--reason', 'customer_request')).out).toMatch(/^Status +cancelled$/m)
  expect(await run('list', '--status', 'created')).toMatchObject({ out: '', err: 'No such order.\n' })
  expect((await topicsOf(retailer)).slice(2)).toEqual([
    'meter_order.placed',
    'meter_order.blocked',
    'meter_order.scheduled',
    'meter_order.cancelled',
  ])
})

it('what is wrong is named by its option, and nothing is done', async () => {
  const { id, operator, run } = await ready()
  expect(
    await operator('meter-orders', 'advance', 'sub_1', '--to', 'sent', '--at', 'tomorrow'),
  ).toMatchObject({
    exitCode: 2,
    err: `Not done:
  --to: must be one of: placed, check_submitted, check_reviewed, scheduled, installed, activated
  --at: "tomorrow" is not a moment; write it like 2026-12-01T09:30
  --organization: is required
  <order>: is no id of a meter order
`,
  })
  expect((await run('advance', id, '--to', 'scheduled')).err).toBe('Not done: --at: is required\n')
  expect((await run('advance', id, '--to', 'placed', '--at', '2025-10-21T09:00')).err).toBe(
    'Not done: --at: This has not come yet.\n',
  )
  for (const command of ['block', 'cancel']) {
    expect(await run(command, id, '--reason', 'rain')).toMatchObject({ exitCode: 2 })
    expect(await run(command, id)).toMatchObject({
      exitCode: 2,
      err: expect.stringMatching(/^Not done: --reason: must be one of: .+\n$/),
    })
  }
  expect((await run('list', '--status', 'lost', '--limit', '0')).exitCode).toBe(2)
  await run('advance', id, '--to', 'activated')
  expect(await run('cancel', id, '--reason', 'pre_existing')).toMatchObject({ exitCode: 4 })
})

it('another organisation’s order is a missing one', async () => {
  const { id, operator } = await ready()
  const { organizationId } = await createRetailer()
  const foreign = ['--organization', organizationId]
  expect(await operator('meter-orders', 'advance', id, '--to', 'placed', ...foreign)).toMatchObject({
    exitCode: 3,
    err: 'Not done: Meter order not found.\n',
  })
  expect((await operator('meter-orders', 'list', ...foreign)).err).toBe('No such order.\n')
})
