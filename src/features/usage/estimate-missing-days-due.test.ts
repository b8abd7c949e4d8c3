import { expect, it } from 'vitest'
import type { Day } from '../../domain/local-time.ts'
import { createRetailer, fillEvenly } from '../subscriptions/test-contracts.ts'
import { terminateSubscription } from '../subscriptions/terminate-subscription.ts'
import { periodsToEstimate } from './estimate-missing-days-due.ts'

it('names the months with gaps from two weeks after they ended, of running and ended contracts', async () => {
  const retailer = await createRetailer()
  const { db, organizationId, ctx } = retailer
  const full = { wh: 10, priceMicroEur: 80_000 }
  const complete = await retailer.subscribe()
  await fillEvenly(retailer, complete.meterId, { from: '2025-09-01', to: '2025-12-01', ...full })
  const gappy = await retailer.subscribe({ startOn: '2025-09-15' })
  await fillEvenly(retailer, gappy.meterId, { from: '2025-09-16', to: '2025-11-01', ...full })
  const ending = await retailer.subscribe({ startOn: '2025-11-01' })
  await terminateSubscription(ctx, { subscriptionId: ending.id, endOn: '2025-11-04' })
  await retailer.subscribe({ meter: { type: 'analog', number: '1ITR0012345678' } })
  const stranger = await createRetailer()
  await stranger.subscribe()

  const due = async (today: Day) =>
    (await periodsToEstimate(db, organizationId, today)).map(({ subscriptionId, from, to }) => [
      subscriptionId === gappy.id ? 'gappy' : subscriptionId === ending.id ? 'ending' : subscriptionId,
      from,
      to,
    ])
  const september = ['gappy', '2025-09-15', '2025-10-01']
  expect(await due('2025-10-14')).toEqual([])
  expect(await due('2025-10-15')).toEqual([september])
  expect(await due('2025-11-17')).toEqual([september])
  expect(await due('2025-11-18')).toEqual([september, ['ending', '2025-11-01', '2025-11-04']])
  const november = (await due('2025-12-15')).slice(1)
  expect(november).toHaveLength(2)
  expect(november).toContainEqual(['ending', '2025-11-01', '2025-11-04'])
  expect(november).toContainEqual(['gappy', '2025-11-01', '2025-12-01'])
  // What is older than three months is left to people.
  expect((await due('2026-02-15')).map(([, from]) => from)).not.toContain('2025-09-15')
})
