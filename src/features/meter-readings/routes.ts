import { createRoute } from '@hono/zod-openapi'
import { Temporal } from 'temporal-polyfill'
import type { Db } from '../../db/database.ts'
import { notFound } from '../../domain/failure.ts'
import { isId } from '../../domain/identifiers.ts'
import { dayAt } from '../../domain/local-time.ts'
import { answers, apiOperations, jsonBody, operation } from '../../http/api-operation.ts'
import { listAnswer, listOf, listOperation, readListRequest } from '../../http/pagination.ts'
import { clientCtx } from '../client-ctx.ts'
import {
  insertMeterReading,
  METER_READING_FILTERS as fields,
  meterReadingShape,
  toMeterReadingShape,
} from './meter-reading-shape.ts'
import { getMeterReading, pageOfMeterReadings } from './page-queries.ts'
import { recordMeterReading } from './record-meter-reading.ts'

interface MeterReadingsApiDeps {
  db: Db
  cursorKey: Buffer
  now: () => Temporal.Instant
}

const listRoute = createRoute({
  ...operation('Usage', 'List meter readings'),
  ...listOperation(fields),
  method: 'get',
  path: '/meter-readings',
  responses: answers(listOf(meterReadingShape)),
})

const recordRoute = createRoute({
  ...operation('Usage', 'Report a meter reading'),
  method: 'post',
  path: '/meter-readings',
  request: jsonBody(insertMeterReading),
  responses: answers(meterReadingShape),
})

/** What analog meters showed. A token that speaks for one customer sees that customer's and reports nothing. */
export function meterReadingsApi({ db, cursorKey, now }: MeterReadingsApiDeps) {
  return apiOperations()
    .openapi(listRoute, async (c) => {
      const request = readListRequest(c, { endpoint: 'GET /meter-readings', fields, cursorKey })
      const page = await pageOfMeterReadings(db, c.get('organizationId'), request, c.get('tokenCustomerId'))
      return c.json(listAnswer(request, page, toMeterReadingShape), 200)
    })
    .openapi(recordRoute, async (c) => {
      const ctx = clientCtx(c, { db, now })
      const { subscription: subscriptionId, value, timestamp, message } = c.req.valid('json')
      if (!isId('subscription', subscriptionId)) throw notFound('Subscription')
      const { id } = await recordMeterReading(ctx, {
        subscriptionId,
        readOn: dayAt(Temporal.Instant.fromEpochMilliseconds(Date.parse(timestamp))),
        valueWh: Math.round(value * 1000),
        type: 'customer_report',
        ...(message !== undefined && { message }),
      })
      return c.json(toMeterReadingShape(await getMeterReading(db, ctx.organizationId, id)), 200)
    })
}
