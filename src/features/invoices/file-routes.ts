import { Hono } from 'hono'
import type { Temporal } from 'temporal-polyfill'
import type { Db } from '../../db/database.ts'
import { notFound } from '../../domain/failure.ts'
import type { ApiEnv } from '../../http/api-env.ts'
import { fileLinkKey, openFileLink } from './file-link.ts'
import { findInvoiceRecord } from './invoice-records.ts'
import { invoiceFiles } from './invoice-files.ts'

interface InvoiceFileLinksDeps {
  db: Db
  cursorKey: Buffer
  now: () => Temporal.Instant
}

/** Where `GET /invoices/{id}/file` sends a client: the link itself is what lets it in, until it expires. */
export function invoiceFileLinks({ db, cursorKey, now }: InvoiceFileLinksDeps) {
  const key = fileLinkKey(cursorKey)
  return new Hono<ApiEnv>().get('/files/invoices/:id', async (c) => {
    c.header('Cache-Control', 'private, no-store')
    const linked = openFileLink(key, c.req.param('id'), c.req.query(), now())
    const invoice = linked && (await findInvoiceRecord(db, linked.organizationId, linked.invoiceId))
    if (!invoice) throw notFound('File')
    const { number, pdf } = await invoiceFiles(
      { db, now },
      { organizationId: invoice.organization_id, customerId: invoice.customer_id, invoiceId: invoice.id },
    )
    return c.body(new Uint8Array(pdf), 200, {
      'Content-Type': 'application/pdf',
      'Content-Disposition': `inline; filename="${number}.pdf"`,
    })
  })
}
