import { type Context, Hono } from 'hono'
import type { Deps } from '../deps.ts'
import { safeNextPath } from '../features/magic-links/next-path.ts'
import type { RefusalReason } from '../features/magic-links/redeem.ts'
import { findSession } from '../features/sessions/find-session.ts'
import { readForm } from '../http/form.ts'
import { isPrefetch } from '../http/prefetch.ts'
import { ConfirmView } from './confirm-view.tsx'
import type { PortalEnv } from './env.ts'
import { ExpiredView } from './expired-view.tsx'
import { pageContext } from './page-context.ts'
import { readSessionCookie, setSessionCookie } from './session-cookie.ts'

interface LinkParameters {
  token: string
  type: string
  next: string | undefined
}

/** Where a magic link opens. `/` with a token is the older shape of the same link. */
export const confirmPage = (deps: Deps) =>
  new Hono<PortalEnv>()
    .get('/', async (c) => {
      // Neither a HEAD nor a prefetch is a person opening a link: the token is not even looked up.
      if (c.req.method === 'HEAD') return uncached(c).body(null, 200)
      if (isPrefetch(c)) return uncached(c).body(null, 204)
      const { token_hash: token = '', type = '', next } = c.req.query()
      return openLink(deps, c, { token, type, next })
    })
    .post('/', async (c) => {
      const field = await readForm(c)
      return openLink(deps, c, {
        token: field('token_hash') ?? '',
        type: field('type') ?? '',
        next: field('next'),
      })
    })

async function openLink(
  deps: Deps,
  c: Context<PortalEnv>,
  { token, type, next }: LinkParameters,
): Promise<Response> {
  uncached(c)
  const { organizationId, planId } = c.get('portal')
  const path = next === undefined ? undefined : safeNextPath(next)
  // A link whose `next` leads elsewhere, or that calls itself something else, was not minted by us as it stands.
  if (type !== 'magiclink' || (next !== undefined && path === undefined))
    return refuse(deps, c, 'malformed', 400, path)

  const older = readSessionCookie(c, deps.config.isHttps)
  const redeemed = await deps.redeem({
    organizationId,
    planId,
    token,
    isPost: c.req.method === 'POST',
    olderSessionToken: older,
    address: c.get('address'),
    userAgent: c.get('userAgent'),
  })
  switch (redeemed.outcome) {
    case 'redeemed':
      note(deps, c, 'redeemed')
      setSessionCookie(c, deps.config.isHttps, redeemed.sessionToken)
      return c.redirect(path ?? redeemed.nextPath, 303)
    case 'confirm':
      note(deps, c, 'confirm_shown')
      return c.html(
        <ConfirmView
          page={pageContext(deps, c)}
          firstName={redeemed.firstName}
          token={token}
          next={path ?? redeemed.nextPath}
        />,
      )
    case 'refused': {
      // A refresh or a second click of somebody whom this link, or an earlier one, signed in here already.
      const session =
        older && redeemed.customerId ? await findSession(deps.db, organizationId, planId, older) : undefined
      if (session && session.customer.id === redeemed.customerId) {
        note(deps, c, `${redeemed.reason}_but_signed_in`)
        return c.redirect(path ?? redeemed.nextPath ?? '/', 303)
      }
      return refuse(deps, c, redeemed.reason, 410, path)
    }
  }
}

/**
 * Used, expired, foreign and unknown look the same to the visitor and differ in the log. Whoever signs in by a code
 * instead lands where the link's own address says, never where only the token knows.
 */
function refuse(
  deps: Deps,
  c: Context<PortalEnv>,
  reason: RefusalReason | 'malformed',
  status: 400 | 410,
  next: string | undefined,
): Response | Promise<Response> {
  note(deps, c, reason)
  return c.html(<ExpiredView page={pageContext(deps, c)} next={next ?? '/overview'} />, status)
}

function note(deps: Deps, c: Context<PortalEnv>, outcome: string): void {
  deps.metrics.countLink(outcome)
  c.set('logFields', { magicLink: outcome })
}

/** The address bar holds a token: it goes into no cache and no Referer. */
function uncached(c: Context<PortalEnv>): Context<PortalEnv> {
  c.header('Cache-Control', 'no-store')
  c.header('Referrer-Policy', 'no-referrer')
  return c
}
