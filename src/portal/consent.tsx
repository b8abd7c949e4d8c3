import { type Context, Hono } from 'hono'
import type { Deps } from '../deps.ts'
import { answerUri } from '../features/oauth/authorization-answer.ts'
import { type AuthorizationRequest, readAuthorization } from '../features/oauth/authorization-request.ts'
import { grantConsent } from '../features/oauth/grant-consent.ts'
import { refuseConsent } from '../features/oauth/refuse-consent.ts'
import { checkoutOrigin } from '../features/plans/checkout-origin.ts'
import type { Session } from '../features/sessions/find-session.ts'
import { readForm } from '../http/form.ts'
import { isPrefetch } from '../http/prefetch.ts'
import { pageHeaders } from '../http/security-headers.ts'
import { clearConsentCookie, readConsentCookie, setConsentCookie } from './consent-cookie.ts'
import { awayAtCheckout, isAway } from './consent-resume.ts'
import { ConsentUnknownView, ConsentView } from './consent-view.tsx'
import { customerCtx } from './customer-ctx.ts'
import type { PortalEnv } from './env.ts'
import { customerName, pageContext } from './page-context.ts'

const PATH = '/oauth/consent'

/** Where a customer is asked whether an app may read their data. Only the press of a button allows or refuses anything. */
export const consentPage = (deps: Deps) =>
  new Hono<PortalEnv>()
    .use(async (c, next) => {
      c.header('Cache-Control', 'no-store')
      // The address holds what one app has to say to itself (`state`): no other site is told it.
      c.header('Referrer-Policy', 'same-origin')
      await next()
    })
    .get('/', async (c) => {
      if (c.req.method === 'HEAD' || isPrefetch(c)) return c.body(null, 204)
      const { isHttps } = deps.config
      const arrived = new URL(c.req.url).searchParams
      const parameters = arrived.size > 0 ? arrived : readConsentCookie(c, isHttps)
      const read = parameters && (await readHere(deps, c, parameters))
      if (!parameters || !read || read.outcome === 'refused') return unknown(deps, c)
      if (read.outcome === 'error') return c.redirect(read.location, 303)
      const { request, query } = read
      const session = c.get('session')
      if (!session) return signInFirst(deps, c, request, query)
      // Kept, so that the address stays short: language, appearance and another sign-in lead back to it.
      if (arrived.size > 0 || isAway(parameters)) {
        setConsentCookie(c, isHttps, query)
        return c.redirect(PATH, 303)
      }
      return show(deps, c, session, request, query)
    })
    .post('/', async (c) => {
      const session = c.get('session')
      if (!session) return c.redirect(PATH, 303)
      const field = await readForm(c)
      const decision = field('decision')
      const read = await readHere(deps, c, new URLSearchParams(field('request') ?? ''))
      if (read.outcome === 'refused' || (decision !== 'allow' && decision !== 'deny')) return unknown(deps, c)
      clearConsentCookie(c, deps.config.isHttps)
      if (read.outcome === 'error') return c.redirect(read.location, 303)
      const { request } = read
      const ctx = customerCtx(deps, c, session)
      const back = { ...request, issuer: deps.config.publicUrl }
      if (decision === 'allow') {
        const code = await grantConsent(ctx, session.customer.id, request)
        return c.redirect(answerUri(back, { code }), 303)
      }
      await refuseConsent(ctx, session.customer.id, request.clientId)
      const refusal = { error: 'access_denied', error_description: 'The customer refused.' } as const
      return c.redirect(answerUri(back, refusal), 303)
    })

/** Only this portal's own organisation: another one's app is unknown here, whatever its request says. */
const readHere = ({ db, config }: Deps, c: Context<PortalEnv>, parameters: URLSearchParams) =>
  readAuthorization(db, config.publicUrl, parameters, c.get('portal').organizationId)

function signInFirst(
  { config }: Deps,
  c: Context<PortalEnv>,
  { flow }: AuthorizationRequest,
  query: string,
): Response {
  const plan = c.get('portal')
  const isNew = flow === 'signup' && plan.isCheckoutEnabled
  setConsentCookie(c, config.isHttps, isNew ? awayAtCheckout(query) : query)
  if (!isNew) return c.redirect(`/login?next=${encodeURIComponent(PATH)}`, 303)
  return c.redirect(`${checkoutOrigin(config, plan)}/`, 303)
}

/**
 * Never in a frame, even where the portal's other pages may be: a button that is hidden behind another page is pressed
 * unread. Browsers hold a form to `form-action` on the way it is redirected too, so the app's own scheme is let through.
 */
async function show(
  deps: Deps,
  c: Context<PortalEnv>,
  session: Session,
  { appName, appDescription, redirectUri }: AuthorizationRequest,
  query: string,
): Promise<Response> {
  const target = new URL(redirectUri)
  const model = {
    appName,
    appDescription,
    host: target.protocol === 'https:' ? target.host : null,
    customer: { name: customerName(session.customer), email: session.customer.email },
    query,
  }
  await pageHeaders({ https: deps.config.isHttps, frameAncestors: [] })(c, async () => {
    c.res = await c.html(<ConsentView page={pageContext(deps, c)} model={model} />)
  })
  const policy = c.res.headers.get('Content-Security-Policy') ?? ''
  c.res.headers.set(
    'Content-Security-Policy',
    policy.replace("form-action 'self'", `form-action 'self' ${target.protocol}`),
  )
  return c.res
}

const unknown = (deps: Deps, c: Context<PortalEnv>): Response | Promise<Response> =>
  c.html(<ConsentUnknownView page={pageContext(deps, c)} />, 400)
