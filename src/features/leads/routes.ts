import { createRoute } from '@hono/zod-openapi'
import type { Temporal } from 'temporal-polyfill'
import type { Db } from '../../db/database.ts'
import { notFound } from '../../domain/failure.ts'
import { isId } from '../../domain/identifiers.ts'
import { answers, apiOperations, idParams, jsonBody, operation } from '../../http/api-operation.ts'
import { listAnswer, listOf, listOperation, readListRequest } from '../../http/pagination.ts'
import { inApiWords } from '../api-words.ts'
import { clientCtx } from '../client-ctx.ts'
import { createLead } from './create-lead.ts'
import { insertLead } from './lead.ts'
import { type CheckoutHosts, LEAD_FILTERS, leadShape, toLeadShape } from './lead-shape.ts'
import { findLead, listLeads } from './queries.ts'

interface LeadsApiDeps {
  db: Db
  cursorKey: Buffer
  now: () => Temporal.Instant
  config: CheckoutHosts
}

const listRoute = createRoute({
  ...operation('Leads', 'List leads'),
  ...listOperation(LEAD_FILTERS),
  method: 'get',
  path: '/leads',
  responses: answers(listOf(leadShape)),
})

const retrieveRoute = createRoute({
  ...operation('Leads', 'Read a lead'),
  method: 'get',
  path: '/leads/{id}',
  request: { params: idParams },
  responses: answers(leadShape),
})

const createLeadRoute = createRoute({
  ...operation('Leads', 'Create a lead and the link of its checkout'),
  method: 'post',
  path: '/leads',
  request: jsonBody(insertLead),
  responses: answers(leadShape),
})

const inWords = inApiWords({ fields: { previousSupplierCode: 'previous_supplier' } })

/** Leads are the partner's: a token that speaks for one customer sees none. */
export function leadsApi({ db, cursorKey, now, config }: LeadsApiDeps) {
  const toShape = toLeadShape(config)
  return apiOperations()
    .openapi(listRoute, async (c) => {
      const request = readListRequest(c, { endpoint: 'GET /leads', fields: LEAD_FILTERS, cursorKey })
      const page =
        c.get('tokenCustomerId') === undefined
          ? await listLeads(db, c.get('organizationId'), request)
          : { rows: [], next: undefined }
      return c.json(listAnswer(request, page, toShape), 200)
    })
    .openapi(retrieveRoute, async (c) => {
      const { id } = c.req.valid('param')
      const isTheirs = c.get('tokenCustomerId') === undefined && isId('lead', id)
      const lead = isTheirs ? await findLead(db, c.get('organizationId'), id) : undefined
      if (!lead) throw notFound('Lead')
      return c.json(toShape(lead), 200)
    })
    .openapi(createLeadRoute, async (c) => {
      const ctx = clientCtx(c, { db, now })
      const { id } = await createLead(ctx, c.req.valid('json')).catch(inWords)
      const lead = await findLead(db, ctx.organizationId, id)
      if (!lead) throw new Error(`The lead ${id} is gone as soon as it was made.`)
      return c.json(toShape(lead), 200)
    })
}
