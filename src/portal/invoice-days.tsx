import { Hono } from 'hono'
import type { Deps } from '../deps.ts'
import { notFound } from '../domain/failure.ts'
import { type InvoiceId, isId } from '../domain/identifiers.ts'
import { type Day, parseDay } from '../domain/local-time.ts'
import { explainInvoice } from '../features/invoices/explain-invoice.ts'
import { explainInvoiceDay } from '../features/invoices/explain-invoice-day.ts'
import type { PortalEnv } from './env.ts'
import { InvoiceDayView } from './invoice-day-view.tsx'
import { InvoiceDaysView } from './invoice-days-view.tsx'
import { pageContext } from './page-context.ts'
import { whoIsSignedIn } from './session-cookie.ts'

/** How one of the customer's own invoices came about: its days, and each day's quarter-hours, as they were billed. */
export const invoiceDaysPage = (deps: Deps) =>
  new Hono<PortalEnv>()
    .get('/', async (c) => {
      const { organizationId } = c.get('portal')
      const invoice = await explainInvoice(
        deps.db,
        organizationId,
        whoIsSignedIn(c).customer.id,
        invoiceId(c.req.param('id')),
      )
      return c.html(<InvoiceDaysView page={pageContext(deps, c)} model={invoice} />)
    })
    .get('/:day', async (c) => {
      const { organizationId } = c.get('portal')
      const id = invoiceId(c.req.param('id'))
      const day = await explainInvoiceDay(
        deps.db,
        organizationId,
        whoIsSignedIn(c).customer.id,
        id,
        dayOf(c.req.param('day')),
      )
      return c.html(<InvoiceDayView page={pageContext(deps, c)} model={{ ...day, invoiceId: id }} />)
    })

function invoiceId(text: string | undefined): InvoiceId {
  if (!isId('invoice', text)) throw notFound('Invoice')
  return text
}

function dayOf(text: string): Day {
  try {
    return parseDay(text)
  } catch {
    throw notFound('Day')
  }
}
