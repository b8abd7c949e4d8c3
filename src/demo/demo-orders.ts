import { addDays, type Day, dayAt, instantAt } from '../domain/local-time.ts'
import type { SubscriptionId } from '../domain/identifiers.ts'
import type { Ctx } from '../features/ctx.ts'
import { recordGridFeeReduction } from '../features/grid-fee-reductions/record-grid-fee-reduction.ts'
import { recordMeterOrder } from '../features/meter-orders/record-meter-order.ts'

/** What a customer of the demo world ordered beside the electricity. */
export interface DemoOrders {
  /** A smart meter that was activated just before supply began, or one that waits for the customer since last week. */
  meter?: 'activated' | 'blocked'
  /** A grid fee reduction, module 1: in force from the first day of supply, or applied for last week. */
  module1?: 'activated' | 'ordered'
}

/** `ctx` is of the first day of supply; what still moves has begun shortly before `today`. */
export async function recordDemoOrders(
  ctx: Ctx,
  subscriptionId: SubscriptionId,
  { meter, module1 }: DemoOrders,
  today: Day,
): Promise<void> {
  const startOn = dayAt(ctx.now)
  const before = (day: Day, days: number, time: string) => instantAt(addDays(day, -days), time)
  if (meter === 'activated') {
    await recordMeterOrder(ctx, {
      subscriptionId,
      provider: 'inexogy',
      createdAt: before(startOn, 58, '10:20'),
      placedAt: before(startOn, 57, '08:05'),
      checkSubmittedAt: before(startOn, 50, '19:40'),
      checkReviewedAt: before(startOn, 48, '11:10'),
      appointmentAt: before(startOn, 12, '09:00'),
      installedAt: before(startOn, 12, '09:50'),
      activatedAt: before(startOn, 4, '14:30'),
    })
  }
  if (meter === 'blocked') {
    await recordMeterOrder(ctx, {
      subscriptionId,
      provider: 'inexogy',
      createdAt: before(today, 16, '20:10'),
      placedAt: before(today, 15, '07:45'),
      blocked: { at: before(today, 6, '10:30'), reason: 'check_missing' },
    })
  }
  if (module1 !== undefined) {
    await recordGridFeeReduction(ctx, {
      subscriptionId,
      module: 1,
      createdAt: module1 === 'activated' ? before(startOn, 3, '09:15') : before(today, 9, '18:25'),
      state: module1 === 'activated' ? { status: 'activated', from: startOn } : { status: 'ordered' },
    })
  }
}
