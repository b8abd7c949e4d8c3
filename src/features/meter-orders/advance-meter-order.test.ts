import { describe, expect, it } from 'vitest'
import { newId } from '../../domain/identifiers.ts'
import { addDays, instantAt } from '../../domain/local-time.ts'
import { toldOf, topicsOf } from '../events/test-events.ts'
import { createRetailer } from '../subscriptions/test-contracts.ts'
import { advanceMeterOrder, METER_ORDER_STEPS } from './advance-meter-order.ts'
import { blockMeterOrder } from './block-meter-order.ts'
import { cancelMeterOrder } from './cancel-meter-order.ts'
import { placeMeterOrder } from './place-meter-order.ts'
import { getMeterOrder } from './queries.ts'

/** An analog household that has ordered a smart meter on 6 October. */
async function ordered() {
  const retailer = await createRetailer()
  const { id: subscriptionId } = await retailer.subscribe({ meter: { type: 'analog', number: '48213377' } })
  const { id: meterOrderId } = await placeMeterOrder(retailer.at('2025-10-06'), subscriptionId)
  const order = () => getMeterOrder(retailer.db, retailer.organizationId, meterOrderId)
  return { retailer, subscriptionId, meterOrderId, order }
}

const appointment = instantAt('2025-11-03', '09:30')

describe('a smart-meter order', () => {
  it('goes its way step by step, each with its instant and its event', async () => {
    const { retailer, subscriptionId, meterOrderId, order } = await ordered()
    for (const [index, step] of METER_ORDER_STEPS.entries()) {
      const at = step === 'scheduled' ? appointment : undefined
      await advanceMeterOrder(retailer.at(addDays('2025-11-01', index)), { meterOrderId, step, at })
    }
    expect(await order()).toMatchObject({
      status: 'activated',
      placedAt: instantAt('2025-11-01', '09:00'),
      checkSubmittedAt: instantAt('2025-11-02', '09:00'),
      checkReviewedAt: instantAt('2025-11-03', '09:00'),
      appointmentAt: appointment,
      installedAt: instantAt('2025-11-05', '09:00'),
      activatedAt: instantAt('2025-11-06', '09:00'),
    })
    const context = { meter_order: meterOrderId, subscription: subscriptionId }
    expect((await toldOf(retailer)).slice(1)).toEqual(
      ['created', ...METER_ORDER_STEPS].map((step) => [`meter_order.${step}`, context]),
    )
  })

  it('may leave steps out and move its appointment, and never goes back', async () => {
    const { retailer, meterOrderId, order } = await ordered()
    const at = retailer.at('2025-10-20')
    await advanceMeterOrder(at, { meterOrderId, step: 'scheduled', at: appointment })
    const moved = instantAt('2025-11-10', '08:00')
    await advanceMeterOrder(at, { meterOrderId, step: 'scheduled', at: moved })
    expect(await order()).toMatchObject({ status: 'scheduled', appointmentAt: moved, placedAt: null })
    await expect(advanceMeterOrder(at, { meterOrderId, step: 'placed' })).rejects.toMatchObject({
      code: 'CONFLICT',
      message: 'This order is scheduled already.',
    })
    expect((await topicsOf(retailer)).slice(2)).toEqual(['meter_order.scheduled', 'meter_order.scheduled'])
  })

  it('takes no instant that is missing, to come, or before the order', async () => {
    const { retailer, meterOrderId } = await ordered()
    const at = retailer.at('2025-10-20')
    for (const [wrong, message] of [
      [{ step: 'scheduled' }, 'When does somebody come?'],
      [{ step: 'placed', at: appointment }, 'This has not come yet.'],
      [{ step: 'placed', at: instantAt('2025-10-05', '09:00') }, 'This is before the order was made.'],
      [{ step: 'scheduled', at: instantAt('2025-10-05', '09:00') }, 'This is before the order was made.'],
    ] as const) {
      await expect(advanceMeterOrder(at, { meterOrderId, ...wrong })).rejects.toMatchObject({
        code: 'BAD_REQUEST',
        message,
      })
    }
  })

  it('is blocked beside its status until its next step', async () => {
    const { retailer, meterOrderId, order } = await ordered()
    const at = retailer.at('2025-10-20')
    const check = { meterOrderId, reason: 'check_missing' } as const
    await advanceMeterOrder(at, { meterOrderId, step: 'placed' })
    await blockMeterOrder(at, check)
    expect(await order()).toMatchObject({
      status: 'placed',
      blockedAt: at.now,
      blockedReason: 'check_missing',
    })
    await expect(blockMeterOrder(at, check)).rejects.toMatchObject({ code: 'CONFLICT' })
    await blockMeterOrder(at, { meterOrderId, reason: 'grid_operator_registration' })
    await advanceMeterOrder(at, { meterOrderId, step: 'check_submitted' })
    expect(await order()).toMatchObject({ status: 'check_submitted', blockedAt: null, blockedReason: null })
    expect((await topicsOf(retailer)).filter((topic) => topic === 'meter_order.blocked')).toHaveLength(2)
  })

  it('that is cancelled or done takes nothing more, and after a cancelled one another may be made', async () => {
    const { retailer, subscriptionId, meterOrderId, order } = await ordered()
    const at = retailer.at('2025-10-20')
    const customerRequest = { meterOrderId, reason: 'customer_request' } as const
    await cancelMeterOrder(at, customerRequest)
    expect(await order()).toMatchObject({
      status: 'cancelled',
      cancelledAt: at.now,
      cancelledReason: 'customer_request',
    })
    for (const again of [
      () => cancelMeterOrder(at, customerRequest),
      () => blockMeterOrder(at, { meterOrderId, reason: 'check_missing' }),
      () => advanceMeterOrder(at, { meterOrderId, step: 'placed' }),
    ]) {
      await expect(again()).rejects.toMatchObject({ code: 'CONFLICT' })
    }
    const second = await placeMeterOrder(at, subscriptionId)
    await advanceMeterOrder(at, { meterOrderId: second.id, step: 'installed' })
    await expect(cancelMeterOrder(at, { ...customerRequest, meterOrderId: second.id })).rejects.toThrow(
      'The meter is installed already.',
    )
    expect((await topicsOf(retailer)).slice(2)).toEqual([
      'meter_order.cancelled',
      'meter_order.created',
      'meter_order.installed',
    ])
  })

  it('of another organisation is a missing one', async () => {
    const { meterOrderId } = await ordered()
    const { ctx } = await createRetailer()
    for (const id of [meterOrderId, newId('meterOrder')]) {
      for (const change of [
        () => advanceMeterOrder(ctx, { meterOrderId: id, step: 'placed' }),
        () => blockMeterOrder(ctx, { meterOrderId: id, reason: 'check_missing' }),
        () => cancelMeterOrder(ctx, { meterOrderId: id, reason: 'pre_existing' }),
      ]) {
        await expect(change()).rejects.toMatchObject({ code: 'NOT_FOUND' })
      }
    }
  })
})
