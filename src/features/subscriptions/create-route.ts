import { createRoute, z } from '@hono/zod-openapi'
import type { Temporal } from 'temporal-polyfill'
import type { Db } from '../../db/database.ts'
import { notFound } from '../../domain/failure.ts'
import { isId } from '../../domain/identifiers.ts'
import { answers, apiOperations, jsonBody, operation } from '../../http/api-operation.ts'
import { invalid } from '../../http/problem.ts'
import { inApiWords } from '../api-words.ts'
import { clientCtx } from '../client-ctx.ts'
import type { Ctx } from '../ctx.ts'
import { findSupplierCode } from '../market-partners/find-supplier-code.ts'
import { createSubscriptionShape, orderOf } from './create-shape.ts'
import { findSubscription } from './find-subscriptions.ts'
import { subscribe } from './subscribe.ts'
import { subscriptionItemShape, toSubscriptionItem } from './subscription-shape.ts'

interface CreateSubscriptionDeps {
  db: Db
  now: () => Temporal.Instant
}

const createContractRoute = createRoute({
  ...operation('Subscriptions', 'Sign a customer up'),
  method: 'post',
  path: '/subscriptions',
  request: jsonBody(createSubscriptionShape),
  responses: answers(subscriptionItemShape),
})

const inWords = inApiWords({
  fields: {
    email: 'customer.email',
    zip_code: 'address.zip',
    place: 'address.city',
    'paymentMethod.iban': 'payment_method.sepa_debit.iban',
    previousSupplierCode: 'previous_supplier',
    startOn: 'intended_start_date',
    productOrders: 'product_orders',
    'address.houseNumber': 'address.house_number',
  },
  codes: { ambiguous_place: 'custom' },
})

/** Orders of contracts by the partner's systems. */
export function createSubscriptionApi({ db, now }: CreateSubscriptionDeps) {
  return apiOperations().openapi(createContractRoute, async (c) => {
    const ctx = clientCtx(c, { db, now })
    const body = c.req.valid('json')
    const { id } = await order(ctx, body).catch((error: unknown) =>
      inWords(error instanceof z.ZodError ? invalid(error) : error),
    )
    const subscription = await findSubscription(db, ctx.organizationId, id)
    if (!subscription) throw new Error(`The subscription ${id} is gone as soon as it was made.`)
    return c.json(toSubscriptionItem(subscription), 200)
  })
}

async function order(ctx: Ctx, body: z.output<typeof createSubscriptionShape>) {
  const { plan, lead, previous_supplier } = body
  if (!isId('plan', plan)) throw notFound('Plan')
  if (lead !== undefined && !isId('lead', lead)) throw notFound('Lead')
  return subscribe(ctx, {
    ...orderOf(body),
    planId: plan,
    leadId: lead,
    previousSupplierCode: previous_supplier && (await findSupplierCode(ctx.db, previous_supplier)),
    source: 'api',
  })
}
