import { createRoute } from '@hono/zod-openapi'
import type { Context } from 'hono'
import type { Temporal } from 'temporal-polyfill'
import type { Db } from '../../db/database.ts'
import { notFound } from '../../domain/failure.ts'
import { isId } from '../../domain/identifiers.ts'
import type { ApiEnv } from '../../http/api-env.ts'
import { answers, apiOperations, idParams, operation, redirects } from '../../http/api-operation.ts'
import { listAnswer, listOf, listOperation, readListRequest } from '../../http/pagination.ts'
import { fileLinkKey, signFileLink } from './file-link.ts'
import { findInvoiceRecord, INVOICE_FILTERS, type InvoiceRecord, pageOfInvoices } from './invoice-records.ts'
import { invoiceShape, toInvoiceShape } from './invoice-shape.ts'
import { invoiceLines } from './queries.ts'

interface InvoicesApiDeps {
  db: Db
  cursorKey: Buffer
  publicUrl: string
  now: () => Temporal.Instant
}

const listRoute = createRoute({
  ...operation('Invoices', 'List invoices'),
  ...listOperation(INVOICE_FILTERS),
  method: 'get',
  path: '/invoices',
  responses: answers(listOf(invoiceShape)),
})

const retrieveRoute = createRoute({
  ...operation('Invoices', 'Read an invoice with its lines'),
  method: 'get',
  path: '/invoices/{id}',
  request: { params: idParams },
  responses: answers(invoiceShape),
})

const fileRoute = createRoute({
  ...operation('Invoices', 'The PDF of an invoice'),
  description:
    'Sends on to the PDF, in the language of its customer: an address that needs no token and lasts five minutes.',
  method: 'get',
  path: '/invoices/{id}/file',
  request: { params: idParams },
  responses: redirects,
})

/** Reading invoices. A token that speaks for one customer sees that customer's alone. */
export function invoicesApi({ db, cursorKey, publicUrl, now }: InvoicesApiDeps) {
  const key = fileLinkKey(cursorKey)

  async function find(c: Context<ApiEnv>, id: string): Promise<InvoiceRecord> {
    const invoice = isId('invoice', id)
      ? await findInvoiceRecord(db, c.get('organizationId'), id, c.get('tokenCustomerId'))
      : undefined
    if (!invoice) throw notFound('Invoice')
    return invoice
  }

  return apiOperations()
    .openapi(listRoute, async (c) => {
      const request = readListRequest(c, { endpoint: 'GET /invoices', fields: INVOICE_FILTERS, cursorKey })
      const page = await pageOfInvoices(db, c.get('organizationId'), request, c.get('tokenCustomerId'))
      return c.json(
        listAnswer(request, page, (invoice) => toInvoiceShape(invoice)),
        200,
      )
    })
    .openapi(retrieveRoute, async (c) => {
      const invoice = await find(c, c.req.valid('param').id)
      const lines = await invoiceLines(db, invoice.organization_id, invoice.id)
      return c.json(toInvoiceShape(invoice, lines), 200)
    })
    .openapi(fileRoute, async (c) => {
      const { organization_id: organizationId, id: invoiceId } = await find(c, c.req.valid('param').id)
      c.header('Cache-Control', 'no-store')
      return c.redirect(publicUrl + signFileLink(key, { organizationId, invoiceId }, now()), 302)
    })
}
