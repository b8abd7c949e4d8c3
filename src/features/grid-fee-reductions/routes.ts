import { createRoute } from '@hono/zod-openapi'
import type { Temporal } from 'temporal-polyfill'
import type { Db } from '../../db/database.ts'
import { notFound } from '../../domain/failure.ts'
import { isId } from '../../domain/identifiers.ts'
import { answers, apiOperations, idParams, jsonBody, operation } from '../../http/api-operation.ts'
import { listAnswer, listOf, listOperation, readListRequest } from '../../http/pagination.ts'
import { clientCtx } from '../client-ctx.ts'
import {
  GRID_FEE_REDUCTION_FILTERS as fields,
  gridFeeReductionShape,
  insertGridFeeReduction,
  moduleOf,
  toGridFeeReductionShape,
} from './grid-fee-reduction-shape.ts'
import { orderGridFeeReduction } from './order-grid-fee-reduction.ts'
import { getGridFeeReduction, pageOfGridFeeReductions } from './queries.ts'

interface GridFeeReductionsApiDeps {
  db: Db
  cursorKey: Buffer
  now: () => Temporal.Instant
}

const listRoute = createRoute({
  ...operation('Grid Fee Reductions', 'List grid fee reductions (§ 14a EnWG)'),
  ...listOperation(fields),
  method: 'get',
  path: '/grid-fee-reductions',
  responses: answers(listOf(gridFeeReductionShape)),
})

const retrieveRoute = createRoute({
  ...operation('Grid Fee Reductions', 'Read a grid fee reduction'),
  method: 'get',
  path: '/grid-fee-reductions/{id}',
  request: { params: idParams },
  responses: answers(gridFeeReductionShape),
})

const orderRoute = createRoute({
  ...operation('Grid Fee Reductions', 'Order a grid fee reduction (§ 14a EnWG)'),
  method: 'post',
  path: '/grid-fee-reductions',
  request: jsonBody(insertGridFeeReduction),
  responses: answers(gridFeeReductionShape),
})

/** Orders of reduced grid fees. A token that speaks for one customer sees that customer's and orders nothing. */
export function gridFeeReductionsApi({ db, cursorKey, now }: GridFeeReductionsApiDeps) {
  return apiOperations()
    .openapi(listRoute, async (c) => {
      const request = readListRequest(c, { endpoint: 'GET /grid-fee-reductions', fields, cursorKey })
      const only = c.get('tokenCustomerId')
      const page = await pageOfGridFeeReductions(db, c.get('organizationId'), request, only)
      return c.json(listAnswer(request, page, toGridFeeReductionShape), 200)
    })
    .openapi(retrieveRoute, async (c) => {
      const { id } = c.req.valid('param')
      if (!isId('gridFeeReduction', id)) throw notFound('Grid fee reduction')
      const only = c.get('tokenCustomerId')
      const reduction = await getGridFeeReduction(db, c.get('organizationId'), id, only)
      return c.json(toGridFeeReductionShape(reduction), 200)
    })
    .openapi(orderRoute, async (c) => {
      const ctx = clientCtx(c, { db, now })
      const { subscription: subscriptionId, type } = c.req.valid('json')
      if (!isId('subscription', subscriptionId)) throw notFound('Subscription')
      const { id } = await orderGridFeeReduction(ctx, { subscriptionId, module: moduleOf(type) })
      return c.json(toGridFeeReductionShape(await getGridFeeReduction(db, ctx.organizationId, id)), 200)
    })
}
