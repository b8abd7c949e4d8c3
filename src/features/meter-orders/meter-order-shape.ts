import { z } from '@hono/zod-openapi'
import type { FilterFields } from '../../http/filters.ts'
import { BLOCKED_REASONS, CANCELLED_REASONS, METER_PROVIDERS, type MeterOrder } from './meter-order.ts'

const STATUSES = [
  'created',
  'placed',
  'check_submitted',
  'check_reviewed',
  'scheduled',
  'installed',
  'activated',
  'cancelled',
] as const

const instant = z.iso.datetime().nullable()

/** An order of a smart meter on the wire. */
export const meterOrderShape = z
  .object({
    object: z.literal('meter_order'),
    id: z.string(),
    subscription: z.string(),
    customer: z.string(),
    provider: z.enum(METER_PROVIDERS),
    status: z.enum(STATUSES),
    created_at: z.iso.datetime(),
    placed_at: instant,
    check_submitted_at: instant,
    check_reviewed_at: instant,
    appointment_at: instant,
    installed_at: instant,
    activated_at: instant,
    cancelled_at: instant,
    cancelled_reason: z.enum(CANCELLED_REASONS).nullable(),
    blocked_at: instant.openapi({ description: 'Since when it does not go on, beside its status.' }),
    blocked_reason: z.enum(BLOCKED_REASONS).nullable(),
  })
  .openapi('MeterOrder')

export const insertMeterOrder = z.object({ subscription: z.string() }).openapi('InsertMeterOrder')

/** What the list of orders can be filtered by. */
export const METER_ORDER_FILTERS = {
  status: { type: 'enum', column: 'status', values: STATUSES },
  customer: { type: 'string', column: 'customer_id' },
  subscription: { type: 'string', column: 'subscription_id' },
} as const satisfies FilterFields

export const toMeterOrderShape = (order: MeterOrder): z.output<typeof meterOrderShape> => ({
  object: 'meter_order',
  id: order.id,
  subscription: order.subscriptionId,
  customer: order.customerId,
  provider: order.provider,
  status: order.status,
  created_at: order.createdAt.toString(),
  placed_at: order.placedAt?.toString() ?? null,
  check_submitted_at: order.checkSubmittedAt?.toString() ?? null,
  check_reviewed_at: order.checkReviewedAt?.toString() ?? null,
  appointment_at: order.appointmentAt?.toString() ?? null,
  installed_at: order.installedAt?.toString() ?? null,
  activated_at: order.activatedAt?.toString() ?? null,
  cancelled_at: order.cancelledAt?.toString() ?? null,
  cancelled_reason: order.cancelledReason,
  blocked_at: order.blockedAt?.toString() ?? null,
  blocked_reason: order.blockedReason,
})
