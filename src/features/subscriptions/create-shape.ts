import { z } from '@hono/zod-openapi'
import type { Day } from '../../domain/local-time.ts'
import { parseMalo, parseMeterNumber } from '../../domain/market-identifiers-locations.ts'
import { identifier } from '../../domain/market-identifiers-schema.ts'
import { isStorable, UNSTORABLE } from '../../domain/text.ts'
import { insertCustomer } from '../customers/customer.ts'
import { mergeMetadata, metadataInput } from './metadata.ts'
import type { ProductOrders, Subscribe } from './subscribe.ts'
import { insertAddressShape, insertPaymentMethodShape } from './subscription-input.ts'

const WH_PER_KWH = 1000
const MOST_KWH = 1_000_000_000

const productOrder = z.object({
  type: z.enum(['smart-meter', '14a_enwg']),
  '14a_enwg': z
    .object({
      module_1: z.boolean().optional(),
      module_2: z.boolean().optional(),
      module_3: z.boolean().optional(),
    })
    .optional()
    .openapi({ description: 'Module 1 unless another is named: it holds for who chooses none.' }),
})

/** An order of a contract as it is sent. */
export const createSubscriptionShape = z
  .object({
    plan: z.string(),
    customer: insertCustomer,
    address: insertAddressShape,
    meter: z.object({
      number: identifier(parseMeterNumber),
      type: z.enum(['smart', 'analog']),
      estimated_usage: z.number().min(100).max(MOST_KWH).openapi({ description: 'kWh a year.' }),
      malo: identifier(parseMalo).nullable().optional(),
    }),
    payment_method: insertPaymentMethodShape,
    previous_supplier: z.string().max(100).refine(isStorable, { error: UNSTORABLE }).optional().openapi({
      description: 'Id or BDEW code of a supplier from /market-partners; without one the customer moves in.',
    }),
    next_possible_start: z.boolean().openapi({ description: 'Ignores intended_start_date.' }),
    intended_start_date: z.iso
      .date()
      .optional()
      .openapi({ description: 'A day that is past or too early becomes the next possible one.' }),
    lead: z.string().optional(),
    product_orders: z.array(productOrder).max(10).optional(),
    metadata: metadataInput.nullable().optional(),
  })
  .refine(
    ({ next_possible_start, intended_start_date }) =>
      next_possible_start || intended_start_date !== undefined,
    {
      path: ['intended_start_date'],
      error: 'Say on which day supply is to begin, or ask for the next possible one.',
    },
  )
  .openapi('InsertSubscription')

type Body = z.output<typeof createSubscriptionShape>

/** What the body says by itself; plan, lead and supplier are named by ids that are looked up. */
export function orderOf(
  body: Body,
): Omit<Subscribe, 'planId' | 'leadId' | 'previousSupplierCode' | 'source'> {
  const { address, meter, payment_method, metadata } = body
  const { estimated_usage, malo, ...rest } = meter
  return {
    customer: body.customer,
    address: {
      street: address.street,
      houseNumber: address.house_number,
      zip: address.zip,
      city: address.city,
    },
    meter: { ...rest, ...(malo && { malo }) },
    estimatedUsageWh: Math.round(estimated_usage * WH_PER_KWH),
    paymentMethod: {
      accountHolder: payment_method.sepa_debit.account_holder,
      iban: payment_method.sepa_debit.iban,
    },
    startOn: body.next_possible_start ? undefined : (body.intended_start_date as Day | undefined),
    productOrders: productOrdersOf(body.product_orders ?? []),
    // Checked above to be JSON that the database can hold.
    metadata: mergeMetadata({}, metadata ?? null) as NonNullable<Subscribe['metadata']>,
  }
}

/** Who names none has chosen none; a `false` is a choice. */
function modulesOf({ '14a_enwg': named }: z.output<typeof productOrder>) {
  const { module_1, module_2, module_3 } = named ?? {}
  const isChosen = [module_1, module_2, module_3].some((module) => module !== undefined)
  return isChosen ? { module_1, module_2, module_3 } : { module_1: true, module_2: false, module_3: false }
}

function productOrdersOf(orders: NonNullable<Body['product_orders']>): ProductOrders {
  const modules = orders.flatMap((order) => (order.type === '14a_enwg' ? [modulesOf(order)] : []))
  return {
    smartMeter: orders.some(({ type }) => type === 'smart-meter'),
    module1: modules.some(({ module_1 }) => module_1 === true),
    module2: modules.some(({ module_2 }) => module_2 === true),
    module3: modules.some(({ module_3 }) => module_3 === true),
  }
}
