import type { Context, MiddlewareHandler } from 'hono'
import type { Deps } from '../deps.ts'
import { emailAddress, line } from '../domain/text.ts'
import { beginCheckout } from '../features/checkouts/begin-checkout.ts'
import type { CheckoutFields } from '../features/checkouts/checkout.ts'
import { isPrefetch } from '../http/prefetch.ts'
import type { PortalEnv } from '../portal/env.ts'
import { setCheckoutCookie } from './checkout-cookie.ts'
import { checkoutOf } from './open-checkout.ts'
import { stepPath } from './steps.ts'

const MAX_ENTRIES = 50
const KEY = /^[\w-]{1,40}$/
const value = line(500)
/** Named here, it is told apart from the rest of what a partner's page hands over: whom the contract is credited to. */
const CREDITED = 'email'

/**
 * Takes up what a partner's page hands over in the address, `metadata.<key>`, and goes on to the same page without it: it
 * belongs to the contract and not into bookmarks. `zip` and `usage` stay; the quote reads them. What cannot be used is left
 * out: a partner's slip must not keep anybody from ordering.
 */
export function arrive(deps: Deps): MiddlewareHandler<PortalEnv> {
  return async (c, next) => {
    const given = handedOver(c)
    if (given === undefined || isPrefetch(c)) return next()
    const { checkout } = checkoutOf(c)
    const { organizationId, planId } = c.get('portal')
    const token = await beginCheckout(deps.db, {
      organizationId,
      planId,
      customerId: c.get('session')?.customer.id,
      // Somebody who comes again by the same link finds what they typed.
      fields: checkout?.subscriptionId === null ? checkout.fields : {},
      completed: checkout?.subscriptionId === null ? checkout.completed : [],
      ...given,
    })
    setCheckoutCookie(c, deps.config.isHttps, token)
    return c.redirect(`${stepPath(checkoutOf(c).base, 'quote')}${kept(c)}`, 303)
  }
}

interface HandedOver {
  metadata: Record<string, string>
  creditedTo: string | undefined
}

function handedOver(c: Context): HandedOver | undefined {
  const entries = Object.entries(c.req.query()).filter(([name]) => name.startsWith('metadata.'))
  if (entries.length === 0) return undefined
  const metadata: Record<string, string> = {}
  let creditedTo: string | undefined
  for (const [name, text] of entries.slice(0, MAX_ENTRIES)) {
    const key = name.slice('metadata.'.length)
    if (key === CREDITED) creditedTo = emailAddress.safeParse(text).data
    else if (KEY.test(key)) {
      const readable = value.safeParse(text).data
      if (readable !== undefined) metadata[key] = readable
    }
  }
  return { metadata, creditedTo }
}

function kept(c: Context): string {
  const query = new URLSearchParams()
  for (const name of ['zip', 'usage'] as const satisfies readonly (keyof CheckoutFields)[]) {
    const given = c.req.query(name)
    if (given !== undefined) query.set(name, given)
  }
  return query.size === 0 ? '' : `?${query}`
}
