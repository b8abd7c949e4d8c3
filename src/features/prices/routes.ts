import { createRoute, z } from '@hono/zod-openapi'
import type { Temporal } from 'temporal-polyfill'
import type { Db } from '../../db/database.ts'
import { badRequest } from '../../domain/failure.ts'
import { addDays, type Day, dayAt, daysBetween, daysInRange, quarterGrid } from '../../domain/local-time.ts'
import { rateSegments } from '../../domain/tariff.ts'
import { answers, apiOperations, idParams, operation } from '../../http/api-operation.ts'
import { askedContract } from '../usage/asked-contract.ts'
import { dayParameter } from '../usage/day-parameter.ts'
import { streamJson } from '../usage/json-stream.ts'
import { withinTerm } from '../usage/usage-series-totals.ts'
import { knownUntil } from './known-until.ts'
import { PRICE_END, priceHead, type PriceShape, priceShape, toPriceItem } from './price-shape.ts'
import { loadPricing, type Pricing, pricesIn } from './queries.ts'

interface PricesApiDeps {
  db: Db
  now: () => Temporal.Instant
}

/** The longest that is answered at once: a leap year. */
const MOST_DAYS = 366
/** So many days are reckoned at once. */
const DAYS_AT_ONCE = 31

const pricesRoute = createRoute({
  ...operation('Prices', 'The all-in price of each quarter-hour with its parts'),
  method: 'get',
  path: '/subscriptions/{id}/prices',
  request: {
    params: idParams,
    query: z.object({
      start: dayParameter.openapi({ description: 'The first Berlin day.' }),
      end: dayParameter.openapi({
        description: `The last Berlin day, inclusive. At most ${MOST_DAYS} days are answered at once.`,
      }),
    }),
  },
  responses: answers(priceShape),
})

/** What a kilowatt-hour costs under a contract, or earns, in every quarter-hour of some days. */
export function pricesApi({ db, now }: PricesApiDeps) {
  return apiOperations().openapi(pricesRoute, async (c) => {
    const { start, end } = c.req.valid('query')
    if (end < start) throw badRequest('end', 'The end must not lie before the start.')
    const to = addDays(end, 1)
    if (daysBetween(start, to) > MOST_DAYS) {
      throw badRequest('end', `At most ${MOST_DAYS} days are answered at once.`, 'too_big')
    }
    const contract = await askedContract(db, c, c.req.valid('param').id)
    const pricing = await loadPricing(db, contract, start, to)
    const known = knownUntil(pricing, dayAt(now()))
    const pieces = pricesJson(pricing, start, to, known !== null && known < to ? known : to)
    return streamJson<PriceShape>(c, pieces)
  })
}

async function* pricesJson(pricing: Pricing, from: Day, to: Day, knownTo: Day): AsyncGenerator<string> {
  const { contract, book } = pricing
  const term = withinTerm(contract, from, knownTo)
  // A figure that is missing is a failure, and an answer that has begun cannot fail any more.
  if (term) rateSegments(book, contract.terms, term.from, term.to)
  yield priceHead({
    object: 'price',
    subscription: contract.id,
    period: { start: from, end: addDays(to, -1) },
    unit: 'ct/kWh',
    currency: 'EUR',
    resolution: '15min',
    reference: contract.terms.tariff === 'fixed' ? 'fixed' : `day-ahead ${contract.marketArea}`,
  })
  let separator = ''
  for (let first = from; first < to; first = addDays(first, DAYS_AT_ONCE)) {
    const end = addDays(first, DAYS_AT_ONCE) < to ? addDays(first, DAYS_AT_ONCE) : to
    const priced = pricesIn(pricing, first, end < knownTo ? end : knownTo)
    const quartersOf = new Map(priced.map(({ day, quarters }) => [day, quarters]))
    for (const day of daysInRange(first, end)) {
      const quarters = quartersOf.get(day)
      const items = quarterGrid(day, addDays(day, 1)).map((startsAt, index) =>
        toPriceItem(contract.terms, startsAt, quarters?.[index]),
      )
      yield separator + JSON.stringify(items).slice(1, -1)
      separator = ','
    }
  }
  yield PRICE_END
}
