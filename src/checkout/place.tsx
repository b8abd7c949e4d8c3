import type { Context } from 'hono'
import type { Deps } from '../deps.ts'
import { dayAt } from '../domain/local-time.ts'
import type { CheckoutFields } from '../features/checkouts/checkout.ts'
import { readPlace } from '../features/checkouts/read-place.ts'
import { quoteContext, type QuoteChoice, readQuote } from '../features/checkouts/read-quote.ts'
import type { PortalEnv } from '../portal/env.ts'
import { pageContext } from '../portal/page-context.ts'
import { checkoutOf } from './open-checkout.ts'
import { PlaceView } from './place-view.tsx'
import { offerProblems } from './problem-words.ts'
import { stepPage } from './step-page.ts'
import { stepPath, stepsOf } from './steps.ts'

/** The second step: the street and number of the place that was quoted, and where invoices go. */
export const placePage = (deps: Deps) =>
  stepPage(deps, {
    step: 'place',
    async read(_deps, c, fields) {
      const choice = await quotedChoice(deps, c, fields)
      return choice ? readPlace(fields, choice) : { problems: { street: 'missing' } }
    },
    async show(_deps, c, { fields, problems }, status) {
      const choice = await quotedChoice(deps, c, fields)
      const open = checkoutOf(c)
      // What was quoted is not offered any more: the first page says so.
      if (!choice) return c.redirect(stepPath(open.base, 'quote'), 303)
      const page = { ...pageContext(deps, c), nav: [] }
      const steps = stepsOf(c.get('session') !== undefined)
      const wrong = offerProblems(page, problems)
      return c.html(<PlaceView page={page} model={{ open, steps, fields, wrong, choice }} />, status)
    },
  })

async function quotedChoice(
  { db, now }: Deps,
  c: Context<PortalEnv>,
  fields: CheckoutFields,
): Promise<QuoteChoice | undefined> {
  const context = await quoteContext(db, checkoutOf(c).plan, fields, dayAt(now()))
  const read = readQuote(fields, context)
  return 'value' in read ? read.value : undefined
}
