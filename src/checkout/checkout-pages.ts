import { Hono } from 'hono'
import type { Deps } from '../deps.ts'
import type { OpenCheckout } from '../features/checkouts/checkout.ts'
import type { PortalEnv } from '../portal/env.ts'
import { arrive } from './arrive.tsx'
import { donePage } from './done.tsx'
import { emailPage } from './email.tsx'
import { openCheckout } from './open-checkout.ts'
import { beginAnew } from './order-portal.ts'
import { paymentPage } from './payment.tsx'
import { personPage } from './person.tsx'
import { placePage } from './place.tsx'
import { offerPage, quotePage } from './quote.tsx'
import { suppliersSearch } from './suppliers.tsx'
import { summaryPage } from './summary.tsx'
import { supplyPage } from './supply.tsx'
import { unserviceablePage } from './unserviceable.tsx'

/** The steps of the checkout, in the portal below `/start` and at the root of a checkout's own host. */
export function checkoutPages(deps: Deps, base: OpenCheckout['base']) {
  const pages = new Hono<PortalEnv>()
  pages.use(openCheckout(deps, base), beginAnew)
  pages.get('/', arrive(deps))
  pages.route('/', quotePage(deps))
  pages.route('/offer', offerPage(deps))
  pages.route('/unserviceable', unserviceablePage(deps))
  pages.route('/place', placePage(deps))
  pages.route('/suppliers', suppliersSearch(deps))
  pages.route('/supply', supplyPage(deps))
  pages.route('/person', personPage(deps))
  pages.route('/email', emailPage(deps))
  pages.route('/payment', paymentPage(deps))
  pages.route('/summary', summaryPage(deps))
  pages.route('/done', donePage(deps))
  return pages
}
