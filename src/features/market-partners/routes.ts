import { createRoute } from '@hono/zod-openapi'
import type { Db } from '../../db/database.ts'
import { answers, apiOperations, operation } from '../../http/api-operation.ts'
import { listAnswer, listOf, listOperation, readListRequest } from '../../http/pagination.ts'
import { MARKET_PARTNER_FILTERS, marketPartnerShape, toMarketPartnerShape } from './market-partner-shape.ts'
import { listSuppliers } from './queries.ts'

interface MarketPartnersApiDeps {
  db: Db
  cursorKey: Buffer
}

const listRoute = createRoute({
  ...operation('Market Partners', 'List suppliers of the market'),
  ...listOperation(MARKET_PARTNER_FILTERS),
  method: 'get',
  path: '/market-partners',
  responses: answers(listOf(marketPartnerShape)),
})

/** The suppliers of the market. They are public, so a token that speaks for one customer sees them all as well. */
export function marketPartnersApi({ db, cursorKey }: MarketPartnersApiDeps) {
  return apiOperations().openapi(listRoute, async (c) => {
    const request = readListRequest(c, {
      endpoint: 'GET /market-partners',
      fields: MARKET_PARTNER_FILTERS,
      cursorKey,
    })
    return c.json(listAnswer(request, await listSuppliers(db, request), toMarketPartnerShape), 200)
  })
}
