import type { MeterOrderStatus } from '../../db/energy-tables.ts'
import { type Id, newId, type SubscriptionId } from '../../domain/identifiers.ts'
import type { Temporal } from 'temporal-polyfill'
import { recordAudit } from '../audit/record.ts'
import { type Ctx, inTransaction } from '../ctx.ts'
import { getContract } from '../subscriptions/queries.ts'
import type { BlockedReason, CancelledReason, MeterOrderSteps, MeterProvider } from './meter-order.ts'

export interface RecordMeterOrder extends Partial<MeterOrderSteps> {
  subscriptionId: SubscriptionId
  provider: MeterProvider
  createdAt: Temporal.Instant
  blocked?: { at: Temporal.Instant; reason: BlockedReason }
  cancelled?: { at: Temporal.Instant; reason: CancelledReason }
}

/** Takes over an order as the metering company reports it. */
export async function recordMeterOrder(ctx: Ctx, order: RecordMeterOrder): Promise<{ id: Id<'meterOrder'> }> {
  const id = newId('meterOrder')
  const steps: [MeterOrderStatus, Temporal.Instant | undefined][] = [
    ['cancelled', order.cancelled?.at],
    ['activated', order.activatedAt],
    ['installed', order.installedAt],
    ['scheduled', order.appointmentAt],
    ['check_reviewed', order.checkReviewedAt],
    ['check_submitted', order.checkSubmittedAt],
    ['placed', order.placedAt],
  ]
  await inTransaction(ctx, async (tx) => {
    const contract = await getContract(tx, ctx.organizationId, order.subscriptionId)
    await tx
      .insertInto('meter_orders')
      .values({
        organization_id: ctx.organizationId,
        id,
        customer_id: contract.customerId,
        subscription_id: order.subscriptionId,
        provider: order.provider,
        status: steps.find(([, at]) => at !== undefined)?.[0] ?? 'created',
        created_at: order.createdAt.toString(),
        placed_at: order.placedAt?.toString() ?? null,
        check_submitted_at: order.checkSubmittedAt?.toString() ?? null,
        check_reviewed_at: order.checkReviewedAt?.toString() ?? null,
        appointment_at: order.appointmentAt?.toString() ?? null,
        installed_at: order.installedAt?.toString() ?? null,
        activated_at: order.activatedAt?.toString() ?? null,
        cancelled_at: order.cancelled?.at.toString() ?? null,
        cancelled_reason: order.cancelled?.reason ?? null,
        blocked_at: order.blocked?.at.toString() ?? null,
        blocked_reason: order.blocked?.reason ?? null,
      })
      .execute()
    await recordAudit(tx, ctx, {
      action: 'meter_order.recorded',
      subject: id,
      customerId: contract.customerId,
    })
  })
  return { id }
}
