import type { Context, MiddlewareHandler } from 'hono'
import type { Deps } from '../deps.ts'
import { notFound } from '../domain/failure.ts'
import type { OpenCheckout } from '../features/checkouts/checkout.ts'
import { findCheckout } from '../features/checkouts/queries.ts'
import { findPlan } from '../features/plans/queries.ts'
import type { PortalEnv } from '../portal/env.ts'
import { readCheckoutCookie } from './checkout-cookie.ts'

/** Finds the plan that is offered here and the checkout that the browser has begun, if it is this visitor's. */
export function openCheckout({ db, config }: Deps, base: OpenCheckout['base']): MiddlewareHandler<PortalEnv> {
  return async (c, next) => {
    const { organizationId, planId, isCheckoutEnabled } = c.get('portal')
    if (!isCheckoutEnabled) throw notFound('Page')
    const token = readCheckoutCookie(c, config.isHttps)
    const [plan, found] = await Promise.all([
      findPlan(db, organizationId, planId),
      token === undefined ? undefined : findCheckout(db, organizationId, planId, token),
    ])
    if (!plan) throw notFound('Plan')
    // Begun by somebody else on the same device: theirs stays theirs.
    const session = c.get('session')
    const isTheirs = session ? found?.customerId === session.customer.id : base === ''
    c.set('openCheckout', { base, plan, checkout: isTheirs ? found : undefined })
    c.header('Cache-Control', 'private, no-store')
    await next()
  }
}

/** What is under way, on a page behind {@link openCheckout}. */
export function checkoutOf(c: Context<PortalEnv>): OpenCheckout {
  const open = c.get('openCheckout')
  if (!open) throw new Error('A page of the checkout is mounted outside of openCheckout.')
  return open
}
