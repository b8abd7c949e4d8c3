import { createRoute } from '@hono/zod-openapi'
import type { Db } from '../../db/database.ts'
import { notFound } from '../../domain/failure.ts'
import { isId } from '../../domain/identifiers.ts'
import { answers, apiOperations, idParams, operation } from '../../http/api-operation.ts'
import { listAnswer, listOf, listOperation, readListRequest } from '../../http/pagination.ts'
import { PLAN_FILTERS, planShape, toPlanShape } from './plan-shape.ts'
import { findOfferedPlan, listOfferedPlans } from './queries.ts'

interface PlansApiDeps {
  db: Db
  cursorKey: Buffer
}

const listRoute = createRoute({
  ...operation('Plans', 'List the plans on offer'),
  ...listOperation(PLAN_FILTERS),
  method: 'get',
  path: '/plans',
  responses: answers(listOf(planShape)),
})

const retrieveRoute = createRoute({
  ...operation('Plans', 'Read a plan'),
  method: 'get',
  path: '/plans/{id}',
  request: { params: idParams },
  responses: answers(planShape),
})

/** Reading plans. A token that speaks for one customer sees the plans of that customer's contracts. */
export function plansApi({ db, cursorKey }: PlansApiDeps) {
  return apiOperations()
    .openapi(listRoute, async (c) => {
      const request = readListRequest(c, { endpoint: 'GET /plans', fields: PLAN_FILTERS, cursorKey })
      const page = await listOfferedPlans(db, c.get('organizationId'), request, c.get('tokenCustomerId'))
      return c.json(listAnswer(request, page, toPlanShape), 200)
    })
    .openapi(retrieveRoute, async (c) => {
      const { id } = c.req.valid('param')
      if (!isId('plan', id)) throw notFound('Plan')
      const plan = await findOfferedPlan(db, c.get('organizationId'), id, c.get('tokenCustomerId'))
      if (!plan) throw notFound('Plan')
      return c.json(toPlanShape(plan), 200)
    })
}
