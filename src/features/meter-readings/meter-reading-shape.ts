import { z } from '@hono/zod-openapi'
import type { Selectable } from 'kysely'
import type { DB } from '../../db/tables.ts'
import { startOfDay } from '../../domain/local-time.ts'
import type { FilterFields } from '../../http/filters.ts'

/** Nine digits before the comma: more than any register has, and few enough to be counted in Wh. */
const MOST_KWH = 999_999_999

/** A meter reading on the wire. */
export const meterReadingShape = z
  .object({
    object: z.literal('meter_reading'),
    id: z.string(),
    customer: z.string(),
    subscription: z.string(),
    meter: z.string(),
    value: z.number().openapi({ description: 'kWh.' }),
    timestamp: z.iso.datetime().openapi({
      description:
        'The midnight at which the day of the reading begins in Berlin: a register is read by the day.',
    }),
    type: z.enum(['customer_report', 'grid_reading', 'grid_estimation']),
    message: z.string().nullable().openapi({ description: 'What was said about an implausible value.' }),
    needs_review: z.boolean().openapi({
      description: 'Implausible and confirmed by a message: it counts as soon as somebody has looked at it.',
    }),
    created_at: z.iso.datetime(),
  })
  .openapi('MeterReading')

export const insertMeterReading = z
  .object({
    subscription: z.string(),
    value: z
      .number()
      .positive()
      .max(MOST_KWH)
      // What would be kept as nothing was not read.
      .refine((kwh) => kwh <= 0 || Math.round(kwh * 1000) > 0, { error: 'A Wh is the least.' })
      .openapi({ description: 'kWh; a Wh is the least.' }),
    timestamp: z.iso.datetime({ offset: true }),
    message: z
      .string()
      .max(500)
      .refine((text) => !text.includes('\0'), { error: 'NUL is not allowed.' })
      .optional()
      .openapi({ description: 'Confirms a value that was answered with implausible_meter_reading.' }),
  })
  .openapi('InsertMeterReading')

type Row = Omit<Selectable<DB['meter_readings']>, 'organization_id' | 'import_id'>

export const toMeterReadingShape = (row: Row): z.output<typeof meterReadingShape> => ({
  object: 'meter_reading',
  id: row.id,
  customer: row.customer_id,
  subscription: row.subscription_id,
  meter: row.meter_id,
  value: row.value_wh / 1000,
  timestamp: startOfDay(row.read_on).toString(),
  type: row.type,
  message: row.message,
  needs_review: row.needs_review,
  created_at: row.created_at.toString(),
})

/** What the list of readings can be filtered by. */
export const METER_READING_FILTERS = {
  type: { type: 'string', column: 'type' },
  subscription: { type: 'string', column: 'subscription_id' },
  created_at: { type: 'date', column: 'created_at' },
} as const satisfies FilterFields
