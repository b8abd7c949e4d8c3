import type { Context, MiddlewareHandler } from 'hono'
import type { Deps } from '../deps.ts'
import { isId } from '../domain/identifiers.ts'
import { dayAt } from '../domain/local-time.ts'
import { emailAddress, line } from '../domain/text.ts'
import { beginCheckout } from '../features/checkouts/begin-checkout.ts'
import type { CheckoutFields } from '../features/checkouts/checkout.ts'
import { leadPrefill } from '../features/leads/lead-prefill.ts'
import type { Lead } from '../features/leads/lead.ts'
import { visitLead } from '../features/leads/visit-lead.ts'
import { portalOrigin } from '../features/plans/portal-origin.ts'
import { isPrefetch } from '../http/prefetch.ts'
import type { PortalEnv } from '../portal/env.ts'
import { pageContext } from '../portal/page-context.ts'
import { setCheckoutCookie } from './checkout-cookie.ts'
import { checkoutOf } from './open-checkout.ts'
import { stepPath } from './steps.ts'
import { UsedLeadView } from './used-lead-view.tsx'

const MAX_ENTRIES = 50
const KEY = /^[\w-]{1,40}$/
const value = line(500)
/** Named here, it is told apart from the rest of what a partner's page hands over: whom the contract is credited to. */
const CREDITED = 'email'

/**
 * Takes up what a partner's link hands over in the address, a lead's `id` or `metadata.<key>`, and goes on to the same page
 * without it: it belongs to the contract and not into bookmarks. `zip` and `usage` stay; the quote reads them. What cannot
 * be used is left out, a lead that nobody knows as well: a partner's slip must not keep anybody from ordering.
 */
export function arrive(deps: Deps): MiddlewareHandler<PortalEnv> {
  return async (c, next) => {
    const handed = handedOver(c)
    if (handed === undefined || isPrefetch(c)) return next()
    const lead = await leadOf(deps, c)
    if (lead && lead.subscriptionId !== null) return showUsed(deps, c)
    const { organizationId, planId } = c.get('portal')
    const token = await beginCheckout(deps.db, {
      organizationId,
      planId,
      customerId: c.get('session')?.customer.id,
      leadId: lead?.id,
      fields: fieldsOf(deps, c, lead),
      metadata: { ...lead?.metadata, ...handed.metadata },
      creditedTo: handed.creditedTo,
    })
    setCheckoutCookie(c, deps.config.isHttps, token)
    return c.redirect(`${stepPath(checkoutOf(c).base, 'quote')}${kept(c)}`, 303)
  }
}

async function leadOf({ db }: Deps, c: Context<PortalEnv>): Promise<Lead | undefined> {
  const id = c.req.query('id')
  const { organizationId, planId } = c.get('portal')
  return isId('lead', id) ? visitLead(db, { organizationId, planId, id }) : undefined
}

/** Somebody who comes again by the same link finds what they typed over what the lead says. */
function fieldsOf({ now }: Deps, c: Context<PortalEnv>, lead: Lead | undefined): CheckoutFields {
  const { checkout } = checkoutOf(c)
  const isSame = checkout?.subscriptionId === null && checkout.leadId === (lead?.id ?? null)
  return { ...(lead && leadPrefill(lead, dayAt(now()))), ...(isSame && checkout.fields) }
}

async function showUsed(deps: Deps, c: Context<PortalEnv>): Promise<Response> {
  const portalUrl = `${portalOrigin(deps.config, c.get('portal'))}/overview`
  const again = stepPath(checkoutOf(c).base, 'quote')
  return c.html(<UsedLeadView page={pageContext(deps, c)} portalUrl={portalUrl} again={again} />, 410)
}

interface HandedOver {
  metadata: Record<string, string>
  creditedTo: string | undefined
}

function handedOver(c: Context): HandedOver | undefined {
  const entries = Object.entries(c.req.query()).filter(([name]) => name.startsWith('metadata.'))
  if (entries.length === 0 && c.req.query('id') === undefined) return undefined
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
