import { Hono } from 'hono'
import type { Deps } from '../deps.ts'
import type { OpenCheckout } from '../features/checkouts/checkout.ts'
import type { PortalEnv } from '../portal/env.ts'
import { arrive } from './arrive.ts'
import { openCheckout } from './open-checkout.ts'
import { quotePage } from './quote.tsx'

/** The steps of the checkout, in the portal below `/start` and at the root of a checkout's own host. */
export function checkoutPages(deps: Deps, base: OpenCheckout['base']) {
  const pages = new Hono<PortalEnv>()
  pages.use(openCheckout(deps, base))
  pages.get('/', arrive(deps))
  pages.route('/', quotePage(deps))
  return pages
}
