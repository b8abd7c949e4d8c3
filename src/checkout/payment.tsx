import type { Context } from 'hono'
import type { Deps } from '../deps.ts'
import { paymentContext, type PaymentContext, readPayment } from '../features/checkouts/read-payment.ts'
import type { PortalEnv } from '../portal/env.ts'
import { pageContext } from '../portal/page-context.ts'
import { checkoutOf } from './open-checkout.ts'
import { PaymentView } from './payment-view.tsx'
import { paymentProblems } from './payment-words.ts'
import { stepPage } from './step-page.ts'
import { stepPath, stepsOf } from './steps.ts'

/** How bills are paid, in more ways than one (§ 41 (2) EnWG); for feeding in, where earnings go. */
export const paymentPage = (deps: Deps) =>
  stepPage(deps, {
    step: 'payment',
    async read(_deps, c, fields) {
      const context = await contextOf(deps, c)
      return context ? readPayment(fields, context) : { problems: { payment: 'missing' } }
    },
    async show(_deps, c, { fields, problems }, status) {
      const open = checkoutOf(c)
      const context = await contextOf(deps, c)
      if (!context) return c.redirect(stepPath(open.base, 'quote'), 303)
      const page = { ...pageContext(deps, c), nav: [] }
      const model = {
        open,
        steps: stepsOf(c.get('session') !== undefined),
        fields,
        wrong: paymentProblems(page, fields, problems),
        context,
      }
      return c.html(<PaymentView page={page} model={model} />, status)
    },
  })

async function contextOf({ db }: Deps, c: Context<PortalEnv>): Promise<PaymentContext | undefined> {
  const { plan, checkout } = checkoutOf(c)
  return checkout && paymentContext(db, plan, checkout)
}
