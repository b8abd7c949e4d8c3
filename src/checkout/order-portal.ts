import type { Context, MiddlewareHandler } from 'hono'
import type { Deps } from '../deps.ts'
import { Failure } from '../domain/failure.ts'
import type { Checkout } from '../features/checkouts/checkout.ts'
import { findPlacedOrder, isJustOrdered } from '../features/checkouts/find-placed-order.ts'
import { portalOrigin } from '../features/plans/portal-origin.ts'
import { pageHeaders } from '../http/security-headers.ts'
import type { PortalEnv } from '../portal/env.ts'
import { CHECKOUT_CLIENT } from './email-mail.ts'
import { checkoutOf } from './open-checkout.ts'
import { overviewOf } from './steps.ts'

/** Where the answer to an order may lead: the plan's portal, and the partner's page where there is one. */
export function orderHeaders({ config }: Deps): MiddlewareHandler<PortalEnv> {
  return (c, next) => {
    const { redirectUrl } = checkoutOf(c).plan
    const portal = c.get('portal')
    const partner = redirectUrl === null ? null : URL.parse(redirectUrl)
    return pageHeaders({
      https: config.isHttps,
      frameAncestors: portal.frameAncestors,
      formTargets: [portalOrigin(config, portal), ...(partner ? [partner.origin] : [])],
    })(c, next)
  }
}

/**
 * Where whoever has ordered goes: to the partner's page with the ids of what was ordered, else to the last page, in the
 * portal and signed in.
 */
export async function afterOrder(deps: Deps, c: Context<PortalEnv>, checkout: Checkout): Promise<Response> {
  const { base, plan } = checkoutOf(c)
  const { subscriptionId } = checkout
  const order =
    subscriptionId === null ? undefined : await findPlacedOrder(deps.db, plan.organizationId, subscriptionId)
  if (!order) return c.redirect(base || '/', 303)
  if (plan.redirectUrl !== null) {
    const url = new URL(plan.redirectUrl)
    url.searchParams.set('subscription', order.subscriptionId)
    url.searchParams.set('customer', order.customerId)
    if (order.leadId !== null) url.searchParams.set('lead', order.leadId)
    return c.redirect(url.href, 303)
  }
  const lastPage = `/start/done?subscription=${order.subscriptionId}`
  if (base !== '') return c.redirect(lastPage, 303)
  const link = await mintFor(deps, c, checkout, lastPage)
  // A customer's other contract may open another portal, which a form must not lead to: a link of the last page does.
  const isHere = link?.startsWith(`${portalOrigin(deps.config, c.get('portal'))}/`) === true
  return c.redirect(isHere ? link : '/done', 303)
}

/** Signs in to the portal, for a few minutes after the order; later whoever comes proves who they are. */
export async function openPortal(deps: Deps, c: Context<PortalEnv>, checkout: Checkout): Promise<Response> {
  const { subscriptionId } = checkout
  const next = subscriptionId === null ? undefined : overviewOf(subscriptionId)
  const link = await mintFor(deps, c, checkout, next)
  return c.redirect(link ?? `${portalOrigin(deps.config, c.get('portal'))}/login`, 303)
}

async function mintFor(
  { db, mint }: Deps,
  c: Context<PortalEnv>,
  checkout: Checkout,
  next: string | undefined,
): Promise<string | undefined> {
  const { organizationId, customerId } = checkout
  if (customerId === null || !(await isJustOrdered(db, checkout))) return undefined
  try {
    const { link } = await mint({
      organizationId,
      customerId,
      clientId: CHECKOUT_CLIENT,
      delivery: 'redirect',
      next,
      locale: c.get('locale'),
      address: c.get('address'),
      userAgent: c.get('userAgent'),
    })
    return link
  } catch (error) {
    // The plan has no portal.
    if (error instanceof Failure) return undefined
    throw error
  }
}

/** A checkout that became a contract shows its last page; any other page begins anew. */
export const beginAnew: MiddlewareHandler<PortalEnv> = async (c, next) => {
  const open = checkoutOf(c)
  const path = c.req.path.slice(open.base.length)
  const isLast = path.startsWith('/summary') || path.startsWith('/done')
  if (open.checkout && open.checkout.subscriptionId !== null && !isLast) {
    c.set('openCheckout', { ...open, checkout: undefined })
  }
  await next()
}
