import { Hono } from 'hono'
import type { Deps } from '../deps.ts'
import { Failure, notFound } from '../domain/failure.ts'
import { isId } from '../domain/identifiers.ts'
import { invoiceFiles } from '../features/invoices/invoice-files.ts'
import { isLocale } from '../ui/i18n.ts'
import { downloadLimit } from './download-limit.ts'
import type { PortalEnv } from './env.ts'
import { whoIsSignedIn } from './session-cookie.ts'

/** One of the customer's own invoices as PDF, in the language of the page or in the one that `?locale` asks for. */
export const invoiceFile = (deps: Deps) =>
  new Hono<PortalEnv>().get('/', downloadLimit(deps), async (c) => {
    const { organizationId } = c.get('portal')
    const { customer } = whoIsSignedIn(c)
    const id = c.req.param('id')
    if (!isId('invoice', id)) throw notFound('Invoice')
    const asked = c.req.query('locale')
    const locale = isLocale(asked) ? asked : c.get('locale')
    const invoice = { organizationId, customerId: customer.id, invoiceId: id, locale }
    const { number, pdf } = await invoiceFiles(deps, invoice).catch(blameSetup)
    return c.body(new Uint8Array(pdf), 200, {
      'Content-Type': 'application/pdf',
      'Content-Disposition': `inline; filename="${number}.pdf"`,
      'Cache-Control': 'private, no-store',
    })
  })

/** A profile that the operator has not set is nothing the customer can mend: the page says that it is ours, the log says what. */
function blameSetup(error: unknown): never {
  if (error instanceof Failure && error.code === 'UNPROCESSABLE_ENTITY') {
    throw new Error(error.message, { cause: error })
  }
  throw error
}
