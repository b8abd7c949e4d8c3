import type { Brand } from '../brand/brand.ts'
import type { OpenCheckout } from '../features/checkouts/checkout.ts'
import type { Portal } from '../features/plans/find-portal.ts'
import type { Session } from '../features/sessions/find-session.ts'
import type { EdgeEnv } from '../http/edge.ts'
import type { Locale } from '../ui/i18n.ts'
import type { SchemeChoice } from '../ui/page.ts'

/** What a page of a portal finds in its context. */
export interface PortalEnv {
  Bindings: EdgeEnv['Bindings']
  Variables: EdgeEnv['Variables'] & {
    portal: Portal
    brand: Brand
    brandStyleUrl: string
    session: Session | undefined
    locale: Locale
    scheme: SchemeChoice
    /** In the checkout alone. */
    openCheckout: OpenCheckout | undefined
  }
}
