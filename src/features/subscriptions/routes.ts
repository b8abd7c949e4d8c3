import { createRoute } from '@hono/zod-openapi'
import type { Temporal } from 'temporal-polyfill'
import type { Db } from '../../db/database.ts'
import { notFound } from '../../domain/failure.ts'
import { type CustomerId, isId, type OrganizationId, type SubscriptionId } from '../../domain/identifiers.ts'
import { startOfDay } from '../../domain/local-time.ts'
import {
  answers,
  apiOperations,
  emptyIsNothing,
  idParams,
  jsonBody,
  operation,
} from '../../http/api-operation.ts'
import { listAnswer, listOf, listOperation, readListRequest } from '../../http/pagination.ts'
import { inApiWords } from '../api-words.ts'
import { clientCtx } from '../client-ctx.ts'
import { findSubscription, listSubscriptions } from './find-subscriptions.ts'
import {
  endOnOf,
  terminateSubscriptionShape,
  terminationShape,
  updateSubscriptionShape,
} from './subscription-input.ts'
import {
  SUBSCRIPTION_FILTERS,
  subscriptionItemShape,
  subscriptionShape,
  toSubscriptionItem,
  toSubscriptionShape,
} from './subscription-shape.ts'
import { terminateSubscription } from './terminate-subscription.ts'
import { updateSubscription } from './update-subscription.ts'

interface SubscriptionsApiDeps {
  db: Db
  cursorKey: Buffer
  now: () => Temporal.Instant
}

const listRoute = createRoute({
  ...operation('Subscriptions', 'List contracts'),
  ...listOperation(SUBSCRIPTION_FILTERS),
  method: 'get',
  path: '/subscriptions',
  responses: answers(listOf(subscriptionItemShape)),
})

const retrieveRoute = createRoute({
  ...operation('Subscriptions', 'Read a contract'),
  method: 'get',
  path: '/subscriptions/{id}',
  request: { params: idParams },
  responses: answers(subscriptionShape),
})

const updateRoute = createRoute({
  ...operation('Subscriptions', 'Change a contract’s billing address, payment method or metadata'),
  method: 'patch',
  path: '/subscriptions/{id}',
  request: { params: idParams, ...jsonBody(updateSubscriptionShape) },
  middleware: emptyIsNothing,
  responses: answers(subscriptionShape),
})

const terminateRoute = createRoute({
  ...operation('Subscriptions', 'Give notice, move out or withdraw'),
  method: 'post',
  path: '/subscriptions/{id}/terminate',
  request: { params: idParams, ...jsonBody(terminateSubscriptionShape) },
  responses: answers(terminationShape),
})

/** The contract has one code for a contract that is over, or about to be by notice that was given before. */
const WORDS = {
  codes: { subscription_ended: 'ended_subscription', already_terminated: 'ended_subscription' },
  fields: { subscription: 'payment_method' },
}

/** Reading, changing and ending contracts. A token that speaks for one customer reads that customer's alone. */
export function subscriptionsApi({ db, cursorKey, now }: SubscriptionsApiDeps) {
  async function answer(organizationId: OrganizationId, id: SubscriptionId, only?: CustomerId) {
    const subscription = await findSubscription(db, organizationId, id, only)
    if (!subscription) throw notFound('Subscription')
    return toSubscriptionShape(subscription)
  }

  return apiOperations()
    .openapi(listRoute, async (c) => {
      const endpoint = { endpoint: 'GET /subscriptions', fields: SUBSCRIPTION_FILTERS, cursorKey }
      const request = readListRequest(c, endpoint)
      const page = await listSubscriptions(db, c.get('organizationId'), request, c.get('tokenCustomerId'))
      return c.json(listAnswer(request, page, toSubscriptionItem), 200)
    })
    .openapi(retrieveRoute, async (c) => {
      const id = subscriptionId(c.req.valid('param').id)
      return c.json(await answer(c.get('organizationId'), id, c.get('tokenCustomerId')), 200)
    })
    .openapi(updateRoute, async (c) => {
      const id = subscriptionId(c.req.valid('param').id)
      const { billing_address, payment_method, metadata } = c.req.valid('json')
      await updateSubscription(clientCtx(c, { db, now }), {
        subscriptionId: id,
        billingAddress: billing_address && {
          street: billing_address.street,
          houseNumber: billing_address.house_number,
          zip: billing_address.zip,
          city: billing_address.city,
        },
        paymentMethod: payment_method && {
          accountHolder: payment_method.sepa_debit.account_holder,
          iban: payment_method.sepa_debit.iban,
        },
        metadata,
      }).catch(inApiWords(WORDS))
      return c.json(await answer(c.get('organizationId'), id), 200)
    })
    .openapi(terminateRoute, async (c) => {
      const id = subscriptionId(c.req.valid('param').id)
      const body = c.req.valid('json')
      const { endOn } = await terminateSubscription(clientCtx(c, { db, now }), {
        subscriptionId: id,
        reason: body.reason,
        endOn: endOnOf(body),
      }).catch(inApiWords(WORDS))
      return c.json({ reason: body.reason, intended_end_at: startOfDay(endOn).toString() }, 200)
    })
}

function subscriptionId(id: string): SubscriptionId {
  if (!isId('subscription', id)) throw notFound('Subscription')
  return id
}
