import { createRoute } from '@hono/zod-openapi'
import type { Db } from '../../db/database.ts'
import { notFound } from '../../domain/failure.ts'
import { isId } from '../../domain/identifiers.ts'
import { answers, apiOperations, idParams, operation } from '../../http/api-operation.ts'
import { eventShape, toEventShape } from './event-shape.ts'
import { findEvent } from './queries.ts'

const retrieveRoute = createRoute({
  ...operation('Events', 'Read an event again'),
  method: 'get',
  path: '/events/{id}',
  request: { params: idParams },
  responses: answers(eventShape),
})

/** What has happened, once more. A token that speaks for one customer reads what concerns that customer's contracts. */
export function eventsApi({ db }: { db: Db }) {
  return apiOperations().openapi(retrieveRoute, async (c) => {
    const { id } = c.req.valid('param')
    const event = isId('event', id)
      ? await findEvent(db, c.get('organizationId'), id, c.get('tokenCustomerId'))
      : undefined
    if (!event) throw notFound('Event')
    return c.json(toEventShape(event), 200)
  })
}
