import { z } from '@hono/zod-openapi'
import type { FilterFields } from '../../http/filters.ts'
import { ALL_TOPICS } from '../events/event.ts'
import { attemptShape, type WebhookDelivery } from './webhook-delivery.ts'

const STATUSES = ['pending', 'delivered', 'failed'] as const

/** What became of telling one endpoint of one event, on the wire. */
export const deliveryShape = z
  .object({
    object: z.literal('webhook_delivery'),
    id: z.string(),
    endpoint: z.string(),
    event: z.string(),
    topic: z.enum(ALL_TOPICS),
    status: z.enum(STATUSES),
    attempts: z.int().openapi({ description: 'Since it was written or replayed.' }),
    next_attempt_at: z.iso.datetime().nullable(),
    log: z.array(attemptShape).openapi({ description: 'The latest attempts, oldest first.' }),
    response: z.string().nullable().openapi({ description: 'How the last answer’s body begins.' }),
    created_at: z.iso.datetime(),
    settled_at: z.iso.datetime().nullable(),
  })
  .openapi('WebhookDelivery')

export const toDeliveryShape = (delivery: WebhookDelivery): z.output<typeof deliveryShape> => ({
  object: 'webhook_delivery',
  id: delivery.id,
  endpoint: delivery.endpointId,
  event: delivery.eventId,
  topic: delivery.topic,
  status: delivery.status,
  attempts: delivery.attempts,
  next_attempt_at: delivery.nextAttemptAt?.toString() ?? null,
  log: delivery.log,
  response: delivery.response,
  created_at: delivery.createdAt.toString(),
  settled_at: delivery.settledAt?.toString() ?? null,
})

/** What the list of deliveries can be filtered by. */
export const DELIVERY_FILTERS = {
  status: { type: 'enum', column: 'd.status', values: STATUSES },
  topic: { type: 'string', column: 'e.topic' },
  created_at: { type: 'date', column: 'd.created_at' },
} as const satisfies FilterFields

/** What the list of endpoints can be filtered by. */
export const ENDPOINT_FILTERS = {
  created_at: { type: 'date', column: 'created_at' },
} as const satisfies FilterFields
