import { expect, it } from 'vitest'
import { toldOf, topicsOf } from '../events/test-events.ts'
import { listGridFeeReductions } from '../grid-fee-reductions/queries.ts'
import { advanceSubscriptions } from './advance-subscriptions.ts'
import { terminateSubscription } from './terminate-subscription.ts'
import { createRetailer } from './test-contracts.ts'
import { createShop } from './test-orders.ts'

it('a contract tells of its beginning, its notice and its end, each once', async () => {
  const retailer = await createRetailer({ noticeDays: 30 })
  const { id } = await retailer.subscribe()
  await advanceSubscriptions(retailer.at('2025-08-31', '23:59'))
  await advanceSubscriptions(retailer.at('2025-09-01', '00:00'))
  await advanceSubscriptions(retailer.at('2025-09-02'))
  await terminateSubscription(retailer.at('2025-09-10'), { subscriptionId: id, reason: 'ORDINARY' })
  await advanceSubscriptions(retailer.at('2025-10-10'))
  const stranger = await createRetailer()
  expect(await advanceSubscriptions(stranger.at('2025-10-11'))).toBe(0)
  expect(await advanceSubscriptions(retailer.at('2025-10-11'))).toBe(1)
  await advanceSubscriptions(retailer.at('2025-10-12'))
  const context = { subscription: id }
  expect(await toldOf(retailer)).toEqual([
    ['subscription.created', context],
    ['subscription.activated', context],
    ['subscription.terminated', context],
    ['subscription.ended', context],
  ])
})

it('a contract that is withdrawn from before supply has ended with it', async () => {
  const retailer = await createRetailer()
  const { id } = await retailer.subscribe()
  await terminateSubscription(retailer.at('2025-08-18'), { subscriptionId: id, reason: 'WITHDRAWAL' })
  expect((await topicsOf(retailer)).slice(1).toSorted()).toEqual([
    'subscription.ended',
    'subscription.terminated',
  ])
})

it('there is no event without its change', async () => {
  const retailer = await createRetailer({ noticeDays: 30 })
  const { id } = await retailer.subscribe()
  const at = retailer.at('2025-09-10')
  await expect(
    terminateSubscription(at, { subscriptionId: id, reason: 'ORDINARY', endOn: '2025-09-11' }),
  ).rejects.toThrow('ends on 2025-10-11 at the earliest')
  await expect(
    retailer.db.transaction().execute(async (tx) => {
      await advanceSubscriptions({ ...at, db: tx })
      throw new Error('taken back')
    }),
  ).rejects.toThrow('taken back')
  expect(await topicsOf(retailer)).toEqual(['subscription.created'])
})

it('one contract alone can be brought forward, and what was intended is ordered then', async () => {
  const shop = await createShop()
  const productOrders = { smartMeter: false, module1: true, module2: false, module3: false }
  const first = await shop.order({ productOrders })
  await shop.order({ productOrders })
  const start = shop.at('2025-08-19')
  const stranger = await createShop()
  expect(await advanceSubscriptions(stranger.at('2025-08-19'), first.id)).toBe(0)
  expect(await advanceSubscriptions(start, first.id)).toBe(1)
  const reductions = await listGridFeeReductions(shop.db, shop.organizationId, first.customerId)
  expect(reductions.map(({ status }) => status)).toEqual(['ordered'])
  expect(await advanceSubscriptions(start)).toBe(1)
  expect(await topicsOf(shop)).toEqual([
    'subscription.created',
    'subscription.created',
    'subscription.activated',
    'subscription.activated',
  ])
})
