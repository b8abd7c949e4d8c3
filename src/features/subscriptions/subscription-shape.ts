import { z } from '@hono/zod-openapi'
import type { FilterFields } from '../../http/filters.ts'
import { customerShape, toCustomerShape } from '../customers/customer.ts'
import type { SubscriptionDetail, SubscriptionRow } from './find-subscriptions.ts'
import {
  addressShape,
  meterShape,
  paymentMethodShape,
  supplierShape,
  toAddressShape,
  toMeterShape,
  toPaymentMethodShape,
  toSupplierShape,
} from './subscription-parts.ts'

const WH_PER_KWH = 1000

const STATUSES = ['pending', 'active', 'ended'] as const

const head = { object: z.literal('subscription'), id: z.string(), plan: z.string() }
const tail = {
  number: z
    .string()
    .nullable()
    .openapi({ description: 'What the customer quotes; invoice numbers begin with it.' }),
  status: z.enum(STATUSES),
  estimated_usage: z.number().openapi({ description: 'kWh a year.' }),
  created_at: z.iso.datetime(),
  updated_at: z.iso.datetime(),
  start_at: z.iso.datetime().nullable(),
  terminated_at: z.iso.datetime().nullable(),
  end_at: z.iso.datetime().nullable().openapi({ description: 'The Berlin midnight at which supply stops.' }),
  metadata: z.record(z.string(), z.unknown()).nullable(),
  type: z.enum(['consumption', 'feed_in']),
  source: z.enum(['api', 'checkout', 'operator']).openapi({ description: 'Where it was ordered.' }),
}

/** A contract on the wire, with everything it consists of. */
export const subscriptionShape = z
  .object({
    ...head,
    customer: customerShape,
    address: addressShape,
    meter: meterShape,
    payment_method: paymentMethodShape,
    supplier: supplierShape.nullable(),
    ...tail,
    billing_address: addressShape,
  })
  .openapi('Subscription')

/** The same in a list: what it consists of by id. */
export const subscriptionItemShape = z.object({
  ...head,
  customer: z.string(),
  address: z.string(),
  meter: z.string(),
  payment_method: z.string().openapi({ description: 'Empty where there is no mandate.' }),
  supplier: z.string().nullable(),
  ...tail,
  billing_address: z.string(),
})

export function toSubscriptionShape(row: SubscriptionDetail): z.output<typeof subscriptionShape> {
  return {
    object: 'subscription',
    id: row.id,
    plan: row.plan_id,
    customer: toCustomerShape(row.customer),
    address: toAddressShape(row.address),
    meter: toMeterShape(row.meter),
    payment_method: toPaymentMethodShape(row.paymentMethod, row.created_at),
    supplier: row.supplier && toSupplierShape(row.supplier),
    ...tailOf(row),
    billing_address: toAddressShape(row.billingAddress),
  }
}

export function toSubscriptionItem(row: SubscriptionRow): z.output<typeof subscriptionItemShape> {
  return {
    object: 'subscription',
    id: row.id,
    plan: row.plan_id,
    customer: row.customer_id,
    address: row.address_id,
    meter: row.meter_id,
    payment_method: row.payment_method_id ?? '',
    supplier: row.supplier_id,
    ...tailOf(row),
    billing_address: row.billing_address_id,
  }
}

const tailOf = (row: SubscriptionRow) => ({
  number: row.number,
  status: row.status,
  estimated_usage: row.estimated_usage_wh / WH_PER_KWH,
  created_at: row.created_at.toString(),
  updated_at: row.updated_at.toString(),
  start_at: row.start_at.toString(),
  terminated_at: row.terminated_at?.toString() ?? null,
  end_at: row.end_at?.toString() ?? null,
  metadata: row.metadata as Record<string, unknown>,
  type: row.type,
  source: row.source,
})

/** What the list of contracts can be filtered by. */
export const SUBSCRIPTION_FILTERS = {
  status: { type: 'enum', column: 's.status', values: STATUSES },
  customer: { type: 'string', column: 's.customer_id' },
  plan: { type: 'string', column: 's.plan_id' },
  created_at: { type: 'date', column: 's.created_at' },
  updated_at: { type: 'date', column: 's.updated_at' },
} as const satisfies FilterFields
