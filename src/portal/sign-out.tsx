import { Hono } from 'hono'
import type { Deps } from '../deps.ts'
import { endSession } from '../features/sessions/end-session.ts'
import { customerCtx } from './customer-ctx.ts'
import type { PortalEnv } from './env.ts'
import { pageContext } from './page-context.ts'
import { clearSessionCookie } from './session-cookie.ts'
import { SignedOutView } from './signed-out-view.tsx'

/** Ends this browser's session and no other. */
export const signOutPage = (deps: Deps) =>
  new Hono<PortalEnv>()
    .post('/', async (c) => {
      const session = c.get('session')
      if (session) await endSession(customerCtx(deps, c, session), session)
      clearSessionCookie(c, deps.config.isHttps)
      return c.redirect('/logout', 303)
    })
    .get('/', (c) =>
      c.get('session') ? c.redirect('/') : c.html(<SignedOutView page={pageContext(deps, c)} />),
    )
