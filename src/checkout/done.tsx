import { type Context, Hono } from 'hono'
import type { Deps } from '../deps.ts'
import { isId } from '../domain/identifiers.ts'
import {
  findLastOrder,
  findPlacedOrder,
  type PlacedOrderRow,
} from '../features/checkouts/find-placed-order.ts'
import { isPrefetch } from '../http/prefetch.ts'
import type { PortalEnv } from '../portal/env.ts'
import { pageContext } from '../portal/page-context.ts'
import { DoneView } from './done-view.tsx'
import { checkoutOf } from './open-checkout.ts'
import { orderDownload } from './order-download.tsx'
import { loadDocuments } from './order-load.ts'
import { openPortal } from './order-portal.ts'

/** What happens next. In the portal of who is signed in; at a checkout's own host of the browser that ordered. */
export const donePage = (deps: Deps) =>
  new Hono<PortalEnv>()
    .get('/', async (c) => {
      const order = await orderHere(deps, c)
      const { base } = checkoutOf(c)
      if (!order) return c.redirect(base || '/', 303)
      const page = { ...pageContext(deps, c), nav: [] }
      const model = {
        base,
        order,
        hasPortal: checkoutOf(c).plan.portalEnabled,
        hasMail: deps.mailer !== null,
      }
      return c.html(<DoneView page={page} model={model} />)
    })
    .get('/download', async (c) => {
      const order = await orderHere(deps, c)
      if (!order) return c.notFound()
      const page = pageContext(deps, c)
      const { seller, sections } = await loadDocuments(deps, c, page, order.summary, order.number)
      return orderDownload(c, page, seller.name, sections)
    })
    .get('/portal', async (c) => {
      const { base, checkout } = checkoutOf(c)
      if (base !== '') return c.redirect('/overview', 303)
      if (isPrefetch(c)) return new Response(null, { status: 204 })
      return checkout ? openPortal(deps, c, checkout) : c.redirect('/', 303)
    })

/** The order that this visitor placed, and nobody else's. */
async function orderHere({ db }: Deps, c: Context<PortalEnv>): Promise<PlacedOrderRow | undefined> {
  const { organizationId } = c.get('portal')
  const customerId = c.get('session')?.customer.id
  const { base, checkout } = checkoutOf(c)
  if (base === '') {
    const id = checkout?.subscriptionId ?? null
    return id === null ? undefined : findPlacedOrder(db, organizationId, id)
  }
  if (customerId === undefined) return undefined
  const asked = c.req.query('subscription')
  const id = isId('subscription', asked) ? asked : await findLastOrder(db, organizationId, customerId)
  const order = id && (await findPlacedOrder(db, organizationId, id))
  return order && order.customerId === customerId ? order : undefined
}
