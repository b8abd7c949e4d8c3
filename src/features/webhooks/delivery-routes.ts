import { createRoute } from '@hono/zod-openapi'
import { notFound } from '../../domain/failure.ts'
import { isId } from '../../domain/identifiers.ts'
import { answers, apiOperations, idParams, operation } from '../../http/api-operation.ts'
import { listAnswer, listOf, listOperation, readListRequest } from '../../http/pagination.ts'
import { clientCtx } from '../client-ctx.ts'
import { DELIVERY_FILTERS, deliveryShape, toDeliveryShape } from './delivery-shape.ts'
import { findEndpoint, listDeliveries } from './queries.ts'
import { replayDelivery } from './replay-delivery.ts'
import { endpointId, refuseCustomer, type WebhooksApiDeps } from './routes.ts'
import { sendTestEvent } from './send-test-event.ts'

const listRoute = createRoute({
  ...operation('Webhooks', 'List what became of an endpoint’s deliveries'),
  ...listOperation(DELIVERY_FILTERS),
  method: 'get',
  path: '/admin/webhook_endpoints/{id}/deliveries',
  request: { params: idParams },
  responses: answers(listOf(deliveryShape)),
})

const testRoute = createRoute({
  ...operation('Webhooks', 'Send a test event'),
  method: 'post',
  path: '/admin/webhook_endpoints/{id}/test',
  request: { params: idParams },
  responses: answers(deliveryShape),
})

const replayRoute = createRoute({
  ...operation('Webhooks', 'Send a delivery once more'),
  method: 'post',
  path: '/admin/webhook_deliveries/{id}/replay',
  request: { params: idParams },
  responses: answers(deliveryShape),
})

/** What became of each event on its way to an endpoint, and sending one on demand. */
export function webhookDeliveriesApi({ db, cursorKey, now }: Omit<WebhooksApiDeps, 'webhooks'>) {
  return apiOperations()
    .openapi(listRoute, async (c) => {
      refuseCustomer(c)
      const id = endpointId(c.req.valid('param').id)
      const organizationId = c.get('organizationId')
      const request = readListRequest(c, {
        endpoint: `GET /admin/webhook_endpoints/${id}/deliveries`,
        fields: DELIVERY_FILTERS,
        cursorKey,
      })
      if (!(await findEndpoint(db, organizationId, id))) throw notFound('Webhook endpoint')
      return c.json(
        listAnswer(request, await listDeliveries(db, organizationId, id, request), toDeliveryShape),
        200,
      )
    })
    .openapi(testRoute, async (c) => {
      const ctx = clientCtx(c, { db, now })
      return c.json(toDeliveryShape(await sendTestEvent(ctx, endpointId(c.req.valid('param').id))), 200)
    })
    .openapi(replayRoute, async (c) => {
      const ctx = clientCtx(c, { db, now })
      const { id } = c.req.valid('param')
      if (!isId('webhookDelivery', id)) throw notFound('Webhook delivery')
      return c.json(toDeliveryShape(await replayDelivery(ctx, id)), 200)
    })
}
