import { z } from '@hono/zod-openapi'
import { ALL_TOPICS, type Event } from './event.ts'

/** An event on the wire. Ids only: who is told asks the API for the rest. */
export const eventShape = z
  .object({
    id: z.string(),
    topic: z.enum(ALL_TOPICS),
    timestamp: z.iso.datetime(),
    context: z.record(z.string(), z.string()).openapi({
      description: 'The ids of what it concerns, each by the name of its resource.',
    }),
  })
  .openapi('Event')

export const toEventShape = ({ id, topic, createdAt, context }: Event): z.output<typeof eventShape> => ({
  id,
  topic,
  timestamp: createdAt.toString(),
  context: { ...context },
})
