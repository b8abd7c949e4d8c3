import type { Context } from 'hono'
import type { Deps } from '../deps.ts'
import type { CheckoutFields } from '../features/checkouts/checkout.ts'
import { personContext, type PersonContext, readPerson } from '../features/checkouts/read-person.ts'
import type { PortalEnv } from '../portal/env.ts'
import { pageContext } from '../portal/page-context.ts'
import { checkoutOf } from './open-checkout.ts'
import { orderProblems } from './order-problems.ts'
import { KnownPersonView, PersonView } from './person-view.tsx'
import { stepPage } from './step-page.ts'
import { stepsOf } from './steps.ts'

/** Who orders. Whoever is signed in, or has proved a customer's address, is not asked again. */
export const personPage = (deps: Deps) =>
  stepPage(deps, {
    step: 'person',
    read: async (_deps, c, fields) => readPerson(fields, await contextOf(deps, c, fields)),
    async show(_deps, c, { fields, problems }, status) {
      const open = checkoutOf(c)
      const isSignedIn = c.get('session') !== undefined
      const page = { ...pageContext(deps, c), nav: [] }
      const common = { open, steps: stepsOf(isSignedIn), wrong: orderProblems(page, problems) }
      const { known } = await contextOf(deps, c, fields)
      // An address that was proved may be given up for another one; who is signed in is who they are.
      if (known && (isSignedIn || c.req.query('other') !== '1')) {
        return c.html(<KnownPersonView page={page} model={{ ...common, isSignedIn, known }} />, status)
      }
      return c.html(<PersonView page={page} model={{ ...common, fields }} />, status)
    },
  })

/** As it is once these fields are kept. */
async function contextOf(
  { db }: Deps,
  c: Context<PortalEnv>,
  fields: CheckoutFields,
): Promise<PersonContext> {
  const { plan, checkout } = checkoutOf(c)
  if (!checkout) return { type: plan.type, known: undefined }
  return personContext(db, plan, { ...checkout, fields }, c.get('session') !== undefined)
}
