import { createRoute } from '@hono/zod-openapi'
import type { Db } from '../../db/database.ts'
import { notFound } from '../../domain/failure.ts'
import { isId } from '../../domain/identifiers.ts'
import { answers, apiOperations, idParams, operation } from '../../http/api-operation.ts'
import { listAnswer, listOf, listOperation, readListRequest } from '../../http/pagination.ts'
import { CUSTOMER_FILTERS, customerShape, toCustomerShape } from './customer.ts'
import { findCustomer, listCustomers } from './queries.ts'

interface CustomersApiDeps {
  db: Db
  cursorKey: Buffer
}

const listRoute = createRoute({
  ...operation('Customers'),
  ...listOperation(CUSTOMER_FILTERS),
  method: 'get',
  path: '/customers',
  responses: answers(listOf(customerShape)),
})

const retrieveRoute = createRoute({
  ...operation('Customers'),
  method: 'get',
  path: '/customers/{id}',
  request: { params: idParams },
  responses: answers(customerShape),
})

/** Reading customers. A token that speaks for one customer sees that customer alone. */
export function customersApi({ db, cursorKey }: CustomersApiDeps) {
  return apiOperations()
    .openapi(listRoute, async (c) => {
      const request = readListRequest(c, { endpoint: 'GET /customers', fields: CUSTOMER_FILTERS, cursorKey })
      const page = await listCustomers(db, c.get('organizationId'), request, c.get('tokenCustomerId'))
      return c.json(listAnswer(request, page, toCustomerShape), 200)
    })
    .openapi(retrieveRoute, async (c) => {
      const { id } = c.req.valid('param')
      const only = c.get('tokenCustomerId')
      if (!isId('customer', id) || (only !== undefined && id !== only)) throw notFound('Customer')
      const customer = await findCustomer(db, c.get('organizationId'), id)
      if (!customer) throw notFound('Customer')
      return c.json(toCustomerShape(customer), 200)
    })
}
