import { z } from '@hono/zod-openapi'

/** A gigawatt: no household, and no works either. */
const MOST_KW = 1_000_000

const common = { scope: z.literal('subscription'), subscription: z.string() }

export const insertLoadForecasts = z
  .object({
    ...common,
    resolution: z.literal('15min'),
    unit: z.literal('KW'),
    data: z
      .array(
        z.object({
          start: z.iso
            .datetime({ offset: true })
            .refine((text) => text.startsWith('20'), { error: 'Write a time of this century.' }),
          value: z.number().min(0).max(MOST_KW).openapi({
            description: 'The mean power of the quarter-hour, to the watt.',
          }),
        }),
      )
      .min(1)
      .openapi({ description: 'Every quarter-hour of one or more Berlin days, in order.' }),
  })
  .openapi('InsertLoadForecasts')

/** What was taken. */
export const loadForecastsShape = z
  .object({
    ...common,
    start: z.iso.datetime(),
    end: z.iso.datetime().openapi({ description: 'Where the last quarter-hour ends.' }),
    total: z.number().openapi({ description: 'How many quarter-hours.' }),
  })
  .openapi('LoadForecasts')
