import type { MeterOrderStatus } from '../../db/energy-tables.ts'
import { type Id, newId, type SubscriptionId } from '../../domain/identifiers.ts'
import type { Temporal } from 'temporal-polyfill'
import { recordAudit } from '../audit/record.ts'
import { type Ctx, inTransaction } from '../ctx.ts'
import { getContract } from '../subscriptions/queries.ts'

/** When each step of a smart-meter order was reached; the last one given is its status. */
export interface RecordMeterOrder {
  subscriptionId: SubscriptionId
  provider: string
  createdAt: Temporal.Instant
  placedAt?: Temporal.Instant
  checkSubmittedAt?: Temporal.Instant
  checkReviewedAt?: Temporal.Instant
  appointmentAt?: Temporal.Instant
  installedAt?: Temporal.Instant
  activatedAt?: Temporal.Instant
}

/** Takes over an order as the metering company reports it. */
export async function recordMeterOrder(ctx: Ctx, order: RecordMeterOrder): Promise<{ id: Id<'meterOrder'> }> {
  const id = newId('meterOrder')
  const steps: [MeterOrderStatus, Temporal.Instant | undefined][] = [
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
        cancelled_reason: null,
        blocked_reason: null,
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
