import { Hono } from 'hono'
import type { Deps } from '../deps.ts'
import { customerGridOperators } from '../features/market-partners/customer-grid-operators.ts'
import { findSupplier } from '../features/organizations/supplier-profile.ts'
import type { PortalEnv } from './env.ts'
import { HelpView } from './help-view.tsx'
import { pageContext } from './page-context.ts'

/** Answers for everybody; who is signed in also finds the name of their grid operator. */
export const helpPage = (deps: Deps) =>
  new Hono<PortalEnv>().get('/', async (c) => {
    const { organizationId } = c.get('portal')
    const session = c.get('session')
    const [supplier, gridOperators] = await Promise.all([
      findSupplier(deps.db, organizationId),
      session ? customerGridOperators(deps.db, organizationId, session.customer.id) : [],
    ])
    if (session) c.header('Cache-Control', 'private, no-store')
    const locale = c.get('locale')
    const bodies = supplier ? [supplier.contacts.disputes, supplier.contacts.regulator] : []
    const model = {
      isSignedIn: session !== undefined,
      gridOperators,
      bodies: bodies.map(({ name, text, lines }) => ({ name: name[locale], text: text[locale], lines })),
    }
    return c.html(<HelpView page={pageContext(deps, c)} model={model} />)
  })
