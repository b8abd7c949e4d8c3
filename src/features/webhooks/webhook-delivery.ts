import { z } from '@hono/zod-openapi'
import type { Temporal } from 'temporal-polyfill'
import type { Id } from '../../domain/identifiers.ts'
import type { Event } from '../events/event.ts'

/** One attempt, as it is kept: an HTTP status where there was an answer, and the reason where it did not count. */
export const attemptShape = z.object({
  at: z.iso.datetime(),
  status: z.int().nullable(),
  reason: z.string().nullable(),
  duration_ms: z.int(),
})
export type Attempt = z.infer<typeof attemptShape>

export const attemptLog = z.array(attemptShape)

/** One event on its way to one endpoint. */
export interface WebhookDelivery {
  id: Id<'webhookDelivery'>
  endpointId: Id<'webhookEndpoint'>
  eventId: Id<'event'>
  topic: Event['topic']
  status: 'pending' | 'delivered' | 'failed'
  attempts: number
  nextAttemptAt: Temporal.Instant | null
  log: Attempt[]
  response: string | null
  createdAt: Temporal.Instant
  settledAt: Temporal.Instant | null
}
