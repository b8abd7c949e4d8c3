import { createRoute } from '@hono/zod-openapi'
import type { Temporal } from 'temporal-polyfill'
import type { Db } from '../../db/database.ts'
import { notFound } from '../../domain/failure.ts'
import { isId } from '../../domain/identifiers.ts'
import { answers, apiOperations, jsonBody, operation } from '../../http/api-operation.ts'
import { clientCtx } from '../client-ctx.ts'
import { insertLoadForecasts, loadForecastsShape } from './load-forecast-shape.ts'
import { storeLoadForecast } from './store-load-forecast.ts'

interface LoadForecastsApiDeps {
  db: Db
  now: () => Temporal.Instant
}

const storeRoute = createRoute({
  ...operation('Usage', 'Send a forecast of the load'),
  method: 'post',
  path: '/load-forecasts',
  request: jsonBody(insertLoadForecasts),
  responses: answers(loadForecastsShape),
})

/** What partners expect their customers to draw, who know about the car that will be charged tonight. */
export function loadForecastsApi({ db, now }: LoadForecastsApiDeps) {
  return apiOperations().openapi(storeRoute, async (c) => {
    const ctx = clientCtx(c, { db, now })
    const { scope, subscription, data } = c.req.valid('json')
    if (!isId('subscription', subscription)) throw notFound('Subscription')
    const quarters = data.map(({ start, value }) => ({
      startsAt: Date.parse(start),
      watts: Math.round(value * 1000),
    }))
    const stored = await storeLoadForecast(ctx, { subscriptionId: subscription, quarters })
    const [start, end] = [stored.startsAt.toString(), stored.endsAt.toString()]
    return c.json({ scope, subscription, start, end, total: stored.quarters }, 200)
  })
}
