import { describe, expect, it } from 'vitest'
import { newId } from '../../domain/identifiers.ts'
import { instantAt } from '../../domain/local-time.ts'
import { createRetailer } from '../subscriptions/test-contracts.ts'
import { listMeterOrders } from './queries.ts'
import { recordMeterOrder } from './record-meter-order.ts'

const createdAt = instantAt('2025-09-02', '10:00')
const placedAt = instantAt('2025-09-03', '08:00')
const appointmentAt = instantAt('2025-10-20', '09:00')
const later = instantAt('2025-10-05', '12:00')

describe('recordMeterOrder', () => {
  it('stands where its last step left it, blocked beside it, cancelled above all', async () => {
    const retailer = await createRetailer()
    const { customerId } = retailer
    const { id: subscriptionId } = await retailer.subscribe()
    const ctx = retailer.at('2025-10-06')
    const order = { subscriptionId, provider: 'inexogy', createdAt } as const
    await recordMeterOrder(ctx, order)
    await recordMeterOrder(ctx, { ...order, placedAt, blocked: { at: later, reason: 'check_missing' } })
    await recordMeterOrder(ctx, { ...order, placedAt, appointmentAt })
    await recordMeterOrder(ctx, {
      ...order,
      placedAt,
      appointmentAt,
      cancelled: { at: later, reason: 'pre_existing' },
    })
    const orders = await listMeterOrders(retailer.db, retailer.organizationId, customerId)
    const of = (status: string) => orders.find((found) => found.status === status)
    expect(orders.map(({ status }) => status).toSorted()).toEqual([
      'cancelled',
      'created',
      'placed',
      'scheduled',
    ])
    expect(of('placed')).toMatchObject({ blockedAt: later, blockedReason: 'check_missing', placedAt })
    expect(of('scheduled')).toMatchObject({ appointmentAt, blockedAt: null, installedAt: null })
    expect(of('cancelled')).toMatchObject({ cancelledAt: later, cancelledReason: 'pre_existing' })
  })

  it('knows no contract of another organisation, and shows nobody else’s orders', async () => {
    const retailer = await createRetailer()
    const { customerId } = retailer
    const { id } = await retailer.subscribe()
    await recordMeterOrder(retailer.at('2025-10-06'), { subscriptionId: id, provider: 'inexogy', createdAt })
    const stranger = await createRetailer()
    for (const subscriptionId of [id, newId('subscription')]) {
      await expect(
        recordMeterOrder(stranger.at('2025-10-06'), { subscriptionId, provider: 'inexogy', createdAt }),
      ).rejects.toMatchObject({ code: 'NOT_FOUND' })
    }
    expect(await listMeterOrders(stranger.db, stranger.organizationId, customerId)).toEqual([])
  })
})
