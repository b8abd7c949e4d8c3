import { createRoute } from '@hono/zod-openapi'
import type { Temporal } from 'temporal-polyfill'
import type { Db } from '../../db/database.ts'
import { notFound } from '../../domain/failure.ts'
import { isId } from '../../domain/identifiers.ts'
import { answers, apiOperations, idParams, operation } from '../../http/api-operation.ts'
import { inApiWords } from '../api-words.ts'
import { findOfferedPlan } from '../plans/queries.ts'
import type { FindMeanExchangePrice } from './mean-exchange-price.ts'
import { quotePlan } from './quote-plan.ts'
import { QUOTE_PARAMETERS, quoteQuery, quoteShape, toQuoteRequest, toQuoteShape } from './quote-shape.ts'

interface QuotesApiDeps {
  db: Db
  meanExchangePrice: FindMeanExchangePrice
  now: () => Temporal.Instant
}

const quoteRoute = createRoute({
  ...operation('Plans', 'What a plan would cost a month at a place'),
  method: 'get',
  path: '/plans/{id}/quote',
  request: { params: idParams, query: quoteQuery },
  responses: answers(quoteShape),
})

/** What a plan would cost at a place. A token that speaks for one customer asks about the plans of that customer's contracts. */
export function quotesApi({ db, meanExchangePrice, now }: QuotesApiDeps) {
  return apiOperations().openapi(quoteRoute, async (c) => {
    const { id } = c.req.valid('param')
    const organizationId = c.get('organizationId')
    const only = c.get('tokenCustomerId')
    if (!isId('plan', id)) throw notFound('Plan')
    if (only !== undefined && !(await findOfferedPlan(db, organizationId, id, only))) throw notFound('Plan')
    const request = toQuoteRequest(c.req.valid('query'))
    const quote = await quotePlan({ db, meanExchangePrice }, organizationId, id, request, now()).catch(
      inApiWords({ fields: QUOTE_PARAMETERS, codes: { ambiguous_place: 'custom' } }),
    )
    return c.json(toQuoteShape(quote), 200)
  })
}
