import { createRoute, z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import type { Temporal } from 'temporal-polyfill'
import type { Db } from '../../db/database.ts'
import { Failure, notFound } from '../../domain/failure.ts'
import { type Id, isId } from '../../domain/identifiers.ts'
import type { ApiEnv } from '../../http/api-env.ts'
import { answers, apiOperations, idParams, jsonBody, operation } from '../../http/api-operation.ts'
import { listAnswer, listOf, listOperation, readListRequest } from '../../http/pagination.ts'
import { clientCtx } from '../client-ctx.ts'
import { createEndpoint } from './create-endpoint.ts'
import { deleteEndpoint } from './delete-endpoint.ts'
import { ENDPOINT_FILTERS } from './delivery-shape.ts'
import { endpointShape, endpointWithSecretShape, toEndpointShape } from './endpoint-shape.ts'
import { findEndpoint, listEndpoints } from './queries.ts'
import { rotateSecret } from './rotate-secret.ts'
import { updateEndpoint } from './update-endpoint.ts'
import {
  insertEndpoint,
  updateEndpoint as updateInput,
  type WebhookEndpoint,
  type WebhookSettings,
} from './webhook-endpoint.ts'

export interface WebhooksApiDeps {
  db: Db
  cursorKey: Buffer
  now: () => Temporal.Instant
  webhooks: WebhookSettings
}

const path = '/admin/webhook_endpoints'

const listRoute = createRoute({
  ...operation('Webhooks', 'List webhook endpoints'),
  ...listOperation(ENDPOINT_FILTERS),
  method: 'get',
  path,
  responses: answers(listOf(endpointShape)),
})

const retrieveRoute = createRoute({
  ...operation('Webhooks', 'Read a webhook endpoint'),
  method: 'get',
  path: `${path}/{id}`,
  request: { params: idParams },
  responses: answers(endpointShape),
})

const deletedShape = z
  .object({ object: z.literal('webhook_endpoint'), id: z.string(), deleted: z.literal(true) })
  .openapi('DeletedWebhookEndpoint')

const deleteRoute = createRoute({
  ...operation('Webhooks', 'Delete a webhook endpoint'),
  method: 'delete',
  path: `${path}/{id}`,
  request: { params: idParams },
  responses: answers(deletedShape),
})

const rotateRoute = createRoute({
  ...operation('Webhooks', 'Give an endpoint a new secret; the old one signs too for a day'),
  method: 'post',
  path: `${path}/{id}/rotate_secret`,
  request: { params: idParams },
  responses: answers(endpointWithSecretShape),
})

/** Where the organisation wants to be told of events. A token that speaks for one customer has no part in it. */
export function webhookEndpointsApi({ db, cursorKey, now, webhooks }: WebhooksApiDeps) {
  const createEndpointRoute = createRoute({
    ...operation('Webhooks', 'Create a webhook endpoint; its secret is shown this once'),
    method: 'post',
    path,
    request: jsonBody(insertEndpoint(webhooks.policy).openapi('CreateWebhookEndpoint')),
    responses: answers(endpointWithSecretShape),
  })
  const updateRoute = createRoute({
    ...operation('Webhooks', 'Change a webhook endpoint'),
    method: 'patch',
    path: `${path}/{id}`,
    request: { params: idParams, ...jsonBody(updateInput(webhooks.policy).openapi('UpdateWebhookEndpoint')) },
    responses: answers(endpointShape),
  })

  return apiOperations()
    .openapi(listRoute, async (c) => {
      refuseCustomer(c)
      const request = readListRequest(c, { endpoint: `GET ${path}`, fields: ENDPOINT_FILTERS, cursorKey })
      const page = await listEndpoints(db, c.get('organizationId'), request)
      return c.json(listAnswer(request, page, toEndpointShape), 200)
    })
    .openapi(createEndpointRoute, async (c) => {
      const ctx = clientCtx(c, { db, now })
      return c.json(withSecret(await createEndpoint(ctx, webhooks, c.req.valid('json'))), 200)
    })
    .openapi(retrieveRoute, async (c) => {
      refuseCustomer(c)
      const endpoint = await findEndpoint(db, c.get('organizationId'), endpointId(c.req.valid('param').id))
      if (!endpoint) throw notFound('Webhook endpoint')
      return c.json(toEndpointShape(endpoint), 200)
    })
    .openapi(updateRoute, async (c) => {
      const ctx = clientCtx(c, { db, now })
      const id = endpointId(c.req.valid('param').id)
      return c.json(toEndpointShape(await updateEndpoint(ctx, webhooks, id, c.req.valid('json'))), 200)
    })
    .openapi(deleteRoute, async (c) => {
      const ctx = clientCtx(c, { db, now })
      const id = endpointId(c.req.valid('param').id)
      await deleteEndpoint(ctx, id)
      return c.json({ object: 'webhook_endpoint', id, deleted: true } as const, 200)
    })
    .openapi(rotateRoute, async (c) => {
      const ctx = clientCtx(c, { db, now })
      return c.json(withSecret(await rotateSecret(ctx, webhooks, endpointId(c.req.valid('param').id))), 200)
    })
}

const withSecret = (endpoint: WebhookEndpoint & { secret: string }) => ({
  ...toEndpointShape(endpoint),
  secret: endpoint.secret,
})

/** @throws Failure NOT_FOUND for an id of another kind. */
export function endpointId(id: string): Id<'webhookEndpoint'> {
  if (!isId('webhookEndpoint', id)) throw notFound('Webhook endpoint')
  return id
}

/** @throws Failure FORBIDDEN for a token that speaks for one customer. */
export function refuseCustomer(c: Context<ApiEnv>): void {
  if (c.get('tokenCustomerId') === undefined) return
  throw new Failure('FORBIDDEN', 'A token that speaks for one customer has no part in webhooks.')
}
