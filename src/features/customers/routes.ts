import { createRoute } from '@hono/zod-openapi'
import type { Temporal } from 'temporal-polyfill'
import type { Db } from '../../db/database.ts'
import { notFound } from '../../domain/failure.ts'
import { isId } from '../../domain/identifiers.ts'
import {
  answers,
  apiOperations,
  emptyIsNothing,
  idParams,
  jsonBody,
  operation,
} from '../../http/api-operation.ts'
import { listAnswer, listOf, listOperation, readListRequest } from '../../http/pagination.ts'
import { clientCtx } from '../client-ctx.ts'
import { CUSTOMER_FILTERS, customerShape, toCustomerShape } from './customer.ts'
import { findCustomer, listCustomers } from './queries.ts'
import { updateCustomer, updateCustomerInput } from './update-customer.ts'

interface CustomersApiDeps {
  db: Db
  cursorKey: Buffer
  now: () => Temporal.Instant
}

const listRoute = createRoute({
  ...operation('Customers', 'List customers'),
  ...listOperation(CUSTOMER_FILTERS),
  method: 'get',
  path: '/customers',
  responses: answers(listOf(customerShape)),
})

const retrieveRoute = createRoute({
  ...operation('Customers', 'Read a customer'),
  method: 'get',
  path: '/customers/{id}',
  request: { params: idParams },
  responses: answers(customerShape),
})

const updateRoute = createRoute({
  ...operation('Customers', 'Change a customer’s names'),
  method: 'patch',
  path: '/customers/{id}',
  request: { params: idParams, ...jsonBody(updateCustomerInput.openapi('UpdateCustomer')) },
  middleware: emptyIsNothing,
  responses: answers(customerShape),
})

/** Reading customers, and changing their names. A token that speaks for one customer reads that customer alone. */
export function customersApi({ db, cursorKey, now }: CustomersApiDeps) {
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
    .openapi(updateRoute, async (c) => {
      const { id } = c.req.valid('param')
      if (!isId('customer', id)) throw notFound('Customer')
      const ctx = clientCtx(c, { db, now })
      return c.json(toCustomerShape(await updateCustomer(ctx, id, c.req.valid('json'))), 200)
    })
}
