import { type Context, Hono } from 'hono'
import { checkoutPages } from '../checkout/checkout-pages.ts'
import type { Deps } from '../deps.ts'
import { findPlanPrice } from '../features/plans/find-plan-price.ts'
import { hasContract } from '../features/subscriptions/queries.ts'
import type { PortalEnv } from './env.ts'
import { pageContext } from './page-context.ts'
import { whoIsSignedIn } from './session-cookie.ts'
import { StartView } from './start-view.tsx'

const VAT = 1.19

/**
 * Where a customer without a contract lands: in the checkout, or where the plan has none, on a page that says what it
 * costs and whom to ask. Whoever has a contract belongs in the portal, and reads of the one just ordered on the last page.
 */
export const startPage = (deps: Deps) =>
  new Hono<PortalEnv>()
    .use(async (c, next) => {
      const { organizationId } = c.get('portal')
      const isLastPage = /^\/start\/done(\/|$)/.test(new URL(c.req.url).pathname)
      if (!isLastPage && (await hasContract(deps.db, organizationId, whoIsSignedIn(c).customer.id))) {
        return c.redirect('/overview', 303)
      }
      await next()
    })
    .get('/', (c, next) => (c.get('portal').isCheckoutEnabled ? next() : showPlan(deps, c)))
    .route('/', checkoutPages(deps, '/start'))

async function showPlan(deps: Deps, c: Context<PortalEnv>): Promise<Response> {
  const { organizationId, planId } = c.get('portal')
  const { customer } = whoIsSignedIn(c)
  const plan = await findPlanPrice(deps.db, organizationId, planId)
  return c.html(
    <StartView
      page={{ ...pageContext(deps, c), nav: [] }}
      model={{
        firstName: customer.firstName,
        planName: plan.name,
        pricing: plan.tariff,
        baseFeeCents: plan.baseFeeCents,
        // Grid fees and levies depend on the place: the all-in price comes with the quote.
        workingPriceMicroEurPerKwh: null,
        markupMicroEurPerKwh: plan.tariff === 'dynamic' ? Math.round(plan.markupMicroEurPerKwh * VAT) : null,
        noticePeriodMonths: plan.noticeDays % 30 === 0 ? plan.noticeDays / 30 : null,
      }}
    />,
  )
}
