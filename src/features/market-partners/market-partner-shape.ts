import { z } from '@hono/zod-openapi'
import type { FilterFields } from '../../http/filters.ts'
import type { DatedMarketPartner } from './queries.ts'

/** A supplier on the wire, as one is named when a customer changes over from it. */
export const marketPartnerShape = z
  .object({
    object: z.literal('market_partner'),
    id: z.string(),
    name: z.string(),
    type: z.literal('supplier'),
    code: z.string(),
    code_type: z.string().openapi({ description: 'Who gave out the code: BDEW.' }),
    country: z.string(),
    created_at: z.iso.datetime(),
  })
  .openapi('MarketPartner')

export const toMarketPartnerShape = (partner: DatedMarketPartner): z.output<typeof marketPartnerShape> => ({
  object: 'market_partner',
  id: partner.id,
  name: partner.name,
  type: 'supplier',
  code: partner.code,
  code_type: 'BDEW',
  // The code numbers of the BDEW are those of the German market.
  country: 'DE',
  created_at: partner.createdAt.toString(),
})

/** What the list of market partners can be filtered by. */
export const MARKET_PARTNER_FILTERS = {
  name: { type: 'string', column: 'name' },
  code: { type: 'string', column: 'code' },
  created_at: { type: 'date', column: 'created_at' },
} as const satisfies FilterFields
