import { createRoute } from '@hono/zod-openapi'
import type { Temporal } from 'temporal-polyfill'
import type { Db } from '../../db/database.ts'
import { notFound } from '../../domain/failure.ts'
import { isId } from '../../domain/identifiers.ts'
import { answers, apiOperations, idParams, jsonBody, operation } from '../../http/api-operation.ts'
import { listAnswer, listOf, listOperation, readListRequest } from '../../http/pagination.ts'
import { clientCtx } from '../client-ctx.ts'
import {
  insertMeterOrder,
  METER_ORDER_FILTERS,
  meterOrderShape,
  toMeterOrderShape,
} from './meter-order-shape.ts'
import { placeMeterOrder } from './place-meter-order.ts'
import { getMeterOrder, pageOfMeterOrders } from './queries.ts'

interface MeterOrdersApiDeps {
  db: Db
  cursorKey: Buffer
  now: () => Temporal.Instant
}

const listRoute = createRoute({
  ...operation('Smart Meter Orders', 'List smart-meter orders'),
  ...listOperation(METER_ORDER_FILTERS),
  method: 'get',
  path: '/meter-orders',
  responses: answers(listOf(meterOrderShape)),
})

const retrieveRoute = createRoute({
  ...operation('Smart Meter Orders', 'Read a smart-meter order'),
  method: 'get',
  path: '/meter-orders/{id}',
  request: { params: idParams },
  responses: answers(meterOrderShape),
})

const createOrderRoute = createRoute({
  ...operation('Smart Meter Orders', 'Order a smart meter'),
  method: 'post',
  path: '/meter-orders',
  request: jsonBody(insertMeterOrder),
  responses: answers(meterOrderShape),
})

/** Orders of smart meters. A token that speaks for one customer sees that customer's and orders nothing. */
export function meterOrdersApi({ db, cursorKey, now }: MeterOrdersApiDeps) {
  return apiOperations()
    .openapi(listRoute, async (c) => {
      const endpoint = { endpoint: 'GET /meter-orders', fields: METER_ORDER_FILTERS, cursorKey }
      const request = readListRequest(c, endpoint)
      const page = await pageOfMeterOrders(db, c.get('organizationId'), request, c.get('tokenCustomerId'))
      return c.json(listAnswer(request, page, toMeterOrderShape), 200)
    })
    .openapi(retrieveRoute, async (c) => {
      const { id } = c.req.valid('param')
      if (!isId('meterOrder', id)) throw notFound('Meter order')
      const order = await getMeterOrder(db, c.get('organizationId'), id, c.get('tokenCustomerId'))
      return c.json(toMeterOrderShape(order), 200)
    })
    .openapi(createOrderRoute, async (c) => {
      const ctx = clientCtx(c, { db, now })
      const { subscription } = c.req.valid('json')
      if (!isId('subscription', subscription)) throw notFound('Subscription')
      const { id } = await placeMeterOrder(ctx, subscription)
      return c.json(toMeterOrderShape(await getMeterOrder(db, ctx.organizationId, id)), 200)
    })
}
