import { Hono } from 'hono'
import type { Deps } from '../deps.ts'
import { findPlanPrice } from '../features/plans/find-plan-price.ts'
import { hasContract } from '../features/subscriptions/queries.ts'
import type { PortalEnv } from './env.ts'
import { pageContext } from './page-context.ts'
import { whoIsSignedIn } from './session-cookie.ts'
import { StartView } from './start-view.tsx'

const VAT = 1.19

/** Where a customer without a contract lands. Whoever has one belongs in the portal. */
export const startPage = (deps: Deps) =>
  new Hono<PortalEnv>().get('/', async (c) => {
    const { organizationId, planId } = c.get('portal')
    const { customer } = whoIsSignedIn(c)
    if (await hasContract(deps.db, organizationId, customer.id)) return c.redirect('/overview', 303)
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
          markupMicroEurPerKwh:
            plan.tariff === 'dynamic' ? Math.round(plan.markupMicroEurPerKwh * VAT) : null,
          noticePeriodMonths: plan.noticeDays % 30 === 0 ? plan.noticeDays / 30 : null,
        }}
      />,
    )
  })
