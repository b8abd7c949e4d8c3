import { describe, expect, it } from 'vitest'
import { newId } from '../../domain/identifiers.ts'
import { topicsOf } from '../events/test-events.ts'
import { activateSubscription } from './activate-subscription.ts'
import { advanceSubscriptions } from './advance-subscriptions.ts'
import { confirmSubscription } from './confirm-subscription.ts'
import { endSubscription } from './end-subscription.ts'
import { terminateSubscription } from './terminate-subscription.ts'
import { createRetailer } from './test-contracts.ts'
import { refusal, stored } from './test-orders.ts'

/** Concluded on Friday, 15 August 2025, to begin on 1 September. */
async function ordered() {
  const retailer = await createRetailer({ noticeDays: 30 })
  const { id: subscriptionId } = await retailer.subscribe()
  const state = async () => {
    const { status, start_at, end_at, confirmed_at } = await stored(retailer).contract(subscriptionId)
    return [status, start_at.toString(), end_at?.toString() ?? null, confirmed_at?.toString() ?? null]
  }
  return { retailer, subscriptionId, state, topics: async () => (await topicsOf(retailer)).slice(1) }
}

describe('confirmSubscription', () => {
  it('settles the day that was ordered, or another', async () => {
    const first = await ordered()
    await confirmSubscription(first.retailer.at('2025-08-18'), first)
    expect(await first.state()).toEqual(['pending', '2025-08-31T22:00:00Z', null, '2025-08-18T07:00:00Z'])
    const other = await ordered()
    const { retailer, subscriptionId } = other
    await confirmSubscription(retailer.at('2025-08-18'), { subscriptionId, startOn: '2025-11-01' })
    expect(await other.state()).toEqual(['pending', '2025-10-31T23:00:00Z', null, '2025-08-18T07:00:00Z'])
    await advanceSubscriptions(retailer.at('2025-11-01', '00:01'))
    expect(await other.topics()).toEqual(['subscription.confirmed', 'subscription.activated'])
  })

  it('is done once, for days to come, within the contract', async () => {
    const { retailer, subscriptionId, topics } = await ordered()
    const at = retailer.at('2025-08-18')
    const startOn = (day: `${number}-${number}-${number}`) =>
      refusal(confirmSubscription(at, { subscriptionId, startOn: day }))
    expect(await startOn('2025-08-17')).toBe('UNPROCESSABLE_ENTITY startOn custom')
    await terminateSubscription(at, { subscriptionId, reason: 'ORDINARY', endOn: '2025-10-01' })
    expect(await startOn('2025-10-01')).toBe('UNPROCESSABLE_ENTITY startOn custom')
    expect(await startOn('2025-09-30')).toBe('accepted')
    expect(await startOn('2025-09-29')).toBe('CONFLICT')
    expect(await topics()).toEqual(['subscription.terminated', 'subscription.confirmed'])
  })
})

describe('activateSubscription', () => {
  it('begins supply today, confirming it at once', async () => {
    const { retailer, subscriptionId, state, topics } = await ordered()
    await activateSubscription(retailer.at('2025-08-18'), { subscriptionId })
    expect(await state()).toEqual(['active', '2025-08-17T22:00:00Z', null, '2025-08-18T07:00:00Z'])
    expect(await topics()).toEqual(['subscription.confirmed', 'subscription.activated'])
    expect(await refusal(activateSubscription(retailer.at('2025-08-19'), { subscriptionId }))).toBe(
      'CONFLICT',
    )
  })

  it('keeps the day that was settled once it has come', async () => {
    const { retailer, subscriptionId, state, topics } = await ordered()
    await confirmSubscription(retailer.at('2025-08-18'), { subscriptionId })
    await activateSubscription(retailer.at('2025-09-03'), { subscriptionId })
    expect(await state()).toEqual(['active', '2025-08-31T22:00:00Z', null, '2025-08-18T07:00:00Z'])
    expect(await topics()).toEqual(['subscription.confirmed', 'subscription.activated'])
  })

  it('takes no day to come and none before the contract', async () => {
    const { retailer, subscriptionId, topics } = await ordered()
    for (const startOn of ['2025-08-19', '2025-08-14'] as const) {
      const run = activateSubscription(retailer.at('2025-08-18'), { subscriptionId, startOn })
      expect(await refusal(run)).toBe('UNPROCESSABLE_ENTITY startOn custom')
    }
    expect(await topics()).toEqual([])
  })
})

describe('endSubscription', () => {
  it('ends supply with the last midnight, or on a day to come', async () => {
    const now = await ordered()
    await activateSubscription(now.retailer.at('2025-08-18'), now)
    await endSubscription(now.retailer.at('2025-09-10'), { ...now, endOn: '2025-09-10' })
    expect((await now.state()).slice(0, 3)).toEqual(['ended', '2025-08-17T22:00:00Z', '2025-09-09T22:00:00Z'])
    expect((await now.topics()).slice(2)).toEqual(['subscription.terminated', 'subscription.ended'])
    const later = await ordered()
    await endSubscription(later.retailer.at('2025-09-10'), { ...later, endOn: '2025-12-01' })
    expect((await later.state()).slice(0, 3)).toEqual([
      'active',
      '2025-08-31T22:00:00Z',
      '2025-11-30T23:00:00Z',
    ])
  })

  it('goes before the day that notice had set, and tells of the notice once', async () => {
    const { retailer, subscriptionId, state, topics } = await ordered()
    await advanceSubscriptions(retailer.at('2025-09-01'))
    await terminateSubscription(retailer.at('2025-09-10'), { subscriptionId, reason: 'ORDINARY' })
    await endSubscription(retailer.at('2025-09-20'), { subscriptionId, endOn: '2025-09-20' })
    expect((await state()).slice(0, 3)).toEqual(['ended', '2025-08-31T22:00:00Z', '2025-09-19T22:00:00Z'])
    expect(await topics()).toEqual([
      'subscription.activated',
      'subscription.terminated',
      'subscription.ended',
    ])
    const again = endSubscription(retailer.at('2025-09-21'), { subscriptionId, endOn: '2025-09-21' })
    expect(await refusal(again)).toBe('CONFLICT')
  })

  it('takes no day gone by and none before supply began', async () => {
    const { retailer, subscriptionId, topics } = await ordered()
    await advanceSubscriptions(retailer.at('2025-09-01'))
    const invalid = 'CONFLICT intended_end_at invalid_termination_date'
    const end = (endOn: `${number}-${number}-${number}`) =>
      refusal(endSubscription(retailer.at('2025-09-10'), { subscriptionId, endOn }))
    expect(await end('2025-09-09')).toBe(invalid)
    expect(await end('2025-11-01')).toBe('accepted')
    expect(await end('2025-09-09')).toBe(invalid)
    expect(await topics()).toEqual(['subscription.activated', 'subscription.terminated'])
  })
})

it('another organisation’s contract is like a missing one', async () => {
  const { subscriptionId, topics } = await ordered()
  const stranger = await createRetailer()
  const at = stranger.at('2025-08-18')
  for (const id of [subscriptionId, newId('subscription')]) {
    expect(await refusal(confirmSubscription(at, { subscriptionId: id }))).toBe('NOT_FOUND')
    expect(await refusal(activateSubscription(at, { subscriptionId: id }))).toBe('NOT_FOUND')
    expect(await refusal(endSubscription(at, { subscriptionId: id, endOn: '2025-09-10' }))).toBe('NOT_FOUND')
  }
  expect(await topics()).toEqual([])
})
