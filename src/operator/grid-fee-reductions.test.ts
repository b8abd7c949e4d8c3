import { expect, it } from 'vitest'
import { createOperator } from '../../tests/support/operator.ts'
import { instantAt } from '../domain/local-time.ts'
import { orderGridFeeReduction } from '../features/grid-fee-reductions/order-grid-fee-reduction.ts'
import { advanceSubscriptions } from '../features/subscriptions/advance-subscriptions.ts'
import { createRetailer } from '../features/subscriptions/test-contracts.ts'
import { parsePriceComponents } from '../features/tariffs/price-components-csv.ts'
import { storePriceComponents } from '../features/tariffs/store-price-components.ts'

async function ready() {
  const retailer = await createRetailer()
  await storePriceComponents(
    retailer.db,
    parsePriceComponents(`kind,scope,valid_from,net,unit,source
metering,smart_14a,2025-01-01,43.80,EUR/a,test`),
  )
  const contract = await retailer.subscribe()
  await advanceSubscriptions(retailer.at('2025-09-01'))
  const order = async () =>
    (await orderGridFeeReduction(retailer.at('2025-10-06'), { subscriptionId: contract.id, module: 1 })).id
  const { operator } = await createOperator({ now: () => instantAt('2025-10-20', '09:00') })
  const run = (...args: string[]) =>
    operator('grid-fee-reductions', ...args, '--organization', retailer.organizationId)
  return { contract, order, operator, run }
}

it('an order is listed, granted and ended, or turned down', async () => {
  const { contract, order, run } = await ready()
  const id = await order()
  const listed = await run('list', '--status', 'ordered')
  expect(listed.out).toMatch(
    new RegExp(
      `^${id} +${contract.number} +Anna Sommer +1 +ordered +- +- +9904550000000 +2025-10-06 07:00 UTC$`,
      'm',
    ),
  )
  const granted = await run('activate', id, '--from', '2025-10-11')
  expect(granted.out).toMatch(/^Status +activated$/m)
  expect(granted.out).toMatch(/^From +2025-10-11$/m)
  expect((await run('end', id, '--last-day', '2025-11-30')).out).toMatch(/^Status +activated$/m)
  expect((await run('reopen', id)).out).toMatch(/^Last day +-$/m)
  expect((await run('end', id, '--last-day', '2025-10-15')).out).toMatch(/^Last day +2025-10-15$/m)
  expect((await run('list', '--status', 'ended')).out).toMatch(/ ended +2025-10-11 +2025-10-15 /)

  const turnedDown = await run('reject', await order(), '--reason', 'Kein Gerät gemeldet.')
  expect(turnedDown.out).toMatch(/^Status +rejected$/m)
  expect(turnedDown.out).toMatch(/^Rejected +Kein Gerät gemeldet\.$/m)
  expect(await run('list', '--status', 'ordered')).toMatchObject({ out: '', err: 'No such order.\n' })
})

it('what is wrong is named by its option, and nothing is done', async () => {
  const { order, operator, run } = await ready()
  const id = await order()
  expect(await operator('grid-fee-reductions', 'activate', 'mo_1', '--from', 'soon')).toMatchObject({
    exitCode: 2,
    err: expect.stringMatching(
      /--from: .*soon.*\n {2}--organization: is required\n {2}<order>: is no id of a grid fee reduction\n$/,
    ),
  })
  expect((await run('activate', id)).err).toBe('Not done: --from: is required\n')
  expect((await run('end', id)).err).toBe('Not done: --last-day: is required\n')
  expect((await run('reject', id)).err).toBe('Not done: --reason: is required\n')
  expect((await run('list', '--status', 'lost', '--limit', '0')).exitCode).toBe(2)
  expect(await run('activate', id, '--from', '2025-08-01')).toMatchObject({
    exitCode: 2,
    err: 'Not done: --from: This day lies outside the contract.\n',
  })
  expect(await run('end', id, '--last-day', '2025-11-30')).toMatchObject({
    exitCode: 4,
    err: 'Not done: This order is ordered; it would have to be activated.\n',
  })
  await run('activate', id, '--from', '2025-10-11')
  expect((await run('end', id, '--last-day', '2025-10-10')).err).toBe(
    'Not done: --last-day: This module began on 2025-10-11.\n',
  )
})

it('another organisation’s order is a missing one', async () => {
  const { order, operator } = await ready()
  const id = await order()
  const foreign = ['--organization', (await createRetailer()).organizationId]
  expect(
    await operator('grid-fee-reductions', 'activate', id, '--from', '2025-10-11', ...foreign),
  ).toMatchObject({ exitCode: 3 })
  expect((await operator('grid-fee-reductions', 'list', ...foreign)).err).toBe('No such order.\n')
})
