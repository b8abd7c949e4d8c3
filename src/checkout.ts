import { brandedHost, knowVisitor } from './branded-host.tsx'
import { checkoutPages } from './checkout/checkout-pages.ts'
import type { Deps } from './deps.ts'
import { createFindPortal } from './features/plans/find-portal.ts'

/** A brand's checkout on a host of its own, for visitors whom nobody has signed in yet. */
export function createCheckout(deps: Deps) {
  const findPlan = createFindPortal({ db: deps.db, domain: deps.config.checkoutDomain, face: 'checkout' })
  const checkout = brandedHost(deps, findPlan)
  knowVisitor(checkout, deps, 'checkout')
  checkout.route('/', checkoutPages(deps, ''))
  return checkout
}
