import type { Context } from 'hono'
import type { Deps } from '../deps.ts'
import { createFormat } from '../ui/format.ts'
import type { T } from '../ui/i18n.ts'
import type { PageContext } from '../ui/page.ts'
import { formToken } from './csrf.ts'
import type { PortalEnv } from './env.ts'
import { navigation } from './navigation.ts'

/** What every page is drawn with. A page that failed before anybody was looked up is drawn for nobody. */
export function pageContext(
  { assets, i18n, formKey }: Pick<Deps, 'assets' | 'i18n' | 'formKey'>,
  c: Context<PortalEnv>,
): PageContext {
  const brand = c.get('brand')
  const locale = c.get('locale') ?? brand.locale
  const session = c.get('session')
  const t: T = i18n(locale, brand.messages[locale])
  const url = new URL(c.req.url)
  const returnUrl = session?.returnUrl ?? c.get('portal').homeUrl
  return {
    brand,
    brandStyleUrl: c.get('brandStyleUrl'),
    assets,
    t,
    format: createFormat(locale),
    path: url.pathname.startsWith('/auth/') ? '/' : url.pathname + url.search,
    scheme: c.get('scheme') ?? brand.scheme,
    csrf: formToken(formKey, session),
    customer: session ? { name: customerName(session.customer), email: session.customer.email } : null,
    nav: session ? navigation(t, url.pathname) : [],
    returnTo: returnUrl ? { url: returnUrl, name: c.get('portal').organizationName } : null,
    flow: session?.flow != null,
  }
}

export function customerName(customer: {
  firstName: string
  lastName: string
  companyName: string | null
}): string {
  return customer.companyName ?? `${customer.firstName} ${customer.lastName}`
}
